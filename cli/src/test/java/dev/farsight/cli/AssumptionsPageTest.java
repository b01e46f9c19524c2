package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.spec.Assumption;
import dev.farsight.sim.spec.ModelDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The page of assumptions says what the code does. To write it anew: {@code ./build -Dquick -pl cli
 * -am test -Dtest=AssumptionsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dwrite.docs=true}.
 */
class AssumptionsPageTest {

  private static String page() {
    StringBuilder page = new StringBuilder(8_192);
    page.append(
        """
        # Assumptions

        Every calibrated number of the model: what it means, its default, where it comes from and how far it can be trusted. Generated from `ModelDefaults`; a test compares the two.
        Each can be set in a scenario under the path given. What is known about Fargate, in full: [fargate.md](fargate.md).

        Confidence: **high** documented or read in source code; **medium** several independent reports; **low** few reports, or inferred.

        | setting | default | meaning | source | date | confidence |
        |---|---|---|---|---|---|
        """);
    for (Assumption assumption : ModelDefaults.ASSUMPTIONS) {
      page.append(
          "| `%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  assumption.path(),
                  cell(assumption.value()),
                  cell(assumption.meaning()),
                  cell(assumption.source()),
                  cell(assumption.date()),
                  assumption.confidence().name().toLowerCase(Locale.ROOT)));
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  @Test
  void everyAssumptionOfTheModelIsDocumented() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("farsight.cmd"))) {
      folder = folder.getParent();
    }
    Path file = folder.resolve("docs/model/assumptions.md");
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(file, page());
    }
    assertThat(ModelDefaults.ASSUMPTIONS).hasSizeGreaterThan(20);
    assertThat(Files.readString(file)).isEqualTo(page());
  }
}
