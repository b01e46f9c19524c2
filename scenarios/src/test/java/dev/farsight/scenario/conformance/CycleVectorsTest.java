package dev.farsight.scenario.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CycleVectorsTest {

  private static final Path VECTORS = Path.of("src/test/resources/conformance/scheduler");

  @Test
  void everySingleAttemptIsAsRecorded() throws IOException {
    assertThat(failures("single", 675)).isEmpty();
  }

  @Test
  void everySequenceIsAsRecorded() throws IOException {
    assertThat(failures("sequence", 29)).isEmpty();
  }

  private static List<String> failures(String kind, int count) throws IOException {
    Vectors vectors = new Vectors();
    List<String> failures = new ArrayList<>();
    int run = 0;
    try (Stream<Path> files = Files.list(VECTORS.resolve(kind))) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          run++;
          VectorOutcome outcome = vectors.run(line);
          if (!outcome.passed()) {
            failures.add(outcome.id() + " " + outcome.differences());
          }
        }
      }
    }
    assertThat(run).isEqualTo(count);
    return failures;
  }
}
