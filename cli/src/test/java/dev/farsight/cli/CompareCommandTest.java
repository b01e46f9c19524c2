package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  private static final String STUCK = "coredns/label-eksctl-0.207";

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(cli.out());
  }

  private static JsonNode named(JsonNode list, String field, String name) {
    for (JsonNode one : list) {
      if (one.path(field).asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError(name + " is not in " + list);
  }

  @Test
  void peopleReadWhereTheyPartAndWhatDiffers() {
    assertThat(
            cli.run("compare", "keda/toleration-only", "keda/profile-then-restart", "--reps", "2"))
        .isEqualTo(ExitCodes.OK);
    assertThat(cli.out())
        .contains("2 pairs of the same random numbers, seed 42")
        .containsPattern("they part after [1-9][0-9]* equal events")
        .containsPattern("last\\(stuck_pods\\) +6 +0 +-6")
        .containsSubsequence("keda/Deployment/keda-operator", "stuck (FS1101)", "ready")
        .contains("the same in both");
  }

  @Test
  void jsonHoldsPairsWithIntervalsAndTheFirstEventAtWhichTheyPart() throws IOException {
    cli.run(
        "compare", "keda/profile-first", "keda/profile-then-restart", "--reps", "4", "-o", "json");
    JsonNode comparison = json();
    assertThat(comparison.path("formatVersion").asText())
        .isEqualTo("farsight.dev/compare/v1alpha1");
    assertThat(comparison.path("seeds")).hasSize(4);
    assertThat(comparison.at("/parting/a/t").asDouble())
        .isLessThanOrEqualTo(comparison.at("/parting/b/t").asDouble() + 600);
    JsonNode cost = named(comparison.path("metrics"), "name", "last(cost_usd)");
    assertThat(cost.path("differs").asBoolean()).isTrue();
    assertThat(cost.path("interval")).hasSize(2);
    double difference = cost.path("difference").asDouble();
    assertThat(cost.at("/interval/0").asDouble()).isLessThan(difference);
    assertThat(cost.at("/interval/1").asDouble()).isGreaterThan(difference);
    assertThat(difference)
        .isCloseTo(
            cost.path("b").asDouble() - cost.path("a").asDouble(),
            org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  void scenarioBesideItselfNeverParts() throws IOException {
    cli.run("compare", STUCK, STUCK, "--reps", "2", "-o", "json");
    JsonNode comparison = json();
    assertThat(comparison.path("parting").isNull()).isTrue();
    for (String list : new String[] {"metrics", "workloads", "events"}) {
      for (JsonNode one : comparison.path(list)) {
        assertThat(one.path("differs").asBoolean()).as(one.toString()).isFalse();
      }
    }
  }

  @Test
  void withTheSwitchTheEndIsTheSameAndTheHistoryAnother() throws IOException {
    cli.run(
        "compare", STUCK, "--set-b", "model.createOnceScheduler=true", "--reps", "1", "-o", "json");
    JsonNode comparison = json();
    JsonNode stuck = named(comparison.path("metrics"), "name", "last(stuck_pods)");
    assertThat(stuck.path("a").asDouble()).isPositive().isEqualTo(stuck.path("b").asDouble());
    JsonNode attempts = named(comparison.path("metrics"), "name", "scheduling_attempts");
    assertThat(attempts.path("a").asDouble()).isGreaterThan(attempts.path("b").asDouble());
    assertThat(comparison.at("/parting/a/t").asDouble()).isPositive();
  }

  @Test
  void resultsAreComparedByTheirSeeds() throws IOException {
    String before = folder.resolve("before.json").toString();
    String after = folder.resolve("after.json").toString();
    cli.run("run", "keda/profile-only", "-q", "--reps", "2", "-o", "json=" + before);
    cli.run("run", "keda/profile-first", "-q", "--reps", "2", "-o", "json=" + after);
    assertThat(cli.run("compare", before, after)).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("2 pairs").contains("Results hold no events");
    cli.run("compare", before, "keda/profile-first", "-o", "json");
    JsonNode mixed = json();
    cli.run("compare", before, after, "-o", "json");
    assertThat(mixed).isEqualTo(json());
    cli.run("run", "keda/profile-first", "-q", "--seed", "7", "-o", "json=" + after);
    assertThat(cli.run("compare", before, after)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("shares no seed");
  }

  /** What the two stories say, and what the simulator must show of each claim. */
  @Test
  void everyPopularBeliefIsPlayedBesideWhatReallyHappens() throws IOException {
    assertThat(cli.run("compare", "beliefs", "-o", "json")).isEqualTo(ExitCodes.OK);
    Map<String, Boolean> holds = new TreeMap<>();
    for (JsonNode one : json()) {
      holds.put(one.path("belief").asText(), one.path("holds").asBoolean());
      // More quota changes not a single event.
      assertThat(one.path("parting").isNull())
          .as(one.path("belief").asText())
          .isEqualTo(one.path("belief").asText().equals("keda-capacity"));
    }
    assertThat(holds)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("keda-toleration", false),
                Map.entry("keda-toleration-cured-it", false),
                Map.entry("keda-toleration-first", false),
                Map.entry("keda-profile", false),
                Map.entry("keda-capacity", false),
                Map.entry("keda-one-node-each", true),
                Map.entry("coredns-decided-once", false),
                Map.entry("coredns-labels-skip-the-step", true),
                Map.entry("coredns-labels-skip-the-step-still", false),
                Map.entry("coredns-restart", true),
                Map.entry("coredns-restart-any-time", false),
                Map.entry("coredns-drop-the-label", true)));
  }

  @Test
  void beliefsAreListedAndToldOneByOne() {
    cli.run("list", "beliefs");
    assertThat(cli.out()).contains("belief/keda-toleration ").contains("belief/coredns-restart");
    assertThat(cli.run("compare", "belief/coredns-decided-once", "--reps", "2"))
        .isEqualTo(ExitCodes.OK);
    assertThat(cli.out())
        .containsSubsequence("said", "does not hold", "literally", "beside", "really", "they part");
  }

  @Test
  void wrongCommandLinesSayWhatIsMissing() throws IOException {
    assertThat(cli.run("compare")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.run("compare", STUCK)).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("A B");
    assertThat(cli.run("compare", "belief/keda-tolerations")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("belief/keda-toleration");
    assertThat(cli.run("compare", STUCK, "keda/none")).isEqualTo(ExitCodes.INVALID_INPUT);
    Path broken = Files.writeString(folder.resolve("r.json"), "{\"formatVersion\":");
    assertThat(cli.run("compare", broken.toString(), STUCK)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("r.json");
  }
}
