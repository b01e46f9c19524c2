package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.sim.result.AdmissionOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ProfileTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterFromTest {

  private static final String HEAD = "apiVersion: farsight.dev/v1alpha1\nkind: Scenario\nspec:\n";

  private final Issues issues = new Issues();

  /** Files beside the scenario: those given, else resources of the corpus and of the dumps. */
  private ResolvedScenario resolve(String body, Map<String, String> files) {
    FileSource source =
        name -> {
          String text = files.get(name);
          byte[] content =
              text != null ? text.getBytes(StandardCharsets.UTF_8) : resource("/" + name);
          return List.of(new FileSource.SourceFile(name, content));
        };
    ResolvedScenario scenario =
        ScenarioResolver.resolve(
            new ScenarioSource("s.yaml", (HEAD + body).getBytes(StandardCharsets.UTF_8), source),
            List.of(),
            issues);
    assertThat(scenario).as(IssueText.of(issues)).isNotNull();
    return scenario;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = ClusterFromTest.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    }
  }

  private ClusterSpec cluster(String from, Map<String, String> files) {
    return resolve("  cluster: {from: [" + from + "]}\n", files).spec().cluster();
  }

  @Test
  void nodeThatDoesNotTellWhetherItIsReadyIsReadyAndOneThatTellsIsNot() {
    String nodes =
        """
        apiVersion: v1
        kind: Node
        metadata: {name: silent}
        status: {allocatable: {cpu: "4", memory: 8Gi, pods: "1"}}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: broken}
        status:
          allocatable: {cpu: "4", memory: 8Gi, pods: "10"}
          conditions: [{type: Ready, status: "False"}]
        """;
    String pods =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: one}
        spec: {containers: [{name: main, image: "a:1"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: two}
        spec: {containers: [{name: main, image: "a:1"}]}
        """;
    String body =
        """
          cluster: {from: [nodes.yaml]}
          timeline: [{at: 0s, apply: [pods.yaml]}]
          until: 10m
        """;
    ResolvedScenario scenario = resolve(body, Map.of("nodes.yaml", nodes, "pods.yaml", pods));
    RunResult result = Simulation.run(scenario.spec(), 1);
    assertThat(result.pods()).extracting(PodOutcome::node).containsExactly("silent", null);
  }

  @Test
  void eksctlConfigGivesProfilesNodesNameRegionAndVersion() {
    ClusterSpec cluster =
        cluster(
            "cluster.yaml",
            Map.of(
                "cluster.yaml",
                """
                apiVersion: eksctl.io/v1alpha5
                kind: ClusterConfig
                metadata: {name: demo, region: eu-north-1, version: "1.31"}
                fargateProfiles:
                - {name: fp-shop, selectors: [{namespace: shop, labels: {tier: web}}]}
                managedNodeGroups:
                - {name: ng-arm, instanceType: m7g.large, minSize: 3, labels: {pool: arm},
                   taints: [{key: arch, value: arm, effect: NoSchedule}]}
                """));
    assertThat(cluster.name()).isEqualTo("demo");
    assertThat(cluster.region()).isEqualTo("eu-north-1");
    assertThat(cluster.version()).hasToString("1.31");
    assertThat(cluster.fargateProfiles())
        .extracting(ProfileTemplate::name)
        .containsExactly("fp-shop");
    NodeTemplate nodes = cluster.nodes().get(0);
    assertThat(nodes.count()).isEqualTo(3);
    assertThat(nodes.labels())
        .containsEntry("pool", "arm")
        .containsEntry("kubernetes.io/arch", "arm64");
    assertThat(nodes.taints().get(0).effect()).isEqualTo("NoSchedule");
    assertThat(nodes.capacity().get("pods")).hasToString("29");
  }

  @Test
  void everyNotationOfProfilesIsTakenOver() {
    ClusterSpec cluster =
        cluster(
            "corpus/clusterconfig/eksctl-16-fargate-profile.yaml,"
                + " corpus/fargateprofile/eks-workshop-describe-checkout-profile.json,"
                + " get.yaml, state.json, template.yaml",
            Map.of(
                "get.yaml",
                "- {name: fp-get, selectors: [{namespace: got}]}\n",
                "state.json",
                """
                {"format_version":"1.0","terraform_version":"1.9.0","values":{"root_module":{
                  "resources":[{"address":"aws_eks_fargate_profile.t","type":
                  "aws_eks_fargate_profile","name":"t","values":{"fargate_profile_name":"fp-tf",
                  "selector":[{"namespace":"tf","labels":null}]}}]}}}
                """,
                "template.yaml",
                """
                Resources:
                  P:
                    Type: AWS::EKS::FargateProfile
                    Properties: {FargateProfileName: fp-cfn, Selectors: [{Namespace: cfn}]}
                """));
    assertThat(cluster.fargateProfiles())
        .extracting(ProfileTemplate::name)
        .containsExactly("fp-default", "fp-dev", "checkout-profile", "fp-get", "fp-tf", "fp-cfn");
    assertThat(cluster.nodes())
        .singleElement()
        .satisfies(nodes -> assertThat(nodes.name()).isEqualTo("ng-1"));
  }

  @Test
  void nodesOfADumpAreNotCountedAgainAsNodesOfTheirGroup() {
    ClusterSpec cluster =
        cluster(
            "dumps/ec2.json, c.yaml",
            Map.of(
                "c.yaml",
                "{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: c},"
                    + " managedNodeGroups: [{name: ng-1, desiredCapacity: 2}]}"));
    assertThat(cluster.nodes()).isEmpty();
  }

  @Test
  void listOfProfileNamesIsAnError() {
    ScenarioResolver.resolve(
        new ScenarioSource(
            "s.yaml",
            (HEAD + "  cluster: {from: [names.json]}\n").getBytes(StandardCharsets.UTF_8),
            name ->
                List.of(
                    new FileSource.SourceFile(
                        name,
                        "{\"fargateProfileNames\": [\"fp\"]}".getBytes(StandardCharsets.UTF_8)))),
        List.of(),
        issues);
    assertThat(issues.sorted())
        .extracting(Issue::code)
        .containsExactly(IssueCode.PROFILE_NAMES_ONLY);
  }

  @Test
  void podWrittenInAManifestIsAdmittedWhenTheRunBegins() {
    ResolvedScenario scenario =
        resolve(
            """
              cluster:
                from: [pod.yaml]
                fargateProfiles: [{name: fp, selectors: [{namespace: default}]}]
            """,
            Map.of(
                "pod.yaml",
                "{apiVersion: v1, kind: Pod, metadata: {name: p},"
                    + " spec: {containers: [{name: c, image: i}]}}"));
    PodOutcome pod = Simulation.run(scenario.spec(), 1).pods().get(0);
    assertThat(pod.admission().decision()).isEqualTo(AdmissionOutcome.Decision.FARGATE);
    assertThat(pod.state()).isEqualTo(PodState.READY);
  }

  @Test
  void profileAndRestartFreeAPodThatWasStuckInTheDump() {
    ResolvedScenario scenario =
        resolve(
            """
              cluster: {from: [dumps/fargate-only.json, dumps/fargate-only-profiles.json]}
              timeline:
                - {at: 1m, createFargateProfile: {name: fp-keda, selectors: [{namespace: keda}]}}
                - {after: fp-keda.ACTIVE + 30s, rolloutRestart: {namespace: keda, name: keda-operator}}
            """,
            Map.of());
    RunResult run = Simulation.run(scenario.spec(), 1);
    List<PodOutcome> keda =
        run.pods().stream().filter(pod -> pod.namespace().equals("keda")).toList();
    assertThat(keda).hasSize(2);
    assertThat(keda.get(0).deletedNanos()).isNotNull();
    assertThat(keda.get(1).admission().profile()).isEqualTo("fp-keda");
    assertThat(keda.get(1).state()).isEqualTo(PodState.READY);
  }

  @Test
  void profileThatIsBeingCreatedBecomesActiveInTheRun() {
    ResolvedScenario scenario =
        resolve(
            "  cluster: {from: [p.json]}\n",
            Map.of(
                "p.json",
                "{\"fargateProfile\": {\"fargateProfileName\": \"fp\", \"status\": \"CREATING\","
                    + " \"selectors\": [{\"namespace\": \"a\"}]}}"
                    + "{\"fargateProfile\": {\"fargateProfileName\": \"gone\","
                    + " \"status\": \"DELETING\", \"selectors\": [{\"namespace\": \"b\"}]}}"));
    RunResult run = Simulation.run(scenario.spec(), 1);
    assertThat(run.profiles().get(0).activeNanos()).isPositive();
    assertThat(run.profiles().get(1).goneNanos()).isPositive();
  }

  @Test
  void replicationControllersAreRunAsReplicaSets() {
    ResolvedScenario scenario =
        resolve(
            """
              cluster: {nodes: [{name: node-1, capacity: {cpu: "4", memory: 8Gi}}]}
              timeline: [{at: 0s, apply: [corpus/nasty/kubeconform-multi_valid.yaml]}]
            """,
            Map.of());
    RunResult run = Simulation.run(scenario.spec(), 1);
    assertThat(run.pods()).hasSize(6).allMatch(pod -> pod.state() == PodState.READY);
  }

  @Test
  void revisionsThatDifferOnlyInAVariableAreNotRolledBack() {
    String template =
        "template: {metadata: {labels: {app: w%s}}, spec: {containers: [{name: c, image: i,"
            + " env: [{name: MODE, value: %s}]}]}}";
    String set =
        "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-%1$s, namespace: default,"
            + " uid: rs-%1$s, creationTimestamp: '2026-03-0%2$sT10:00:00Z', labels: {app: w},"
            + " annotations: {deployment.kubernetes.io/revision: '%2$s'}, ownerReferences:"
            + " [{apiVersion: apps/v1, kind: Deployment, name: web, uid: d, controller: true}]},"
            + " spec: {replicas: %3$s, selector: {matchLabels: {app: w, pod-template-hash: %1$s}},"
            + " %4$s}, status: {replicas: %3$s}}\n---\n";
    String hash = ", pod-template-hash: %s";
    ResolvedScenario scenario =
        resolve(
            """
              cluster:
                from: [dump.yaml]
                nodes: [{name: node-1, capacity: {cpu: "4", memory: 8Gi}}]
            """,
            Map.of(
                "dump.yaml",
                String.format(
                        set, "aaa", 1, 0, String.format(template, hash.formatted("aaa"), "old"))
                    + String.format(
                        set, "bbb", 2, 1, String.format(template, hash.formatted("bbb"), "new"))
                    + "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, uid: d,"
                    + " generation: 2, creationTimestamp: '2026-03-01T10:00:00Z', annotations:"
                    + " {deployment.kubernetes.io/revision: '2'}}, spec: {replicas: 1, selector:"
                    + " {matchLabels: {app: w}}, "
                    + String.format(template, "", "new")
                    + "}, status: {observedGeneration: 2, replicas: 1, updatedReplicas: 1}}"));
    RunResult run = Simulation.run(scenario.spec(), 1);
    assertThat(run.pods())
        .singleElement()
        .satisfies(pod -> assertThat(pod.name()).startsWith("web-bbb-"));
  }

  @Test
  void cronJobsOfADumpFireByTheClockOfTheDump() {
    ResolvedScenario scenario =
        resolve(
            """
              cluster:
                from: [cron.yaml]
                nodes: [{name: node-1, capacity: {cpu: "4", memory: 8Gi}}]
              until: 60m
            """,
            Map.of(
                "cron.yaml",
                """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: tick, namespace: default, uid: u-1,
                  creationTimestamp: "2026-03-02T10:00:00Z"}
                spec:
                  schedule: "*/20 * * * *"
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never,
                    containers: [{name: c, image: i}]}}}}
                status: {lastScheduleTime: "2026-03-02T11:50:00Z"}
                """));
    RunResult run = Simulation.run(scenario.spec(), 1);
    assertThat(run.pods()).extracting(PodOutcome::createdNanos).hasSize(3);
    assertThat(run.pods().get(0).createdNanos()).isBetween(600_000_000_000L, 602_000_000_000L);
  }
}
