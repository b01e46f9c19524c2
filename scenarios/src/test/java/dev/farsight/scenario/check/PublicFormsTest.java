package dev.farsight.scenario.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.NodeGroupSource;
import org.junit.jupiter.api.Test;

/** Forms of inputs that stand in public repositories; each text here is written for the test. */
class PublicFormsTest {

  private final CheckedTexts texts = new CheckedTexts();

  @Test
  void typeOfMixedAndSelectedNodesIsTheFirstOrOpen() {
    CheckReport report =
        texts.check(
            """
            apiVersion: eksctl.io/v1alpha5
            kind: ClusterConfig
            metadata: {name: c, region: eu-west-1, version: "1.33"}
            nodeGroups:
            - {name: plain}
            - {name: spot, minSize: 3, instancesDistribution: {instanceTypes: [t3.small, t3.large]}}
            - {name: mixed, instanceType: mixed, desiredCapacity: 0}
            - {name: selector, instanceSelector: {vCPUs: 2}}
            managedNodeGroups:
            - {name: several, instanceTypes: [c5.large, c5.xlarge]}
            - {name: template, launchTemplate: {id: lt-1}}
            """);
    assertThat(report.nodeGroups())
        .extracting(NodeGroupSource::instanceType)
        .containsExactly("m5.large", "t3.small", null, null, "c5.large", null);
    assertThat(report.nodeGroups())
        .extracting(NodeGroupSource::count)
        .containsExactly(2, 3, 0, 2, 2, 2);
    assertThat(texts.problems()).isEmpty();
  }

