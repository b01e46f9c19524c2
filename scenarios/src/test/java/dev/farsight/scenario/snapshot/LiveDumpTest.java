package dev.farsight.scenario.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Causes;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.AdmissionOutcome;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveDumpTest {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long HOUR_NANOS = 3600 * SECOND_NANOS;
  private static final String STUCK = "keda/keda-operator-6c9d8f7b5-t4v8w";

  private static final RunResult FARGATE_ONLY =
      Dumps.run(Dumps.read(Dumps.FARGATE_ONLY), Dumps.read(Dumps.PROFILES));
  private static final RunResult EC2 = Dumps.run(Dumps.read(Dumps.EC2));

  private static List<String> names(RunResult run) {
    return List.copyOf(new TreeSet<>(run.pods().stream().map(PodOutcome::key).toList()));
  }

  @Test
  void nothingIsCreatedOrDeletedWhereNothingHappens() {
    for (RunResult run : List.of(FARGATE_ONLY, EC2)) {
      assertThat(run.pods()).allMatch(pod -> pod.createdNanos() < 0);
      assertThat(run.pods().stream().filter(pod -> pod.deletedNanos() != null)).isEmpty();
    }
  }

  @Test
  void runningPodsKeepTheirNodesAndTheTimesAtWhichTheyGotThere() {
    PodOutcome pod = Dumps.pod(FARGATE_ONLY, "kube-system/coredns-5d8f7b9c4d-x7k2p");
    assertThat(pod.state()).isEqualTo(PodState.READY);
    assertThat(pod.node()).isEqualTo("fargate-ip-10-0-101-20.eu-west-1.compute.internal");
    assertThat(pod.readyNanos() - pod.scheduledNanos()).isEqualTo(15 * SECOND_NANOS);
    assertThat(pod.scheduledNanos() - pod.createdNanos()).isEqualTo(55 * SECOND_NANOS);
    assertThat(pod.admission().decision()).isEqualTo(AdmissionOutcome.Decision.FARGATE);
    assertThat(pod.admission().profile()).isEqualTo("fp-system");
  }

  @Test
  void podStuckForHoursIsStuckSinceItsCreation() {
    PodOutcome pod = Dumps.pod(FARGATE_ONLY, STUCK);
    assertThat(pod.stuck()).isTrue();
    assertThat(pod.createdNanos()).isEqualTo(-3 * HOUR_NANOS);
    assertThat(pod.stuckSinceNanos()).isEqualTo(-3 * HOUR_NANOS);
    assertThat(pod.owner()).isEqualTo("Deployment/keda-operator");
  }

  @Test
  void eventsOfTheDumpAreEvidenceWithTheirAgeAndCount() {
    EventRecord event = Dumps.pod(FARGATE_ONLY, STUCK).story().events().get(0);
    assertThat(event.component()).isEqualTo("default-scheduler");
    assertThat(event.message()).contains("untolerated taint {eks.amazonaws.com/compute-type");
    assertThat(event.firstNanos()).isEqualTo(-3473 * SECOND_NANOS);
    assertThat(event.count()).isGreaterThanOrEqualTo(12);
  }

  @Test
  void podThatCouldNotBeLaunchedStillCannot() {
    PodOutcome pod = Dumps.pod(FARGATE_ONLY, "shop/web-77f6c5d9bb-aaaaa");
    assertThat(pod.stuck()).isTrue();
    assertThat(pod.message()).startsWith("Pod provisioning timed out");
    assertThat(pod.stuckSinceNanos()).isEqualTo(-2 * HOUR_NANOS + 180 * SECOND_NANOS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FS1212 | Misconfigured Fargate Profile: fargate profile fp-shop blocked for new launches"
            + " due to: Pod execution role is not found in auth config or does not have all"
            + " required permissions for launching fargate pods.",
        "FS1201 | Pod not supported on Fargate: invalid SecurityContext fields: ProcMount",
        "FS1201 | Pod not supported on Fargate: volumes not supported: x is of an unsupported Type",
        "FS1208 | Subnets subnet-7 have no free IP addresses",
        "FS1299 | A text that nobody has seen before",
      })
  void refusalThatWasSeenGoesOnWithItsText(String code, String text) {
    RunResult run = Dumps.run(Dumps.saying(text), Dumps.read(Dumps.PROFILES));
    PodOutcome pod = Dumps.pod(run, "shop/web-77f6c5d9bb-aaaaa");
    assertThat(pod.stuck()).isTrue();
    assertThat(pod.message()).isEqualTo(text);
    assertThat(Causes.of(run, pod)).extracting(Cause::code).isEqualTo(code);
  }

  @Test
  void labelOfAdmittedPodProvesItsProfileThatNobodyDescribed() {
    RunResult run = Dumps.run(Dumps.without(Dumps.FARGATE_ONLY, "Event"));
    PodOutcome pod = Dumps.pod(run, "shop/web-77f6c5d9bb-aaaaa");
    assertThat(pod.message()).doesNotContain("not authorized");
    assertThat(Causes.of(run, pod)).isNotEqualTo(Cause.EXPLICIT_WITHOUT_PROFILE);
    assertThat(WhyStory.of(run, pod).sentences())
        .anyMatch(
            sentence ->
                sentence.contains("admitted to Fargate by profile fp-shop")
                    && sentence.contains("the pod's label tells that it admitted the pod")
                    && sentence.contains("only events tell why"));
    assertThat(Causes.of(run, Dumps.pod(run, STUCK))).isEqualTo(Cause.NAMESPACE_NOT_SELECTED);
  }

  @Test
  void newestInstantIsThatOfAnyObjectWithOrWithoutUid() {
    byte[] dump =
        Dumps.changed(
            item -> {
              ((ObjectNode) item.get("metadata")).remove("uid");
              if (item.path("kind").asText().equals("Event")) {
                item.put("lastTimestamp", "2026-03-02T12:00:40Z");
              }
            });
    assertThat(Dumps.scenario(new Issues(), dump).description())
        .endsWith("dumped at 2026-03-02T12:00:40Z");
    String profile =
        """
        {"fargateProfile": {"fargateProfileName": "late", "createdAt": "2026-03-02T12:05:00Z",
         "status": "ACTIVE", "selectors": [{"namespace": "late"}]}}
        """;
    assertThat(
            Dumps.scenario(new Issues(), dump, profile.getBytes(StandardCharsets.UTF_8))
                .description())
        .endsWith("dumped at 2026-03-02T12:05:00Z");
  }

  @Test
  void typedListsWhoseItemsNameNoKindTellTheirInstantToo() {
    String pod =
        """
        "metadata": {"name": "%1$s", "namespace": "shop", "uid": "%1$s",
          "creationTimestamp": "2026-03-02T11:30:00Z"},
        "spec": {"containers": [{"name": "c", "image": "i"}]}, "status": {"phase": "Pending"}}
        """;
    String items = "[{" + pod.formatted("a") + ", {" + pod.formatted("b") + "]";
    for (String list :
        List.of(
            "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": " + items + "}",
            "{\"apiVersion\": \"v1\", \"items\": " + items + ", \"kind\": \"PodList\"}")) {
      assertThat(Dumps.scenario(new Issues(), list.getBytes(StandardCharsets.UTF_8)).description())
          .endsWith("dumped at 2026-03-02T11:30:00Z");
    }
  }

  @Test
  void clusterIsToldByItsNodesAndTheNewestInstant() {
    ResolvedScenario scenario =
        Dumps.scenario(new Issues(), Dumps.read(Dumps.FARGATE_ONLY), Dumps.read(Dumps.PROFILES));
    assertThat(scenario.kubernetesVersion()).isEqualTo("1.30.9");
    assertThat(scenario.spec().cluster().region()).isEqualTo("eu-west-1");
    assertThat(scenario.description()).isEqualTo("The cluster as dumped at 2026-03-02T12:00:00Z");
    assertThat(scenario.spec().model().scheduler().startedAtEpochNanos())
        .isEqualTo(1_772_452_800 * SECOND_NANOS);
  }

  @Test
  void imageThatCannotBePulledIsPulledInVainForEver() {
    PodOutcome pod = Dumps.pod(EC2, "shop/api-6d8e0c9a77-cc333");
    assertThat(pod.readyNanos()).isNull();
    assertThat(pod.stuck()).isFalse();
    assertThat(Dumps.pod(EC2, "shop/api-5c7d9b8f66-aa111").state()).isEqualTo(PodState.READY);
  }

  @Test
  void podOnItsWayGetsReady() {
    PodOutcome pod = Dumps.pod(EC2, "shop/tool");
    assertThat(pod.state()).isEqualTo(PodState.READY);
    assertThat(pod.readyNanos()).isBetween(0L, 60 * SECOND_NANOS);
  }

  @ParameterizedTest(name = "without {1}")
  @CsvSource({
    "fargate-only.json, ReplicaSet",
    "fargate-only.json, Node",
    "fargate-only.json, Event",
    "fargate-only.json, Deployment",
    "fargate-only.json, Deployment ReplicaSet",
    "fargate-only.json, Deployment ReplicaSet Node Event",
    "ec2.json, ReplicaSet",
    "ec2.json, Node",
    "ec2.json, StatefulSet DaemonSet Job",
    "ec2.json, Deployment ReplicaSet StatefulSet DaemonSet Job Node Event",
  })
  void podsOfAnIncompleteDumpAreNeitherReplacedNorCountedTwice(String dump, String kinds) {
    byte[] part = Dumps.without(dump, kinds.split(" "));
    RunResult run = Dumps.run(part, Dumps.read(Dumps.PROFILES));
    RunResult whole = dump.equals(Dumps.EC2) ? EC2 : FARGATE_ONLY;
    assertThat(names(run)).isEqualTo(names(whole));
    assertThat(run.pods()).allMatch(pod -> pod.deletedNanos() == null);
  }

  @Test
  void deploymentOfWhichOnlyPodsWereDumpedIsInferredFromThem() {
    byte[] part = Dumps.without(Dumps.FARGATE_ONLY, "Deployment", "ReplicaSet");
    Issues issues = new Issues();
    Dumps.scenario(issues, part, Dumps.read(Dumps.PROFILES));
    assertThat(issues.sorted())
        .extracting(Issue::message)
        .contains(
            "Deployment \"keda/keda-operator\" is not among the inputs and is taken to be as its"
                + " pods; replicas: 1");
    PodOutcome pod = Dumps.pod(Dumps.run(part, Dumps.read(Dumps.PROFILES)), STUCK);
    assertThat(pod.owner()).isEqualTo("Deployment/keda-operator");
    assertThat(pod.story().ownerChain()).startsWith("ReplicaSet/keda-operator-6c9d8f7b5");
  }

  @Test
  void ownersAndNodesThatAreNotThereAreReported() {
    Issues issues = new Issues();
    Dumps.scenario(issues, Dumps.without(Dumps.EC2, "StatefulSet", "DaemonSet", "Job", "Node"));
    List<IssueCode> codes =
        issues.sorted().stream()
            .filter(issue -> issue.severity() == Severity.WARNING)
            .map(Issue::code)
            .toList();
    assertThat(codes)
        .containsExactlyInAnyOrder(
            IssueCode.OWNER_NOT_THERE,
            IssueCode.OWNER_NOT_THERE,
            IssueCode.OWNER_NOT_THERE,
            IssueCode.NODES_NOT_THERE);
  }

  @Test
  void dumpOfDeploymentsAloneMakesItsPodsAnew() {
    byte[] deployments = Dumps.without(Dumps.EC2, "Pod", "ReplicaSet", "Event");
    RunResult run = Dumps.run(deployments);
    assertThat(run.pods().stream().filter(pod -> pod.namespace().equals("shop"))).hasSize(2);
  }
}
