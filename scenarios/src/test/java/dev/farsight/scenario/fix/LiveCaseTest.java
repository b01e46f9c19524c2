package dev.farsight.scenario.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live clusters of which little was dumped; composed for these tests. */
class LiveCaseTest {

  private static final String PROFILES =
      """
      [{"name": "fp-store", "selectors": [{"namespace": "store"}], "status": "ACTIVE",
        "subnets": ["subnet-9"]}]
      """;
  private static final String NODE =
      """
      {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "fargate-ip-10-2-0-7.internal",
        "labels": {"eks.amazonaws.com/compute-type": "fargate"}},
       "spec": {"taints": [{"key": "eks.amazonaws.com/compute-type", "value": "fargate",
        "effect": "NoSchedule"}]},
       "status": {"allocatable": {"cpu": "2", "memory": "4Gi", "pods": "1"},
        "conditions": [{"type": "Ready", "status": "True",
         "lastHeartbeatTime": "2026-05-04T10:00:00Z"}]}}
      """;

  @TempDir Path folder;

  private static String pod(String owner, String spec, String status) {
    return """
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "ledger-0", "namespace": "store",
      "uid": "u1", "creationTimestamp": "2026-05-04T09:00:00Z",
      "labels": {"app": "ledger", "eks.amazonaws.com/fargate-profile": "fp-store"},
      "ownerReferences": [{"apiVersion": "apps/v1", "kind": "%s", "name": "ledger", "uid": "u0",
       "controller": true}]},
     "spec": {"schedulerName": "fargate-scheduler", %s
      "containers": [{"name": "c", "image": "quay.io/a/ledger:3"}]}, "status": {%s}}
    """
        .formatted(owner, spec, status);
  }

  private static String event(String component, String reason, String text) {
    return """
    {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "e", "namespace": "store"},
     "involvedObject": {"kind": "Pod", "name": "ledger-0", "namespace": "store", "uid": "u1"},
     "reason": "%s", "message": "%s", "type": "Warning", "source": {"component": "%s"},
     "firstTimestamp": "2026-05-04T09:03:00Z", "lastTimestamp": "2026-05-04T09:30:00Z",
     "count": 9}
    """
        .formatted(reason, text, component);
  }

  private LiveCase live(String... items) throws IOException {
    return liveWith(PROFILES, items);
  }