  @Test
  void whatEksctlWouldRefuseIsSaid() {
    texts.check(
        """
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: c, regoin: eu-west-1, version: 1.30}
        nodeGroups: [{name: ng, desiredCapcity: 3}]
        fargateProfile: []
        """);
    assertThat(texts.issues().sorted())
        .extracting(Issue::code, Issue::hint)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                IssueCode.MISSPELT_FIELD, "did you mean \"region\"?"),
            org.assertj.core.groups.Tuple.tuple(
                IssueCode.MISSPELT_FIELD, "did you mean \"desiredCapacity\"?"),
            org.assertj.core.groups.Tuple.tuple(
                IssueCode.MISSPELT_FIELD, "did you mean \"fargateProfiles\"?"));
    assertThat(texts.problems()).contains(IssueCode.WRONG_TYPE);
  }

  @Test
  void whatNodeGroupsOfEksctlSayIsReadOrNoted() {
    CheckReport report =
        texts.check(
            """
            apiVersion: eksctl.io/v1alpha5
            kind: ClusterConfig
            metadata: {name: c, region: us-east-1}
            autoModeConfig: {enabled: true}
            nodeGroups:
            - {name: win, amiFamily: WindowsServer2022FullContainer, minSize: 1, maxSize: 4, ssh: {allow: true}}
            managedNodeGroups:
            - {name: spot, spot: true, instanceTypes: [c5.large, m5.large], maxPodsPerNode: 20}
            - {name: open, instanceSelector: {vCPUs: 2}}
            - {name: bad, minSize: 3, desiredCapacity: 2}
            - {name: small, maxSize: 1}
            """);
    assertThat(texts.problems())
        .containsExactly(IssueCode.VALUE_NOT_ALLOWED, IssueCode.VALUE_NOT_ALLOWED);
    assertThat(texts.issues().sorted())
        .extracting(issue -> issue.line() + " " + issue.message())
        .containsExactly(
            "4 field \"autoModeConfig\" of ClusterConfig is not looked at",
            "6 no autoscaler is simulated: a node group keeps the size that it begins with",
            "6 field \"ssh\" of node groups is not looked at",
            "8 field \"spot\" of node groups is not looked at",
            "8 of several instance types the first is taken: c5.large",
            "9 the instance type of node group \"open\" is left open",
            "9 field \"instanceSelector\" of node groups is not looked at",
            "10 the node group begins with 2 nodes, below minSize 3",
            "11 the node group begins with 2 nodes, above maxSize 1");
    assertThat(report.nodeGroups().get(0).labels()).containsEntry("kubernetes.io/os", "windows");
    assertThat(report.nodeGroups().get(0).zones()).containsExactly("us-east-1a", "us-east-1b");
    assertThat(report.nodeGroups().get(1).maxPods()).isEqualTo(20);
  }

  @Test
  void taintsOfManagedNodeGroupsAreReadInEveryNotation() {
    CheckReport report =
        texts.check(
            """
            {"nodegroup": {"nodegroupName": "aws", "scalingConfig": {"desiredSize": 1},
             "taints": [{"key": "gpu", "value": "yes", "effect": "NO_SCHEDULE"}]}}
            ---
            Resources:
              Group:
                Type: AWS::EKS::Nodegroup
                Properties:
                  ScalingConfig: {DesiredSize: 1}
                  Taints: [{Key: gpu, Value: "yes", Effect: PREFER_NO_SCHEDULE}]
            """);
    assertThat(report.nodeGroups())
        .extracting(group -> group.taints().get(0).key() + ":" + group.taints().get(0).effect())
        .containsExactly("gpu:NoSchedule", "gpu:PreferNoSchedule");
  }

  @Test
  void listsWithoutItemsHoldNothing() {
    CheckReport report =
        texts.check(
            """
            kind: List
            apiVersion: v1
            ---
            kind: List
            apiVersion: v1
            items:
            - {kind: List, apiVersion: v1, items: }
            """);
    assertThat(report.objects()).isZero();
    assertThat(texts.issues().isEmpty()).isTrue();
  }

  @Test
  void refusedObjectMakesNoPodsAndAPatchIsKnownAsOne() {
    CheckReport report =
        texts.check(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              template: {spec: {containers: [{name: c, env: []}]}}
            """);
    assertThat(report.workloads()).singleElement().extracting(WorkloadReport::pods).isEqualTo(0L);
    assertThat(texts.problems()).containsExactly(IssueCode.SELECTOR_MISSING);
    assertThat(texts.issues().sorted().get(0).hint()).contains("kustomize");
  }

  @Test
  void variablesAndTemplatesAreNoticedWhereverTheyStand() {
    CheckReport report =
        texts.check(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: "${APP}", namespace: "${NS}", labels: {app: "${APP}"}, annotations: {x: "${Y}"}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec: {containers: [{name: c, image: "${IMAGE}:1", env: [{name: A, value: "${OK}"}],
                  resources: {requests: {cpu: "${CPU}"}}}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: "web-{{ .id }}"}
            spec: {containers: [{name: c, image: i}]}
            """);
    assertThat(texts.problems())
        .containsExactlyInAnyOrder(
            IssueCode.UNRESOLVED_VARIABLE,
            IssueCode.UNRESOLVED_VARIABLE,
            IssueCode.UNRESOLVED_VARIABLE,
            IssueCode.BAD_QUANTITY,
            IssueCode.TEMPLATE_NOT_RENDERED);
    assertThat(report.workloads()).hasSize(2);
    assertThat(texts.issues().sorted())
        .filteredOn(issue -> issue.code() == IssueCode.BAD_QUANTITY)
        .allMatch(issue -> issue.hint().contains("substitute"));
  }

  @Test
  void volumesOfClaimsAreKnownFromTheInputs() {
    CheckReport report =
        texts.check(
            """
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: fs}, spec: {storageClassName: shared,
             csi: {driver: efs.csi.aws.com, volumeHandle: fs-1}}}
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {
             csi: {driver: ebs.csi.aws.com, volumeHandle: vol-1}}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: files}, spec: {storageClassName: shared}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: block}, spec: {volumeName: disk}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: later}, spec: {storageClassName: gp3}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}], volumes: [
              {name: a, persistentVolumeClaim: {claimName: files}},
              {name: b, persistentVolumeClaim: {claimName: block}},
              {name: d, persistentVolumeClaim: {claimName: later}},
              {name: e, persistentVolumeClaim: {claimName: elsewhere}}]}}
            """);
    assertThat(report.workloads().get(0).fargate().reasons())
        .containsExactly(
            "volumes not supported: b is of an unsupported volume Type",
            "volumes not supported: d not supported because: PVC later not bound");
  }

  @Test
  void capabilityIsAcceptedInBothSpellingsAndNamedAsARunNamesIt() {
    CheckReport report =
        texts.check(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              containers:
              - {name: c, image: i, securityContext: {capabilities: {add: [CAP_NET_BIND_SERVICE, CAP_CHOWN, SYS_TIME]}}}
            """);
    assertThat(report.workloads().get(0).fargate().reasons())
        .containsExactly(
            "invalid SecurityContext fields: Capabilities added: CAP_CHOWN, CAP_SYS_TIME");
  }

  @Test
  void generatedNameAndCommentsOnlyAreNamed() {
    CheckReport report =
        texts.check(
            "{apiVersion: v1, kind: Pod, metadata: {generateName: run-}, spec: {containers: [{name:"
                + " c, image: i}]}}");
    assertThat(report.workloads().get(0).name()).isEqualTo("run-");
    texts.check("# nothing\n# at all\n");
    assertThat(texts.issues().sorted()).extracting(Issue::code).contains(IssueCode.EMPTY_INPUT);
    assertThat(texts.issues().count(Severity.WARNING)).isZero();
  }

  @Test
  void fieldsThatAreReadAndNotSimulatedAreNotedIfTheyAreWritten() {
    texts.check(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          selector: {matchLabels: {a: b}}
          template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
        """);
    assertThat(texts.issues().isEmpty()).isTrue();
    texts.check(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db2}
        spec:
          persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}
          updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 2}}
          selector: {matchLabels: {a: b}}
          template:
            metadata: {labels: {a: b}}
            spec:
              readinessGates: [{conditionType: x/y}]
              containers: [{name: c, image: i, livenessProbe: {tcpSocket: {port: 1}}}]
        """);
    assertThat(texts.issues().sorted())
        .filteredOn(issue -> issue.code() == IssueCode.FIELD_NOT_SIMULATED)
        .extracting(Issue::message)
        .anyMatch(text -> text.contains("\"persistentVolumeClaimRetentionPolicy\""))
        .anyMatch(text -> text.contains("\"maxUnavailable\""))
        .anyMatch(text -> text.contains("\"readinessGates\""))
        .anyMatch(text -> text.contains("\"livenessProbe\""));
  }
}
