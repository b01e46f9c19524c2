package dev.farsight.scenario.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ScenarioSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods that the API server refuses to create, and what lets it create them. */
class QuotaRepairsTest {

  private static final String WORKLOAD =
      """
      {"apiVersion": "apps/v1", "kind": "%s", "metadata": {"name": "api", "namespace": "red",
        "uid": "u-api"}, "spec": {"replicas": 5, "serviceName": "x", "selector": {"matchLabels":
        {"app": "api"}}, "template": {"metadata": {"labels": {"app": "api"}}, "spec": {"containers":
        [{"name": "c", "image": "a", "resources": %s}]}}}}
      """;

  @TempDir Path folder;

  private static FixReport report(String hard, String workload) {
    String text =
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        metadata: {name: refused}
        spec:
          cluster: {name: prod, fargateProfiles: [{name: fp, selectors: [{namespace: red}]}]}
          timeline:
            - at: 0s
              apply:
                - {apiVersion: v1, kind: ResourceQuota, metadata: {name: cap, namespace: red},
                   spec: {hard: %s}}
            - {at: 1s, apply: [%s]}
          until: 20m
        """
            .formatted(hard, workload.replace("\n", " "));
    ScenarioSource source =
        new ScenarioSource(
            "refused.yaml", text.getBytes(StandardCharsets.UTF_8), pattern -> List.of());
    ScenarioTree tree = Objects.requireNonNull(ScenarioTree.of(source, List.of(), new Issues()));
    return Objects.requireNonNull(FixSearch.run(tree, null, Set.of(), null, new Issues()));
  }

  private static String command(FixReport report, String id) {
    return report.fixes().stream()
        .filter(fix -> fix.id().equals(id))
        .flatMap(fix -> fix.steps().get(0).commands().stream())
        .findFirst()
        .orElse("");
  }

  @Test
  void quotaIsRaisedForAllMissingPodsInEveryResourceThatTheyExceed() {
    FixReport report =
        report(
            "{pods: '2', requests.cpu: '1', requests.memory: 64Gi}",
            WORKLOAD.formatted(
                "Deployment", "{\"requests\": {\"cpu\": \"400m\", \"memory\": \"1Gi\"}}"));
    assertThat(report.fixes())
        .extracting(FixReport.Fix::id)
        .containsExactly("raise-resource-quota", "scale-down");
    assertThat(command(report, "raise-resource-quota"))
        .isEqualTo(
            "kubectl patch resourcequota/cap -n red --type merge -p"
                + " '{\"spec\":{\"hard\":{\"pods\":\"5\",\"requests.cpu\":\"2\"}}}'");
    assertThat(report.fixes().get(0).recoveredPods()).isEqualTo(5);
    assertThat(command(report, "scale-down"))
        .isEqualTo("kubectl scale deployment/api -n red --replicas=2");
  }

  @Test
  void containersTellWhatTheQuotaWantsToKnow() {
    FixReport report =
        report(
            "{requests.cpu: '8', limits.memory: 64Gi}",
            WORKLOAD.formatted("StatefulSet", "{\"requests\": {\"memory\": \"1Gi\"}}"));
    assertThat(report.fixes()).extracting(FixReport.Fix::id).containsExactly("set-requests");
    assertThat(command(report, "set-requests"))
        .contains("\"requests\":{\"memory\":\"1Gi\",\"cpu\":\"250m\"}")
        .contains("\"limits\":{\"memory\":\"256Mi\"}");
  }

  private LiveReport live(String answer) throws IOException {
    String set =
        WORKLOAD
            .formatted("ReplicaSet", "{\"requests\": {\"cpu\": \"400m\"}}")
            .replace(
                "\"spec\": {\"replicas\"",
                "\"status\": {\"replicas\": 0}, \"spec\": {\"replicas\"");
    String event =
        """
        {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "e", "namespace": "red"},
         "involvedObject": {"kind": "ReplicaSet", "name": "api", "namespace": "red", "uid": "u-api"},
         "reason": "FailedCreate", "message": "%s", "type": "Warning",
         "source": {"component": "replicaset-controller"},
         "firstTimestamp": "2026-05-04T09:03:00Z", "lastTimestamp": "2026-05-04T09:30:00Z",
         "count": 9}
        """
            .formatted(answer);
    Path dump = folder.resolve("dump.json");
    Files.writeString(
        dump,
        "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [" + set + "," + event + "]}");
    Path profiles = folder.resolve("profiles.json");
    Files.writeString(
        profiles,
        "[{\"name\": \"fp\", \"selectors\": [{\"namespace\": \"red\"}], \"status\": \"ACTIVE\","
            + " \"subnets\": [\"subnet-9\"]}]");
    LiveCase live =
        LiveCase.of(
            List.of(dump.toString(), profiles.toString()),
            new ByteArrayInputStream(new byte[0]),
            "10m",
            new Issues());
    assertThat(live).isNotNull();
    return Objects.requireNonNull(live.report(null, Set.of(), 0, new Issues()));
  }

  @Test
  void quotaThatWasNotDumpedIsKnownByItsRefusals() throws IOException {
    LiveReport report =
        live(
            "Error creating: pods \\\"api-x\\\" is forbidden: exceeded quota: compute, requested:"
                + " requests.cpu=400m, used: requests.cpu=0, limited: requests.cpu=100m");
    assertThat(command(report.report(), "raise-resource-quota"))
        .contains("resourcequota/compute -n red")
        .contains("{\"requests.cpu\":\"2\"}");
  }

  @Test
  void refusalsForOtherReasonsGoOnWithTheirText() throws IOException {
    for (String answer :
        List.of(
            "admission webhook \\\"policy.example\\\" denied the request: no label",
            "pods \\\"api-x\\\" is forbidden: violates PodSecurity \\\"restricted:latest\\\"")) {
      FixReport report = live("Error creating: " + answer).report();
      assertThat(report.fixes()).isEmpty();
      assertThat(report.diagnoses()).hasSize(1);
      assertThat(report.diagnoses().get(0).causeCode()).isEqualTo("FS1501");
      assertThat(report.diagnoses().get(0).evidence().toString())
          .contains(answer.replace("\\", "").split(" \"", -1)[0]);
    }
  }
}
