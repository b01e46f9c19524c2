package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.document.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/model/autoscaling.md shows can be run as it stands. */
class AutoscalingPageTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("`([a-z]+_[a-z_]+)`");
  private static final Pattern THRESHOLD =
      Pattern.compile("`([a-z0-9]+\\([a-z_]+\\) [<>=]+ \\w+)`");
  private static final Pattern STORY = Pattern.compile("`(scaling/[a-z-]+)`");

  @TempDir private Path folder;

  private static String page() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("farsight"))) {
      root = root.getParent();
    }
    return Files.readString(root.resolve("docs/model/autoscaling.md"));
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void everyScenarioOfThePageRuns() throws IOException {
    List<String> scenarios = all(YAML, page());
    assertThat(scenarios).hasSizeGreaterThanOrEqualTo(2);
    Files.writeString(folder.resolve("load.csv"), "time,value\n0,5\n300,50\n");
    for (int i = 0; i < scenarios.size(); i++) {
      Path file = folder.resolve("scenario-" + i + ".yaml");
      Files.writeString(file, scenarios.get(i));
      CommandRun run = CommandRun.of("run", file.toString(), "--reps", "1");
      assertThat(run.code()).as(run.all()).isZero();
      assertThat(run.all()).contains("✓ pass").doesNotContain("✗");
    }
  }

  @Test
  void everyMetricThresholdAndStoryOfThePageIsKnown() throws IOException {
    String page = page();
    assertThat(all(NAME, page.substring(page.indexOf("## What a result tells"))))
        .hasSizeGreaterThan(8)
        .allSatisfy(name -> assertThat(Metric.byLabel(name)).as(name).isNotNull());
    List<String> stories = all(STORY, page);
    assertThat(stories).hasSize(5);
    for (String story : stories) {
      assertThat(CommandRun.of("run", story, "--reps", "1").code()).as(story).isZero();
    }
    assertThat(all(THRESHOLD, page)).hasSizeGreaterThanOrEqualTo(2);
  }
}
