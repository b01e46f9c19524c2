package dev.farsight.scenario.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.manifest.ProfileSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  private final CheckedTexts texts = new CheckedTexts();

  @Test
  void terraformStatesAndPlansGiveProfilesOfAllModules() {
    CheckReport report =
        texts.check(
            """
            {"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{
              "child_modules":[{"address":"module.eks","resources":[
                {"address":"module.eks.aws_eks_fargate_profile.a","type":"aws_eks_fargate_profile",
                 "name":"a","values":{"fargate_profile_name":"fp-a","subnet_ids":["s-1"],
                 "selector":[{"namespace":"web","labels":{"app":"x"}},{"labels":null}]}},
                {"address":"module.eks.aws_eks_node_group.n","type":"aws_eks_node_group","name":"n",
                 "values":{"node_group_name":"ng","instance_types":["m5.large"],
                 "scaling_config":[{"desired_size":3}],
                 "taint":[{"key":"k","value":"v","effect":"NO_SCHEDULE"}]}}]}]}},
             "resource_changes":[{"address":"module.eks.aws_eks_fargate_profile.a","change":
               {"after_unknown":{"selector":[{},{"namespace":true}]}}}]}
            """);
    assertThat(texts.problems()).containsExactly(IssueCode.UNKNOWN_VALUE);
    ProfileSource profile = report.profiles().get(0);
    assertThat(profile.name()).isEqualTo("fp-a");
    assertThat(profile.spec().selectors()).hasSize(1);
    assertThat(profile.spec().selectors().get(0).labels()).isEqualTo(Map.of("app", "x"));
    NodeGroupSource group = report.nodeGroups().get(0);
    assertThat(group.count()).isEqualTo(3);
    assertThat(group.taints().get(0).effect()).isEqualTo("NoSchedule");
  }

  @Test
  void cloudFormationLabelsAreAListAndFunctionsAreOpaque() {
    CheckReport report =
        texts.check(
            """
            Parameters: {Ns: {Type: String, Default: shop}}
            Resources:
              Profile:
                Type: AWS::EKS::FargateProfile
                Properties:
                  ClusterName: !Ref Cluster
                  Selectors:
                  - Namespace: !Ref Ns
                    Labels: [{Key: app, Value: web}]
                  - Namespace: !Sub "${Stage}-apps"
            """);
    assertThat(texts.problems()).containsExactly(IssueCode.OPAQUE_FUNCTION);
    assertThat(texts.issues().sorted().get(0).line()).isEqualTo(10);
    assertThat(report.profiles().get(0).name()).isEqualTo("Profile");
    assertThat(report.profiles().get(0).spec().selectors().get(0).namespace()).isEqualTo("shop");
  }

  @Test
  void ownedObjectsOfADumpAreNotCountedTwice() {
    String owner = "ownerReferences: [{controller: true, kind: %s, name: %s, uid: %s}]";
    CheckReport report =
        texts.check(
            """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, uid: u1}, spec: {replicas: 2,
               selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},
               spec: {containers: [{name: c, image: i}]}}}}
            - {apiVersion: v1, kind: Pod, metadata: {name: web-abc-1,
               labels: {pod-template-hash: abc}, %s}, spec: {containers: [{name: c, image: i}]}}
            - {apiVersion: v1, kind: Pod, metadata: {name: lonely, %s},
               spec: {containers: [{name: c, image: i}]}}
            """
                .formatted(
                    owner.formatted("ReplicaSet", "web-abc", "u2"),
                    owner.formatted("ReplicaSet", "gone-xyz", "u3")));
    assertThat(report.workloads())
        .extracting(WorkloadReport::name)
        .containsExactly("web", "lonely");
    assertThat(report.pods()).isEqualTo(3);
  }

  @Test
  void fargateRefusesWhatItDocuments() {
    CheckReport report =
        texts.check(
            "{name: fp, selectors: [{namespace: '*'}]}",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              hostNetwork: true
              initContainers:
              - {name: i, image: x, securityContext: {privileged: true}}
              containers:
              - name: c
                image: x
                ports: [{containerPort: 80, hostPort: 80}]
                securityContext: {capabilities: {add: [NET_BIND_SERVICE, SYS_ADMIN]}}
                resources: {limits: {nvidia.com/gpu: 1}}
              volumes: [{name: h, hostPath: {path: /}}, {name: e}, {name: z, azureFile: {}}]
            """);
    FargateAnswer answer = report.workloads().get(0).fargate();
    assertThat(answer.verdict()).isEqualTo(Verdict.UNSUPPORTED);
    assertThat(answer.profile()).isEqualTo("fp");
    assertThat(answer.reasons())
        .containsExactly(
            "fields not supported: HostNetwork",
            "invalid SecurityContext fields: Privileged, Capabilities added: CAP_SYS_ADMIN",
            "port contains HostIP or HostPort",
            "resources not supported: nvidia.com/gpu",
            "volumes not supported: h is of an unsupported volume Type",
            "volumes not supported: z is of an unsupported volume Type");
  }

  @Test
  void labelsOfTheDeploymentItselfDoNotCount() {
    CheckReport report =
        texts.check(
            "[{name: fp, selectors: [{namespace: default, labels: {tier: web}}]}]",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {tier: web}}
            spec:
              selector: {matchLabels: {a: b}}
              template:
                metadata: {labels: {a: b}}
                spec: {nodeSelector: {kubernetes.io/os: linux}, containers: [{name: c, image: i}]}
            """);
    FargateAnswer answer = report.workloads().get(0).fargate();
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_SELECTED);
    assertThat(answer.reasons().get(0)).contains("not on its pod template");
    assertThat(answer.usdPerMonth()).isEqualTo(9.01);
  }

  @Test
  void whatTheApiServerWouldRefuseIsAnError() {
    texts.check(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: Web_1}
        spec:
          replicas: -1
          selector: {matchLabels: {a: b}}
          template:
            metadata: {labels: {a: c}}
            spec:
              containers:
              - {name: c, image: i, volumeMounts: [{name: v, mountPath: /v}],
                 resources: {requests: {cpu: 2}, limits: {cpu: 1}}}
              - {name: c, image: i}
        """);
    assertThat(texts.problems())
        .containsExactlyInAnyOrder(
            IssueCode.BAD_NAME,
            IssueCode.BAD_NUMBER,
            IssueCode.SELECTOR_MISMATCH,
            IssueCode.MISSING_REFERENCE,
            IssueCode.REQUEST_OVER_LIMIT,
            IssueCode.DUPLICATE_NAME);
  }

  @Test
  void oldVersionsAreReadAsWhatTheyBecame() {
    CheckReport report =
        texts.check(
            """
            apiVersion: extensions/v1beta1
            kind: Deployment
            metadata: {name: web}
            spec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}
            ---
            apiVersion: autoscaling/v2beta1
            kind: HorizontalPodAutoscaler
            metadata: {name: web}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
              maxReplicas: 3
              metrics: [{type: Resource, resource: {name: cpu, targetAverageUtilization: 50}}]
            """);
    assertThat(texts.problems()).isEmpty();
    assertThat(report.workloads()).hasSize(1);
    assertThat(texts.issues().sorted())
        .extracting(Issue::code)
        .containsOnly(IssueCode.OLD_API_VERSION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "containers: [{name: c}] | MISSING_FIELD",
        "containers: [{name: C_1, image: i}] | BAD_NAME",
        "containers: [{name: c, image: i, imagePullPolicy: always}] | VALUE_NOT_ALLOWED",
        "containers: [{name: c, image: i, ports: [{containerPort: 0}]}] | BAD_NUMBER",
        "containers: [{name: c, image: i, ports: [{containerPort: 65536}]}] | BAD_NUMBER",
        "containers: [{name: c, image: i, ports: [{name: much-too-long-name, containerPort: 1}]}] | BAD_NAME",
        "containers: [{name: c, image: i, ports: [{containerPort: 1, protocol: tcp}]}] | VALUE_NOT_ALLOWED",
        "containers: [{name: c, image: i, resources: {requests: {nvidia.com/gpu: 1}}}] | MISSING_FIELD",
        "containers: [{name: c, image: i}], restartPolicy: Never | VALUE_NOT_ALLOWED",
        "containers: [{name: c, image: i}], activeDeadlineSeconds: 9 | FIELD_CONFLICT",
        "containers: [{name: c, image: i}], tolerations: [{value: x}] | FIELD_CONFLICT",
        "containers: [{name: c, image: i}], tolerations: [{key: a, operator: Exists, value: x}] | FIELD_CONFLICT",
        "containers: [{name: c, image: i}], tolerations: [{operator: Exists, effect: noschedule}] | VALUE_NOT_ALLOWED",
        "containers: [{name: c, image: i}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: z}] | VALUE_NOT_ALLOWED",
      })
  void podsThatTheApiServerRefusesAreNotCounted(String pod, IssueCode code) {
    CheckReport report =
        texts.check(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {%s}}
            """
                .formatted(pod));
    assertThat(texts.problems()).containsExactly(code);
    assertThat(report.pods()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: Recreate, rollingUpdate: {maxSurge: 1}} | FIELD_CONFLICT",
        "{type: Rolling} | VALUE_NOT_ALLOWED",
        "{rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}} | FIELD_CONFLICT",
      })
  void strategiesThatTheApiServerRefusesAreErrors(String strategy, IssueCode code) {
    texts.check(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          strategy: %s
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}
        """
            .formatted(strategy));
    assertThat(texts.problems()).containsExactly(code);
  }

  @Test
  void podsBeyondALimitRangeAreRefusedAndDumpedOnesAreNot() {
    String pods =
        """
        {apiVersion: v1, kind: LimitRange, metadata: {name: lr}, spec: {limits: [
          {type: Container, max: {cpu: 500m}, default: {cpu: 100m, memory: 256Mi}}]}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: a%1$s}
        spec: {containers: [{name: c, image: i, resources: {limits: {cpu: "1"}}}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: b%1$s}
        spec: {containers: [{name: c, image: i, resources: {requests: {memory: 300Mi}}}]}
        """;
    CheckReport report = texts.check(pods.formatted(""));
    assertThat(texts.problems())
        .containsExactly(IssueCode.REFUSED_BY_ADMISSION, IssueCode.REFUSED_BY_ADMISSION);
    assertThat(texts.issues().sorted().get(0).message())
        .isEqualTo(
            "Pod \"default/a\": LimitRange \"lr\": maximum cpu usage per Container is 500m, but"
                + " limit is 1");
    assertThat(report.workloads()).extracting(WorkloadReport::pods).containsExactly(0L, 0L);
    CheckedTexts dumped = new CheckedTexts();
    assertThat(dumped.check(pods.formatted(", uid: u")).pods()).isEqualTo(2);
    assertThat(dumped.problems()).isEmpty();
  }

  @Test
  void labelThatAsksForAnUnknownProfileIsNamed() {
    CheckReport report =
        texts.check(
            "[{name: fp, selectors: [{namespace: default}]}]",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, labels: {eks.amazonaws.com/fargate-profile: other}}
            spec: {containers: [{name: c, image: i}]}
            """);
    assertThat(report.workloads().get(0).fargate().reasons())
        .containsExactly(
            "label eks.amazonaws.com/fargate-profile asks for profile \"other\", which is not among"
                + " the inputs");
  }

  @Test
  void kindsOfOtherGroupsAreNoMisspeltKubernetesOnes() {
    texts.check(
        """
        {apiVersion: autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler, metadata: {name: a}}
        ---
        {apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: a}}
        ---
        {apiVersion: v1, kind: Deployment, metadata: {name: a}}
        """);
    assertThat(texts.issues().sorted())
        .extracting(issue -> issue.severity() + " " + issue.hint())
        .containsExactly(
            "NOTE ",
            "NOTE nodes that Karpenter would add are not there: give those you expect in"
                + " spec.cluster.nodes",
            "WARNING write apiVersion: apps/v1");
  }

  @Test
  void wordsThatYamlTakesForTruthAreQuotedAsTheyAreWritten() {
    texts.check(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, labels: {app: y, port: 0644}}
        spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 0.5m}}}]}
        """);
    assertThat(texts.issues().sorted().get(0).hint()).isEqualTo("quote it: \"y\"");
    assertThat(texts.issues().sorted().get(1).hint()).isEqualTo("quote it: \"0644\"");
    assertThat(texts.issues().sorted().get(2).message())
        .isEqualTo("cpu request \"0.5m\" is finer than 1m");
  }

  @Test
  void limitRangesGiveRequestsAtAdmission() {
    CheckReport report =
        texts.check(
            """
            {apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [
              {type: Container, defaultRequest: {cpu: 600m}, default: {memory: 1Gi}}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}
            """);
    assertThat(report.workloads().get(0).cpuMilli()).isEqualTo(600);
    assertThat(report.workloads().get(0).fargate().size()).hasToString("1vCPU 2GB");
  }

  @Test
  void machineFormatsSurviveHostileNames() {
    CheckReport report =
        texts.check(
            "{apiVersion: v1, kind: Pod, metadata: {name: \"a\\e[2J<b>|`\\u0001\"}, spec: {}}");
    assertThat(CheckText.human(report)).doesNotContain("\u001b");
    assertThat(CheckText.junit(report)).doesNotContain("\u001b").doesNotContain("\u0001");
    assertThat(CheckText.markdown(report)).doesNotContain("\u001b").doesNotContain("<b>");
    assertThat(CheckJson.of(report).path("summary").path("errors").asInt()).isPositive();
    assertThat(CheckSarif.of(report).path("runs").path(0).path("results")).isNotEmpty();
  }

  @Test
  void nodesThatAreThereAreNotCountedAgainAsTheirGroup() {
    String group =
        """
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: c, region: eu-west-1}
        nodeGroups: [{name: ng, desiredCapacity: 2, instanceType: m5.large}]
        """;
    String daemons =
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent}
        spec:
          selector: {matchLabels: {a: b}}
          template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
        """;
    String nodes =
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Node, metadata: {name: n1}}
        - {apiVersion: v1, kind: Node, metadata: {name: n2}}
        - {apiVersion: v1, kind: Node, metadata: {name: n3}}
        - {apiVersion: v1, kind: Node, metadata: {name: fargate-ip-10-0-0-1.ec2.internal,
           labels: {eks.amazonaws.com/compute-type: fargate}}}
        """;
    assertThat(texts.check(group, daemons).pods()).isEqualTo(2);
    assertThat(texts.check(group, daemons, nodes).pods()).isEqualTo(3);
  }

  @Test
  void podThatAClusterHasBoundIsJudgedAsIfItWereMadeAnew() {
    CheckReport report =
        texts.check(
            "[{name: fp, selectors: [{namespace: default}]}]",
            """
            apiVersion: v1
            kind: PodList
            items:
            - metadata: {name: a, namespace: default, uid: u1}
              spec: {nodeName: ip-10-0-0-1.ec2.internal, containers: [{name: c, image: i}]}
            - metadata: {name: b, namespace: other, uid: u2}
              spec: {nodeName: ip-10-0-0-1.ec2.internal, containers: [{name: c, image: i}]}
            """);
    assertThat(report.workloads())
        .extracting(workload -> workload.fargate().verdict())
        .containsExactly(Verdict.SELECTED, Verdict.NOT_SELECTED);
    assertThat(texts.problems()).isEmpty();
    assertThat(texts.issues().sorted())
        .singleElement()
        .satisfies(issue -> assertThat(issue.hint()).contains("it runs on node"));
  }

  @Test
  void sarifNamesFilesAsUrisAndRulesThatItDefines() {
    CheckReport report = texts.check("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {}}");
    assertThat(CheckSarif.uri("<stdin>")).isEqualTo("%3Cstdin%3E");
    assertThat(CheckSarif.uri("k8s\\my file\u00fc.yaml")).isEqualTo("k8s/my%20file%C3%BC.yaml");
    var run = CheckSarif.of(report).path("runs").path(0);
    List<String> rules = run.at("/tool/driver/rules").findValuesAsText("id");
    assertThat(run.path("results")).isNotEmpty();
    for (var result : run.path("results")) {
      assertThat(rules).contains(result.path("ruleId").asText());
      assertThat(result.path("level").asText()).isIn("error", "warning", "note");
      assertThat(result.at("/message/text").asText()).isNotBlank();
      assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isPositive();
    }
  }

  @Test
  void junitHasTheAttributesThatReadersAskFor() throws Exception {
    CheckReport report = texts.check("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {}}");
    var suite =
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new org.xml.sax.InputSource(new java.io.StringReader(CheckText.junit(report))))
            .getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    var cases = suite.getElementsByTagName("testcase");
    assertThat(suite.getAttribute("tests")).isEqualTo("" + cases.getLength());
    assertThat(suite.getAttribute("failures"))
        .isEqualTo("" + suite.getElementsByTagName("failure").getLength());
    for (String attribute : List.of("name", "errors", "skipped", "time")) {
      assertThat(suite.hasAttribute(attribute)).as(attribute).isTrue();
    }
    for (int i = 0; i < cases.getLength(); i++) {
      assertThat(cases.item(i).getAttributes().getNamedItem("classname")).isNotNull();
      assertThat(cases.item(i).getAttributes().getNamedItem("name")).isNotNull();
    }
  }
}
