package dev.farsight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksPageTest {

  @TempDir private Path folder;

  private static Figure figure(String name, String contender, double median) {
    return new Figure(name, contender, "ns/op", median, median / 2, 2 * median, 9, 0);
  }

  @Test
  void targetsAreShownMetMissedAndNotMeasured() {
    Figures figures = new Figures();
    figures.add(figure("Hold EXPONENTIAL 100", "radixWheel", 40));
    figures.add(figure("Hold EXPONENTIAL 100", "priorityQueue", 80));
    figures.add(figure("Placement 5000 BASIC", "place", 50));
    String page = new BenchmarksPage(figures, "a machine").text();
    assertThat(page)
        .contains("| hold, exponential, 100 events | ≤ 0.750 | 0.500 | met |")
        .contains("10,000 pods | ≥ 80,000 pods/s | 20,000 pods/s | **missed** |")
        .contains("| --help | ≤ 0.350 s | not measured |  |")
        .contains("| Hold EXPONENTIAL 100 | radixWheel | 40.0 ns/op | 20.0 – 80.0 | 9 | 0 |");
  }

  @Test
  void figuresAreReadAsTheyWereWrittenAndReplaced() throws Exception {
    Figures figures = new Figures();
    figures.add(figure("Fleet", "launch", 0.4));
    figures.add(figure("Fleet", "launch", 0.3));
    Path file = folder.resolve("benchmarks.json");
    figures.write(file);
    Figures read = new Figures();
    read.read(file);
    assertThat(read.all()).isEqualTo(figures.all()).hasSize(1);
    assertThat(read.find("Fleet", "launch")).isNotNull();
    assertThat(read.find("Fleet", "stuck")).isNull();
  }

  @Test
  void everyTargetHasABoundAndAMeasure() {
    assertThat(Target.all()).hasSizeGreaterThan(40);
    for (Target target : Target.all()) {
      assertThat(target.bound()).as(target.what()).isPositive();
      assertThat(target.measure().of(new Figures())).as(target.what()).isNull();
    }
  }
}
