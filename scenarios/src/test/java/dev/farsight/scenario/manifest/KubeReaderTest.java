package dev.farsight.scenario.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelectorRequirement;
import dev.farsight.sim.kube.LimitRange;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Timestamp;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubeReaderTest {

  private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Issues issues = new Issues();
  private final KubeReader reader = new KubeReader(ORIGIN);

  private KubeObject read(String yaml) {
    Document document = new TextLoader(TextLimits.DEFAULT, issues).loadText("in.yaml", yaml).get(0);
    KubeObject object = reader.read(document, document.root(), JsonPath.ROOT, issues);
    assertThat(object).isNotNull();
    return object;
  }

  @Test
  void deploymentsAreCompletedAsTheApiServerDoes() {
    Deployment deployment =
        (Deployment)
            read(
                """
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - {name: c, image: "nginx", readinessProbe: {httpGet: {port: http}}}
                """);
    assertThat(issues.sorted())
        .extracting(Issue::severity, Issue::message)
        .containsExactly(tuple(Severity.NOTE, "field \"httpGet\" of Probe is not simulated"));
    assertThat(deployment.metadata().namespace()).isEqualTo("default");
    assertThat(deployment.spec().replicas()).isEqualTo(1);
    assertThat(deployment.spec().progressDeadlineSeconds()).isEqualTo(600);
    assertThat(deployment.spec().strategy().rollingUpdate().maxSurge())
        .isEqualTo(IntOrString.of("25%"));
    Container container = deployment.spec().template().spec().containers().get(0);
    assertThat(container.imagePullPolicy()).isEqualTo("Always");
    assertThat(container.readinessProbe().failureThreshold()).isEqualTo(3);
    assertThat(container.readinessProbe().httpGet().port()).isEqualTo(IntOrString.of("http"));
    assertThat(deployment.spec().template().spec().schedulerName()).isEqualTo("default-scheduler");
  }

  @Test
  void requestsOfPodsComeFromLimitsAndHostPortsFromContainerPorts() {
    Pod pod =
        (Pod)
            read(
                """
                kind: Pod
                metadata: {name: p, labels: {rev: "7"}}
                spec:
                  hostNetwork: true
                  containers:
                  - name: c
                    ports: [{containerPort: 80}]
                    resources: {limits: {cpu: 0.5, memory: 1e9}, requests: {cpu: 100m}}
                  topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: zone
                    whenUnsatisfiable: DoNotSchedule
                    labelSelector: {matchLabels: {app: web}}
                    matchLabelKeys: [rev, gone]
                """);
    Container container = pod.spec().containers().get(0);
    assertThat(container.resources().requests())
        .containsEntry("cpu", Quantity.parse("100m"))
        .containsEntry("memory", Quantity.parse("1000000000"));
    assertThat(container.ports().get(0).hostPort()).isEqualTo(80);
    assertThat(pod.spec().topologySpreadConstraints().get(0).labelSelector().matchExpressions())
        .containsExactly(new LabelSelectorRequirement("rev", "In", List.of("7")));
    assertThat(pod.status().phase()).isEqualTo("Pending");
  }

  @Test
  void jobsAutoscalersAndLimitRangesAreCompleted() {
    Job job = (Job) read("{kind: Job, metadata: {name: j}, spec: {parallelism: 3}}");
    assertThat(job.spec().completions()).isNull();
    assertThat(job.spec().backoffLimit()).isEqualTo(6);
    HorizontalPodAutoscaler hpa =
        (HorizontalPodAutoscaler)
            read(
                "{kind: HorizontalPodAutoscaler, spec: {maxReplicas: 3, behavior: {scaleUp: {}}}}");
    assertThat(hpa.spec().metrics().get(0).resource().target().averageUtilization()).isEqualTo(80);
    assertThat(hpa.spec().behavior().scaleUp().policies()).hasSize(2);
    assertThat(hpa.spec().behavior().scaleDown().policies()).hasSize(1);
    LimitRange range =
        (LimitRange) read("{kind: LimitRange, spec: {limits: [{type: Container, max: {cpu: 2}}]}}");
    assertThat(range.spec().limits().get(0).defaultLimits()).containsKey("cpu");
    assertThat(range.spec().limits().get(0).defaultRequest()).containsKey("cpu");
  }

  @Test
  void timesAreRelativeToTheOrigin() {
    Pod pod = (Pod) read("{kind: Pod, status: {startTime: '2025-12-31T23:59:58.5Z'}}");
    assertThat(pod.status().startTime()).isEqualTo(new Timestamp(-1_500_000_000L));
  }

  @Test
  void whatDoesNotFitIsReportedAtItsPlaceAllAtOnce() {
    read(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, labels: {version: 1.1}}
        spec:
          contianers: []
          dnsPolicy: Default
          containers:
          - name: c
            image: {a: b}
            resources: {requests: {cpu: 100x, memory: 512 MB}}
          terminationGracePeriodSeconds: "30"
        """);
    assertThat(issues.sorted())
        .extracting(issue -> issue.place() + " " + issue.code())
        .containsExactly(
            "in.yaml:3:39 WRONG_TYPE",
            "in.yaml:5:3 MISSPELT_FIELD",
            "in.yaml:6:3 FIELD_NOT_SIMULATED",
            "in.yaml:9:12 WRONG_TYPE",
            "in.yaml:10:33 BAD_QUANTITY",
            "in.yaml:10:47 BAD_QUANTITY",
            "in.yaml:11:34 WRONG_TYPE");
    List<Issue> found = issues.sorted();
    assertThat(found.get(0).hint()).isEqualTo("quote it: \"1.1\"");
    assertThat(found.get(1).hint()).isEqualTo("did you mean \"containers\"?");
    assertThat(found.get(5).hint()).isEqualTo("write 512Mi");
    assertThat(found.get(6).hint()).isEqualTo("remove the quotes");
    assertThat(found.get(6).path()).isEqualTo("spec.terminationGracePeriodSeconds");
  }

  @Test
  void unknownFieldsOfFarsightsOwnFormatsAreErrors() {
    Document document =
        new TextLoader(TextLimits.DEFAULT, issues).loadText("s.yaml", "{ke: a, value: b}").get(0);
    new RecordReader(document, issues, ORIGIN)
        .read(dev.farsight.sim.kube.Taint.class, document.root(), JsonPath.ROOT);
    assertThat(issues.sorted()).extracting(Issue::code).containsExactly(IssueCode.UNKNOWN_FIELD);
    assertThat(issues.sorted().get(0).hint()).isEqualTo("did you mean \"key\"?");
  }

  @Test
  void objectsSurviveWritingAndReading() {
    KubeObject pod =
        read(
            """
            kind: Pod
            metadata: {name: p, creationTimestamp: '2026-01-01T00:00:05Z', resourceVersion: "12"}
            spec:
              volumes: [{name: v}]
              affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
                {topologyKey: h, labelSelector: {}}]}}
              containers: [{name: c, image: 'a:1', ports: [{containerPort: 1}]}]
            status:
              containerStatuses: [{name: c, state: {terminated: {exitCode: 3, reason: Error}}}]
            """);
    JsonNode written = new KubeWriter(ORIGIN).write(pod);
    assertThat(written.get("apiVersion").asText()).isEqualTo("v1");
    assertThat(reader.read(Kinds.POD, written)).isEqualTo(pod);
    assertThat(((Pod) pod).status().containerStatuses().get(0).exitCode()).isEqualTo(3);
    assertThat(((Pod) pod).metadata().resourceVersion()).isEqualTo(12);
  }

  @Test
  void everyComponentOfTheRecordsIsAFieldThatKubernetesKnows() {
    FieldCatalogue catalogue = FieldCatalogue.shipped();
    for (String type : List.of("Pod", "PodSpec", "Container", "DeploymentSpec", "NodeStatus")) {
      assertThat(catalogue.hasType(type)).as(type).isTrue();
    }
    assertThat(catalogue.typeOf("Deployment", "spec")).isEqualTo("DeploymentSpec");
    assertThat(catalogue.typeOf("PodSpec", "dnsPolicy")).isEmpty();
    assertThat(catalogue.typeOf("PodSpec", "dnsPolice")).isNull();
  }
}
