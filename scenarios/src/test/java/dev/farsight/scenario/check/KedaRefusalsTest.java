package dev.farsight.scenario.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What API server, webhook and operator of KEDA v2.20.2 refuse is told at its place. */
class KedaRefusalsTest {

  private static final String BAD_CRON_JOB =
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: web, namespace: shop}
      spec:
        schedule: "0 8 * * 7"
        jobTemplate: {spec: {template: {spec: {restartPolicy: Never,
          containers: [{name: c, image: i}]}}}}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - {name: app, image: i, resources: {requests: {cpu: 100m}}}
              - {name: log, image: i}
      ---
      """;
  private static final String QUEUE =
      "{type: kafka, metadata: {topic: t, consumerGroup: g, bootstrapServers: b}}";
  private static final String CPU = "{type: cpu, metricType: Utilization, metadata: {value: '80'}}";

  private final CheckedTexts texts = new CheckedTexts();

  private static String scaledObject(String name, String fields, String trigger) {
    return """
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: %s, namespace: shop}
        spec:
          scaleTargetRef: {name: web}
          %s
          triggers: [%s]
        ---
        """
        .formatted(name, fields, trigger);
  }

  private List<String> said(String... inputs) {
    texts.check(inputs);
    return texts.issues().sorted().stream()
        .filter(issue -> issue.severity() != Severity.NOTE)
        .map(KedaRefusalsTest::text)
        .toList();
  }

  private static String text(Issue issue) {
    return issue.code().id() + " " + issue.severity() + " " + issue.message();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pollingInterval: 0 | FS0111 ERROR pollingInterval must be at least 1, not 0",
        "cooldownPeriod: -1 | FS0111 ERROR cooldownPeriod must be at least 0, not -1",
        "maxReplicaCount: 0 | FS0111 ERROR maxReplicaCount must be at least 1, not 0",
        "minReplicaCount: 101 | FS0111 ERROR minReplicaCount 101 is above maxReplicaCount 100",
        "fallback: {failureThreshold: 3, replicas: -2} "
            + "| FS0111 ERROR replicas must be at least 0, not -2",
        "fallback: {failureThreshold: 3, replicas: 2, behavior: hold} "
            + "| FS0104 ERROR the behavior cannot be \"hold\"",
        "fallback: {failureThreshold: 3, replicas: 2, behavior: scalingModifiers} "
            + "| FS0216 ERROR KEDA's webhook refuses it: scalingModifiers fallback behavior requires"
            + " scalingModifiers.formula to be defined",
        "advanced: {scalingModifiers: {formula: a}} "
            + "| FS0216 ERROR KEDA's webhook refuses it: error validating formula in"
            + " ScalingModifiers: formula is given but target is empty",
        "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: [{type: Pods,"
            + " value: 4, periodSeconds: 1801}]}}}} "
            + "| FS0111 ERROR periodSeconds must be between 1 and 1800, not 1801",
        "idleReplicaCount: 2 "
            + "| FS0216 ERROR KEDA's webhook refuses it: IdleReplicaCount=2 must be less than"
            + " MinReplicaCount=0",
      })
  void fieldOfAScaledObjectIsRefused(String field, String refusal) {
    assertThat(said(DEPLOYMENT + scaledObject("web", field, QUEUE))).containsExactly(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scalingStrategy: {strategy: quick} | FS0104 ERROR the strategy cannot be \"quick\"",
        "scalingStrategy: {multipleScalersCalculation: median} "
            + "| FS0104 ERROR the multipleScalersCalculation cannot be \"median\"",
        "rollout: {strategy: slow} | FS0104 ERROR the strategy cannot be \"slow\"",
        "rollout: {propagationPolicy: orphan} "
            + "| FS0104 ERROR the propagationPolicy cannot be \"orphan\"",
        "failedJobsHistoryLimit: -1 | FS0111 ERROR failedJobsHistoryLimit must be at least 0, not"
            + " -1",
      })
  void fieldOfAScaledJobIsRefused(String field, String refusal) {
    String job =
        """
        apiVersion: keda.sh/v1alpha1
        kind: ScaledJob
        metadata: {name: work, namespace: shop}
        spec:
          jobTargetRef: {template: {spec: {containers: [{name: c, image: i}]}}}
          %s
          triggers: [%s]
        """;
    assertThat(said(job.formatted(field, QUEUE))).containsExactly(refusal);
  }

  @Test
  void triggerThatKedaCannotUseIsToldWithTheWordsOfItsOperator() {
    assertThat(said(DEPLOYMENT + scaledObject("web", "", "{type: kafkaa, metadata: {topic: t}}")))
        .containsExactly(
            "FS0216 WARNING KEDA makes no scaler of the trigger: no scaler found for type: kafkaa");
    assertThat(texts.issues().sorted().get(0).hint()).isEqualTo("did you mean \"kafka\"?");
  }

  @Test
  void cpuAloneCannotScaleToZeroWhetherItIsSaidOrNot() {
    String refusal =
        "FS0216 ERROR KEDA's webhook refuses it: scaledobject has only cpu/memory triggers AND"
            + " minReplica is 0 (scale to zero doesn't work in this case)";
    assertThat(said(DEPLOYMENT + scaledObject("web", "", CPU))).contains(refusal);
    assertThat(new KedaRefusalsTest().said(scaledObject("web", "minReplicaCount: 0", CPU)))
        .contains(refusal);
    assertThat(new KedaRefusalsTest().said(scaledObject("web", "minReplicaCount: 1", CPU)))
        .isEmpty();
    assertThat(new KedaRefusalsTest().said(scaledObject("web", "", CPU + ", " + QUEUE))).isEmpty();
  }

  @Test
  void containerWithoutRequestIsToldWhereItsUsageCounts() {
    String inputs = DEPLOYMENT + scaledObject("web", "minReplicaCount: 1", CPU);
    assertThat(said(inputs))
        .containsExactly(
            "FS0216 WARNING KEDA's webhook refuses it: the scaledobject has a cpu trigger but the"
                + " container log doesn't have the cpu request defined");
    String ofApp = CPU.replace("value: '80'", "value: '80', containerName: app");
    assertThat(
            new KedaRefusalsTest()
                .said(DEPLOYMENT + scaledObject("web", "minReplicaCount: 1", ofApp)))
        .isEmpty();
    String range =
        """
        apiVersion: v1
        kind: LimitRange
        metadata: {name: r, namespace: shop}
        spec: {limits: [{type: Container, defaultRequest: {cpu: 50m}}]}
        """;
    assertThat(new KedaRefusalsTest().said(inputs + range)).isEmpty();
  }

  @Test
  void workloadIsScaledByOneOnly() {
    String own =
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: own, namespace: shop}
        spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
        """;
    String managed =
        "FS0216 WARNING KEDA's webhook refuses it: the workload 'web' is already managed by the ";
    assertThat(said(DEPLOYMENT + scaledObject("a", "", QUEUE) + scaledObject("b", "", QUEUE)))
        .containsExactly(managed + "ScaledObject 'a'");
    assertThat(new KedaRefusalsTest().said(DEPLOYMENT + scaledObject("a", "", QUEUE) + own))
        .containsExactly(managed + "hpa 'own'");
    String taking =
        scaledObject("a", "advanced: {horizontalPodAutoscalerConfig: {name: own}}", QUEUE)
            .replace(
                "namespace: shop}",
                "namespace: shop,"
                    + " annotations: {scaledobject.keda.sh/transfer-hpa-ownership: 'true'}}");
    assertThat(new KedaRefusalsTest().said(DEPLOYMENT + taking + own)).isEmpty();
  }

  private List<String> warned(String fields) {
    texts.check(DEPLOYMENT + scaledObject("web", fields, QUEUE));
    return texts.issues().sorted().stream()
        .map(Issue::message)
        .filter(message -> message.startsWith("KEDA's webhook warns"))
        .map(message -> message.replaceAll(".*: ([A-Z][A-Za-z]+) is configured.*", "$1"))
        .toList();
  }

  @Test
  void intervalsThatNothingHeedsAreNoted() {
    assertThat(warned("minReplicaCount: 1\n  pollingInterval: 5\n  cooldownPeriod: 30"))
        .containsExactly("PollingInterval", "CooldownPeriod");
    assertThat(new KedaRefusalsTest().warned("pollingInterval: 5")).isEmpty();
  }

  /** A dump holds what an older KEDA, or none of its webhooks, let in. */
  @Test
  void objectThatAClusterHoldsIsNotRefused() {
    String wrong = scaledObject("web", "pollingInterval: 0\n  idleReplicaCount: 3", CPU);
    assertThat(new KedaRefusalsTest().said(DEPLOYMENT + wrong + BAD_CRON_JOB)).hasSize(5);
    for (String mark :
        List.of("uid: a", "resourceVersion: '7'", "creationTimestamp: '2026-01-01T00:00:00Z'")) {
      String held = "metadata: {name: web, " + mark + ", namespace";
      assertThat(
              new KedaRefusalsTest()
                  .said(
                      DEPLOYMENT
                          + (wrong + BAD_CRON_JOB)
                              .replace("metadata: {name: web, namespace", held)))
          .as(mark)
          .isEmpty();
    }
    String status = "status: {conditions: [{type: Ready, status: 'True'}]}\n---";
    assertThat(new KedaRefusalsTest().said(DEPLOYMENT + wrong.replace("---", status))).isEmpty();
  }

  @Test
  void scheduleThatKubernetesDoesNotReadIsRefused() {
    assertThat(said(BAD_CRON_JOB)).containsExactly("FS0104 ERROR \"0 8 * * 7\" is no schedule");
  }
}
