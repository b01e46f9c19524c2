package dev.farsight.scenario.conformance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the comparison of quiet moments lets pass, and what it tells. */
class QuietMomentsTest {

  private static final String CREATED = "NewReplicaSetCreated";
  private static final String UPDATED = "ReplicaSetUpdated";
  private static final String COMPLETE = "NewReplicaSetAvailable";

  private static ObjectNode deployment(long millis, int replicas, int updated, String reason) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("t", millis).put("ev", "deployment").put("ns", "shop").put("deployment", "web");
    line.put("specReplicas", 5).put("replicas", replicas).put("updated", updated);
    line.put("ready", 5).put("available", 5).put("generation", 2).put("observedGeneration", 2);
    line.putArray("conditions").addObject().put("type", "Progressing").put("reason", reason);
    return line;
  }

  private static ObjectNode replicaSet(long millis, String name, int size) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("t", millis).put("ev", "replicaset").put("ns", "shop").put("deployment", "web");
    return line.put("replicaset", name).put("specReplicas", size);
  }

  private static List<Parting> partings(List<JsonNode> recorded, List<JsonNode> simulated) {
    List<Parting> partings = new ArrayList<>();
    QuietMoments.compare(new Story(recorded, 60_000), new Story(simulated, 60_000), partings);
    return partings;
  }

  @Test
  void reasonMayDifferWhereAStepOfTheBurstWasMerged() {
    List<JsonNode> merged =
        List.of(
            deployment(0, 5, 5, COMPLETE),
            deployment(20_000, 5, 5, CREATED),
            deployment(20_040, 6, 1, CREATED));
    List<JsonNode> steps =
        List.of(
            deployment(0, 5, 5, COMPLETE),
            deployment(20_000, 5, 5, CREATED),
            deployment(20_020, 5, 0, CREATED),
            deployment(20_040, 6, 1, UPDATED));
    assertThat(partings(merged, steps)).isEmpty();
    assertThat(partings(steps, merged)).isEmpty();
  }

  @Test
  void reasonThatIsWrongForItsOwnStepsIsTold() {
    List<JsonNode> merged =
        List.of(
            deployment(0, 5, 5, COMPLETE),
            deployment(20_000, 5, 5, CREATED),
            deployment(20_040, 6, 1, CREATED));
    List<JsonNode> wrong =
        List.of(
            deployment(0, 5, 5, COMPLETE),
            deployment(20_000, 5, 5, CREATED),
            deployment(20_040, 6, 1, UPDATED));
    assertThat(partings(merged, wrong)).hasSize(1);
  }

  @Test
  void missedDeadlineIsTold() {
    List<JsonNode> late =
        List.of(deployment(0, 6, 1, UPDATED), deployment(30_000, 6, 1, "ProgressDeadlineExceeded"));
    assertThat(partings(late, List.of(deployment(0, 6, 1, UPDATED)))).hasSize(1);
  }

  @Test
  void changeMayComeTwoSecondsEarlierButNotThree() {
    List<JsonNode> recorded =
        List.of(replicaSet(0, "web-rs1", 1), replicaSet(20_000, "web-rs1", 2));
    List<JsonNode> early = List.of(replicaSet(0, "web-rs1", 1), replicaSet(18_100, "web-rs1", 2));
    List<JsonNode> tooEarly =
        List.of(replicaSet(0, "web-rs1", 1), replicaSet(16_500, "web-rs1", 2));
    assertThat(partings(recorded, early)).isEmpty();
    assertThat(partings(recorded, tooEarly)).hasSize(1);
  }

  @Test
  void shortQuietMomentThatIsNeverPassedThroughIsTold() {
    List<JsonNode> recorded =
        List.of(
            replicaSet(0, "web-rs1", 1),
            replicaSet(20_000, "web-rs1", 2),
            replicaSet(22_000, "web-rs1", 3));
    List<JsonNode> jump = List.of(replicaSet(0, "web-rs1", 1), replicaSet(21_000, "web-rs1", 3));
    assertThat(partings(recorded, recorded)).isEmpty();
    assertThat(partings(recorded, jump)).hasSize(1);
  }

  @Test
  void eachChangeOfASizeIsOneStep() {
    SizeSteps steps =
        new SizeSteps(
            new Story(
                List.of(
                    replicaSet(0, "web-rs1", 3),
                    replicaSet(1_000, "web-rs1", 3),
                    replicaSet(2_000, "web-rs2", 0),
                    replicaSet(3_000, "web-rs1", 2)),
                9_000));
    assertThat(steps.of("shop/web")).isEqualTo(2);
    assertThat(steps.of("shop/api")).isZero();
  }
}
