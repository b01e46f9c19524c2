package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.InstanceTypes;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeGroupsTest {

  private static final String HEAD = "apiVersion: farsight.dev/v1alpha1\nkind: Scenario\nspec:\n";

  private static String pod(String name, String extra) {
    return "        - {apiVersion: v1, kind: Pod, metadata: {name: "
        + name
        + "}, spec: {"
        + extra
        + "containers: [{name: c, image: i}]}}\n";
  }

  private static RunResult play(String cluster, String steps) {
    return Scenarios.play(
        HEAD + "  cluster:\n" + cluster + "  timeline:\n" + steps + "  until: 20m\n");
  }

  private static List<String> nodes(RunResult run) {
    return run.pods().stream().map(one -> String.valueOf(one.node())).toList();
  }

  @Test
  void severalNodesAreAManagedNodeGroupAndCarryItsNameTypeAndRegion() {
    RunResult run =
        play(
            "    region: eu-north-1\n"
                + "    nodes: [{name: ng, count: 2, instanceType: m7g.large},"
                + " {name: other, count: 1, instanceType: m5.large}]\n",
            "    - at: 0s\n      apply:\n"
                + pod("group", "nodeSelector: {eks.amazonaws.com/nodegroup: other}, ")
                + pod("type", "nodeSelector: {node.kubernetes.io/instance-type: m7g.large}, ")
                + pod("arch", "nodeSelector: {kubernetes.io/arch: arm64}, ")
                + pod("region", "nodeSelector: {topology.kubernetes.io/region: eu-north-1}, ")
                + pod("elsewhere", "nodeSelector: {topology.kubernetes.io/region: us-east-1}, "));
    assertThat(run.pods().subList(0, 4)).extracting(PodOutcome::state).containsOnly(PodState.READY);
    assertThat(nodes(run).get(0)).isEqualTo("other-1");
    assertThat(nodes(run).subList(1, 3)).allMatch(node -> node.startsWith("ng-"));
    assertThat(run.pods().get(4).stuck()).isTrue();
  }

  @Test
  void aStepOnAGroupIsAStepOnEachOfItsNodes() {
    RunResult run =
        play(
            "    nodes: [{name: ng, count: 2, instanceType: m5.large},"
                + " {name: rest, instanceType: m5.large}]\n",
            "    - at: 0s\n      cordon: {name: ng}\n    - at: 1m\n      apply:\n"
                + pod("a", "")
                + pod("b", "")
                + "    - at: 2m\n      uncordon: {name: ng}\n"
                + "    - at: 3m\n      cordon: {name: rest}\n    - at: 4m\n      apply:\n"
                + pod("c", ""));
    assertThat(nodes(run).subList(0, 2)).containsOnly("rest");
    assertThat(nodes(run).get(2)).startsWith("ng-");
  }

  @Test
  void eksctlCreatesItsGroupsWithLabelsTaintsAndSizes() {
    RunResult run =
        play(
            "    {}\n",
            """
                - at: 0s
                  eksctlCreateCluster:
                    config:
                      apiVersion: eksctl.io/v1alpha5
                      kind: ClusterConfig
                      metadata: {name: demo, region: us-east-1}
                      nodeGroups: [{name: own, minSize: 1, taints: {team: "a:NoSchedule"}}]
                      managedNodeGroups: [{name: managed, instanceType: m5.large, minSize: 3}]
            """
                + "    - after: step-1\n      apply:\n"
                + pod("own", "nodeSelector: {alpha.eksctl.io/nodegroup-name: own}, ")
                + pod(
                    "tolerating",
                    "tolerations: [{key: team, operator: Exists}],"
                        + " nodeSelector: {alpha.eksctl.io/nodegroup-name: own}, ")
                + pod(
                    "self-managed-is-not-managed",
                    "nodeSelector: {eks.amazonaws.com/nodegroup: own}, ")
                + pod("managed", "nodeSelector: {eks.amazonaws.com/nodegroup: managed}, "));
    List<PodOutcome> own =
        run.pods().stream().filter(one -> one.namespace().equals("default")).toList();
    assertThat(own.get(0).stuck()).isTrue();
    assertThat(own.get(0).message()).contains("untolerated taint {team: a}");
    assertThat(own.get(1).node()).isEqualTo("own-1");
    assertThat(own.get(2).stuck()).isTrue();
    assertThat(own.get(3).node()).startsWith("managed-");
    assertThat(own.get(2).message()).startsWith("0/4 nodes are available");
  }

  @Test
  void groupsOfEksctlHaveZonesTheirPodsAndWhatEksReserves() {
    RunResult run =
        play(
            "    {}\n",
            """
                - at: 0s
                  eksctlCreateCluster:
                    config:
                      apiVersion: eksctl.io/v1alpha5
                      kind: ClusterConfig
                      metadata: {name: demo, region: eu-west-1}
                      nodeGroups:
                      - {name: spread, desiredCapacity: 3, instanceType: m5.large}
                      - {name: zoned, desiredCapacity: 1, availabilityZones: [eu-west-1c], instanceType: g4dn.xlarge,
                         maxPodsPerNode: 3} # two are taken by DaemonSets of eksctl
            """
                + "    - after: step-1\n      apply:\n"
                + pod("zone-b", "nodeSelector: {topology.kubernetes.io/zone: eu-west-1b}, ")
                + pod("zone-d", "nodeSelector: {topology.kubernetes.io/zone: eu-west-1d}, ")
                + pod("only", "nodeSelector: {alpha.eksctl.io/nodegroup-name: zoned}, ")
                + pod("second", "nodeSelector: {alpha.eksctl.io/nodegroup-name: zoned}, "));
    List<PodOutcome> own =
        run.pods().stream().filter(one -> one.namespace().equals("default")).toList();
    assertThat(own.get(0).node()).isEqualTo("spread-2");
    assertThat(own.get(1).stuck()).isTrue();
    assertThat(own.get(2).node()).isEqualTo("zoned-1");
    assertThat(own.get(3).message()).contains("1 Too many pods");
  }

  @ParameterizedTest
  @CsvSource({
    "m5.large, 1930m, 7518Mi, 29",
    "t3.medium, 1930m, 3554Mi, 17",
    "c5.2xlarge, 7910m, 15391Mi, 58",
    "m5.24xlarge, 95690m, 384754Mi, 737",
    "p3.8xlarge, 31850m, 246927Mi, 234",
  })
  void nodesOfferWhatEksDoesNotReserve(String type, String cpu, String memory, String pods) {
    Map<String, Quantity> capacity = InstanceTypes.load().capacityOf(type);
    assertThat(capacity)
        .containsEntry("cpu", Quantity.parse(cpu))
        .containsEntry("memory", Quantity.parse(memory))
        .containsEntry("pods", Quantity.parse(pods));
    assertThat(capacity.containsKey("nvidia.com/gpu")).isEqualTo(type.startsWith("p3"));
  }

  @Test
  void groupOfUnknownSizeIsLeftOutWithAWarning() {
    Issues issues = new Issues();
    String text =
        HEAD
            + "  cluster: {}\n  timeline:\n    - at: 0s\n      eksctlCreateCluster:\n"
            + "        config: {kind: ClusterConfig, metadata: {name: demo},"
            + " nodeGroups: [{name: odd, instanceType: zz9.large}]}\n  until: 30m\n";
    ScenarioResolver.resolve(
        new ScenarioSource("s.yaml", text.getBytes(StandardCharsets.UTF_8), name -> List.of()),
        List.of(),
        issues);
    assertThat(IssueText.of(issues))
        .contains("the nodes of group \"odd\" are left out: type \"zz9.large\" is unknown");
  }

  @Test
  void groupOfBillionsOfNodesIsAnError() {
    Issues issues = new Issues();
    String text =
        HEAD
            + "  timeline:\n    - at: 0s\n      eksctlCreateCluster:\n"
            + "        config: {kind: ClusterConfig, metadata: {name: demo},"
            + " nodeGroups: [{name: many, desiredCapacity: 2000000000}]}\n  until: 30m\n";
    ScenarioResolver.resolve(
        new ScenarioSource("s.yaml", text.getBytes(StandardCharsets.UTF_8), name -> List.of()),
        List.of(),
        issues);
    assertThat(issues.hasErrors()).isTrue();
    assertThat(IssueText.of(issues)).contains("group \"many\" has 2000000000 nodes");
  }
}
