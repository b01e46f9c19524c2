package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.process.scheduler.cycle.InTreePlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says what is equal to kube-scheduler names the plugins that are there. */
class SchedulerPageTest {

  private static final Path PAGE = Path.of("../docs/model/scheduler.md");

  /** A row of the table of plugins: their names, what is equal, what is left out. */
  private record Row(List<String> plugins, String equal, String leftOut) {}

  @Test
  void everyPluginHasItsRow() throws IOException {
    assertThat(
            rows().stream().filter(row -> !row.equal().isEmpty()).flatMap(SchedulerPageTest::names))
        .containsExactlyInAnyOrderElementsOf(InTreePlugins.names());
  }

  @Test
  void pluginsThatAreNotThereAreSaidToBeLeftOut() throws IOException {
    assertThat(rows().stream().filter(row -> row.equal().isEmpty()))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.leftOut()).isNotEmpty());
  }

  private static Stream<String> names(Row row) {
    return row.plugins().stream();
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        inside = line.equals("## Plugins");
      }
      if (inside && line.startsWith("| ") && !line.startsWith("| plugin ")) {
        String[] cells = line.split("\\|", -1);
        rows.add(
            new Row(List.of(cells[1].strip().split(", ")), cells[2].strip(), cells[3].strip()));
      }
    }
    return rows;
  }
}