  private LiveCase liveWith(String described, String... items) throws IOException {
    Path dump = folder.resolve("dump.json");
    Path profiles = folder.resolve("profiles.json");
    Files.writeString(
        dump,
        "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": ["
            + String.join(",", items)
            + "]}");
    Files.writeString(profiles, described);
    Issues issues = new Issues();
    InputStream none = new ByteArrayInputStream(new byte[0]);
    LiveCase live = LiveCase.of(List.of(dump.toString(), profiles.toString()), none, "10m", issues);
    assertThat(live).as(IssueText.of(issues)).isNotNull();
    return live;
  }

  private static String running(String reason) {
    return "\"phase\": \"Running\", \"startTime\": \"2026-05-04T09:01:00Z\","
        + " \"conditions\": [{\"type\": \"PodScheduled\", \"status\": \"True\"},"
        + " {\"type\": \"Ready\", \"status\": \"False\"}], \"containerStatuses\":"
        + " [{\"name\": \"c\", \"ready\": false, \"restartCount\": 7, \"image\": \"i\","
        + " \"imageID\": \"\", \"state\": {\"waiting\": {\"reason\": \""
        + reason
        + "\"}}}]";
  }

  private static List<String> story(LiveCase live) {
    RunResult run = live.run();
    assertThat(run).isNotNull();
    PodOutcome pod = run.pods().get(0);
    return WhyStory.of(run, pod).sentences();
  }

  @Test
  void nodesOfAClusterFileThatNobodyDumpedAreSaidToBeAssumed() throws IOException {
    String cluster =
        """
        {"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig",
         "metadata": {"name": "prod", "region": "eu-west-1"},
         "managedNodeGroups": [{"name": "ng", "instanceType": "m5.large", "desiredCapacity": 2}]}
        """;
    String waiting = pod("StatefulSet", "", "\"phase\": \"Pending\"");
    assertThat(liveWith(cluster, waiting).evidence().missing())
        .extracting(LiveEvidence.Missing::decides)
        .anyMatch(text -> text.contains("taken to be there") && text.endsWith("2 of ng"));
    assertThat(live(waiting).evidence().missing())
        .extracting(LiveEvidence.Missing::decides)
        .noneMatch(text -> text.contains("taken to be there"));
  }

  @Test
  void podThatVanishesIsNotRecoveredAndItsAbsentOwnerIsNamed() throws IOException {
    LiveCase live =
        live(
            NODE,
            pod("StatefulSet", "", "\"phase\": \"Pending\""),
            event("fargate-scheduler", "FailedScheduling", "Fargate capacity is unavailable at"));
    assertThat(story(live).get(0)).contains("by StatefulSet ledger (not in the dump)");
    LiveReport report = live.report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    assertThat(report.report().fixes()).allMatch(fix -> fix.recoveredPods() == 1);
  }

  @Test
  void podOfAnAbsentOwnerIsDeletedAndNotReplaced() throws IOException {
    String unselected =
        pod("ReplicaSet", "", "\"phase\": \"Pending\"")
            .replace("fargate-scheduler", "default-scheduler")
            .replace(", \"eks.amazonaws.com/fargate-profile\": \"fp-store\"", "");
    LiveReport report = live(NODE, unselected).report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    List<String> commands =
        report.report().fixes().stream()
            .flatMap(fix -> fix.steps().stream())
            .flatMap(step -> step.commands().stream())
            .toList();
    assertThat(commands).anyMatch(command -> command.startsWith("kubectl delete pod"));
    assertThat(commands).noneMatch(command -> command.contains("--force"));
  }

  @Test
  void imageThatCannotBePulledOnFargateNeedsAWayOut() throws IOException {
    LiveReport report =
        live(
                NODE,
                pod(
                    "StatefulSet",
                    "\"nodeName\": \"fargate-ip-10-2-0-7.internal\",",
                    running("ImagePullBackOff").replace("Running", "Pending")),
                event("kubelet", "Failed", "Failed to pull image: dial tcp: i/o timeout"))
            .report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    assertThat(report.report().fixes()).extracting(FixReport.Fix::id).contains("add-nat");
  }

  @Test
  void crashesAreToldByTheStatusWhereEventsAreGone() throws IOException {
    LiveCase live =
        live(
            NODE,
            pod(
                "StatefulSet",
                "\"nodeName\": \"fargate-ip-10-2-0-7.internal\",",
                running("CrashLoopBackOff")));
    RunResult run = live.run();
    assertThat(run).isNotNull();
    assertThat(run.pods()).extracting(PodOutcome::causeCode).containsExactly("FS1402");
    assertThat(story(live)).anyMatch(s -> s.contains("container c restarted 7 times"));
    assertThat(live.evidence().events()).isZero();
  }

  private static final String ON_NODE = "\"nodeName\": \"fargate-ip-10-2-0-7.internal\",";

  private List<String> fixes(String... items) throws IOException {
    LiveReport report = live(items).report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    return report.report().fixes().stream().map(FixReport.Fix::id).toList();
  }

  @Test
  void whatTheRegistryAnswersDecidesWhatHelpsAgainstFailingPulls() throws IOException {
    String pod =
        pod("StatefulSet", ON_NODE, running("ImagePullBackOff").replace("Running", "Pending"));
    for (String answer :
        List.of(
            "quay.io/a/ledger:3: not found",
            "pull access denied, repository does not exist or may require authorization",
            "unexpected status from HEAD request: 403 Forbidden",
            "toomanyrequests: You have reached your pull rate limit")) {
      assertThat(fixes(NODE, pod, event("kubelet", "Failed", "Failed to pull image: " + answer)))
          .as(answer)
          .containsExactly("repair-image");
    }
    String full = "Failed to pull image: write /x: no space left on device";
    assertThat(live(NODE, pod, event("kubelet", "Failed", full)).run().pods())
        .extracting(PodOutcome::causeCode)
        .containsExactly("FS1408");
  }

  @Test
  void pullsWhoseAnswerNobodySawHaveTwoCauses() throws IOException {
    String pod =
        pod("StatefulSet", ON_NODE, running("ImagePullBackOff").replace("Running", "Pending"));
    LiveReport report = live(NODE, pod).report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    Diagnosis diagnosis = report.report().diagnoses().get(0);
    assertThat(diagnosis.causeCode()).isEqualTo("FS1401");
    assertThat(diagnosis.alternatives()).singleElement().asString().contains("FS1409");
  }

  @Test
  void containersThatCrashGoOnCrashingAfterARestart() throws IOException {
    String bare =
        pod("StatefulSet", ON_NODE, running("CrashLoopBackOff"))
            .replaceAll("\"ownerReferences\": \\[.*?\\]", "\"generateName\": \"ledger-\"");
    assertThat(fixes(NODE, bare)).isEmpty();
    String other = NODE.replace("10-2-0-7", "10-2-0-8");
    RunResult run = live(other, bare).run();
    assertThat(run).isNotNull();
    assertThat(run.pods()).extracting(PodOutcome::causeCode).containsExactly("FS1402");
  }

  @Test
  void portOfTheKubeletExplainsCrashesOnFargate() throws IOException {
    String pod =
        pod("StatefulSet", ON_NODE, running("CrashLoopBackOff"))
            .replace(
                "\"image\": \"quay.io/a/ledger:3\"",
                "\"image\": \"quay.io/a/ledger:3\", \"ports\": [{\"containerPort\": 10250}]");
    RunResult run = live(NODE, pod).run();
    assertThat(run).isNotNull();
    assertThat(run.pods()).extracting(PodOutcome::causeCode).containsExactly("FS1406");
  }

  private static final String UNADMITTED =
      pod("StatefulSet", "", "\"phase\": \"Pending\"")
          .replace("fargate-scheduler", "default-scheduler")
          .replace(", \"eks.amazonaws.com/fargate-profile\": \"fp-store\"", "")
          .replaceAll("\"ownerReferences\": \\[.*?\\]", "\"generateName\": \"ledger-\"");

  @Test
  void podOfAProfileThatIsBeingDeletedNeedsANewOneOnceThatIsGone() throws IOException {
    String deleting =
        """
        {"fargateProfile": {"fargateProfileName": "fp-store", "clusterName": "prod",
          "createdAt": "%s", "subnets": ["subnet-9"], "status": "DELETING",
          "selectors": [{"namespace": "store"}]}}
        """;
    LiveCase live = liveWith(deleting.formatted("2026-05-01T09:00:00Z"), NODE, UNADMITTED);
    LiveReport report = live.report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    assertThat(report.report().diagnoses().get(0).causeCode()).isEqualTo("FS1105");
    assertThat(story(live)).anyMatch(s -> s.contains("DELETING in the dump"));
    List<String> commands =
        report.report().fixes().get(0).steps().stream()
            .flatMap(step -> step.commands().stream())
            .toList();
    assertThat(commands)
        .containsSubsequence(
            "aws eks wait fargate-profile-deleted --cluster-name prod"
                + " --fargate-profile-name fp-store",
            "eksctl create fargateprofile --cluster prod --name fp-store-2 --namespace store");
    LiveCase later = liveWith(deleting.formatted("2026-05-04T09:05:00Z"), NODE, UNADMITTED);
    assertThat(later.run().pods()).extracting(PodOutcome::causeCode).doesNotContain("FS1105");
  }

  @Test
  void whatGoesOnAfterTheDumpIsToldApart() throws IOException {
    String text =
        "0/1 nodes are available: 1 node(s) had untolerated taint"
            + " {eks.amazonaws.com/compute-type: fargate}. preemption: 0/1 nodes are available: 1"
            + " Preemption is not helpful for scheduling.";
    List<String> story =
        story(live(NODE, UNADMITTED, event("default-scheduler", "FailedScheduling", text)));
    assertThat(story).anyMatch(s -> s.contains("(x9") || s.contains("those since 0s simulated"));
    assertThat(story).noneMatch(s -> s.contains("(x10") && !s.contains("simulated"));
  }

  private static final String WAITING = pod("StatefulSet", "", "\"phase\": \"Pending\"");

  private static final String DESCRIBED =
      """
      {"fargateProfile": {"fargateProfileName": "fp-store", "clusterName": "prod",
        "createdAt": "2026-05-01T09:00:00Z", "subnets": ["subnet-9"], "status": "ACTIVE",
        "selectors": [{"namespace": "store"}]}}
      """;

  private FixReport.Fix best(String described, String text) throws IOException {
    LiveReport report =
        liveWith(described, NODE, WAITING, event("fargate-scheduler", "FailedScheduling", text))
            .report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    return report.report().fixes().get(0);
  }

  @Test
  void quotaThatOnlyADumpTellsOfIsRaisedAboveItsOwnValue() throws IOException {
    FixReport.Fix fix = best(PROFILES, "Your AWS account has reached the limit on the number of");
    assertThat(fix.steps().get(0).commands())
        .singleElement()
        .asString()
        .contains("--desired-value $(( $(aws service-quotas get-service-quota")
        .contains("+ 1 ))");
  }

  @Test
  void podsOfADescribedProfileGoWithIt() throws IOException {
    String owned =
        """
        {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "ledger",
          "namespace": "store", "uid": "u0"}, "spec": {"replicas": 1, "serviceName": "x",
          "selector": {"matchLabels": {"app": "ledger"}}, "template": {"metadata": {"labels":
          {"app": "ledger"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}}
        """;
    LiveReport report =
        liveWith(
                DESCRIBED,
                NODE,
                owned,
                WAITING,
                event(
                    "fargate-scheduler", "FailedScheduling", "No free IP addresses in the subnets"))
            .report(null, Set.of(), 0, new Issues());
    assertThat(report).isNotNull();
    FixReport.Fix fix = report.report().fixes().get(0);
    assertThat(fix.id()).isEqualTo("add-subnet");
    assertThat(fix.steps().get(0).commands().get(0)).contains("zones other than those of subnet-9");
  }
}
