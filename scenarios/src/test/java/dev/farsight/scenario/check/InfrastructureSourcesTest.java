package dev.farsight.scenario.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.manifest.ProfileSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Profiles and nodes as infrastructure tools write them. The texts are shortened by hand from what
 * these tools print: terraform-aws-modules/terraform-aws-eks 20 (Apache-2.0), and the snapshot of
 * integ.fargate-cluster in aws/aws-cdk (Apache-2.0).
 */
class InfrastructureSourcesTest {

  private final CheckedTexts texts = new CheckedTexts();

  private static List<String> selectors(CheckReport report) {
    return report.profiles().stream()
        .map(profile -> profile.name() + " " + profile.spec().selectors())
        .map(text -> text.replace("FargateProfileSelector", ""))
        .toList();
  }

  private List<String> said() {
    return texts.issues().sorted().stream().map(Issue::message).toList();
  }

  @Test
  void stateOfATerraformModuleGivesWhatItsInstancesAre() {
    CheckReport report =
        texts.check(
            """
            {"format_version":"1.0","terraform_version":"1.9.8","values":{"outputs":{},"root_module":{
             "resources":[{"address":"helm_release.keda","mode":"managed","type":"helm_release","name":"keda",
               "values":{"namespace":"keda","set_sensitive":[{"name":"x","value":"CANARY"}]}}],
             "child_modules":[{"address":"module.eks","resources":[
               {"address":"module.eks.aws_eks_cluster.this[0]","mode":"managed","type":"aws_eks_cluster","name":"this",
                "index":0,"values":{"name":"prod","version":"1.31","compute_config":[],
                "arn":"arn:aws:eks:eu-west-1:111122223333:cluster/prod"}},
               {"address":"module.eks.aws_eks_addon.this[\\"coredns\\"]","mode":"managed","type":"aws_eks_addon",
                "name":"this","index":"coredns","values":{"addon_name":"coredns"}}],
              "child_modules":[
               {"address":"module.eks.module.eks_managed_node_group[\\"sys\\"]","resources":[
                {"address":"module.eks.module.eks_managed_node_group[\\"sys\\"].aws_eks_node_group.this[0]","mode":"managed",
                 "type":"aws_eks_node_group","name":"this","index":0,"values":{"node_group_name":"sys-20250101",
                 "instance_types":["m6i.large","m5.large"],"labels":{"role":"sys"},"launch_template":[{"id":"lt-1"}],
                 "scaling_config":[{"desired_size":2,"max_size":3,"min_size":1}],
                 "taint":[{"effect":"NO_SCHEDULE","key":"CriticalAddonsOnly","value":"true"}]}}]},
               {"address":"module.eks.module.fargate_profile[\\"kube\\"]","resources":[
                {"address":"module.eks.module.fargate_profile[\\"kube\\"].aws_eks_fargate_profile.this[0]","mode":"managed",
                 "type":"aws_eks_fargate_profile","name":"this","index":0,"values":{"fargate_profile_name":"kube",
                 "status":"ACTIVE","subnet_ids":["subnet-1","subnet-2"],
                 "selector":[{"labels":null,"namespace":"kube-system"}]}}]},
               {"address":"module.eks.module.fargate_profile[\\"shop\\"]","resources":[
                {"address":"module.eks.module.fargate_profile[\\"shop\\"].aws_eks_fargate_profile.this[0]","mode":"managed",
                 "type":"aws_eks_fargate_profile","name":"this","index":0,"values":{"fargate_profile_name":"shop",
                 "status":"ACTIVE","selector":[{"labels":{"tier":"web"},"namespace":"shop"},
                 {"labels":{},"namespace":"shop-*"}]}}]}]}]}}}
            """);
    assertThat(texts.problems()).isEmpty();
    assertThat(selectors(report))
        .containsExactly(
            "kube [[namespace=kube-system, labels={}]]",
            "shop [[namespace=shop, labels={tier=web}], [namespace=shop-*, labels={}]]");
    NodeGroupSource group = report.nodeGroups().get(0);
    assertThat(group.name() + " " + group.count() + " " + group.instanceType())
        .isEqualTo("sys-20250101 2 m6i.large");
    assertThat(said())
        .containsExactly(
            "resources of type helm_release are not read",
            "resources of type aws_eks_addon are not read");
  }

  @Test
  void planSaysWhatItDoesNotKnowYet() {
    CheckReport report =
        texts.check(
            """
            {"format_version":"1.2","terraform_version":"1.9.8","planned_values":{"root_module":{"child_modules":[
             {"address":"module.fp[\\"a\\"]","resources":[
              {"address":"module.fp[\\"a\\"].aws_eks_fargate_profile.this","type":"aws_eks_fargate_profile","name":"this",
               "values":{"selector":[{"labels":{"app":"x"},"namespace":"a"},{"namespace":"b"}]}},
              {"address":"module.fp[\\"a\\"].aws_eks_node_group.n","type":"aws_eks_node_group","name":"n",
               "values":{"node_group_name":"n","scaling_config":[{"max_size":4,"min_size":1}]}}]}]}},
             "resource_changes":[
              {"address":"module.fp[\\"a\\"].aws_eks_fargate_profile.this","change":{"actions":["create"],
               "after_unknown":{"fargate_profile_name":true,"selector":[{"labels":{}},{"labels":{"k":true}}]}}},
              {"address":"module.fp[\\"a\\"].aws_eks_node_group.n","change":{"actions":["create"],
               "after_unknown":{"scaling_config":[{"desired_size":true}],"instance_types":true}}}],
             "configuration":{"provider_config":{"aws":{"expressions":{"region":{"constant_value":"eu-north-1"}}}}}}
            """);
    String profile = "module.fp[\"a\"].aws_eks_fargate_profile.this";
    assertThat(texts.problems()).containsOnly(IssueCode.UNKNOWN_VALUE);
    assertThat(said())
        .contains(
            "the name of " + profile + " is known only after apply",
            "a selector of " + profile + " is known only after apply",
            "the size of module.fp[\"a\"].aws_eks_node_group.n is known only after apply");
    assertThat(report.profiles()).extracting(ProfileSource::name).containsExactly(profile);
    assertThat(report.nodeGroups().get(0).count()).isEqualTo(1);
    assertThat(report.nodeGroups().get(0).instanceType()).isNull();
  }

  @Test
  void changesAloneTellWhatAPlanLeadsTo() {
    CheckReport report =
        texts.check(
            """
            {"format_version":"1.2","resource_changes":[
             {"address":"aws_eks_fargate_profile.old","type":"aws_eks_fargate_profile","name":"old",
              "change":{"actions":["delete"],"before":{"fargate_profile_name":"old"},"after":null}},
             {"address":"aws_eks_fargate_profile.new","type":"aws_eks_fargate_profile","name":"new",
              "change":{"actions":["create"],"before":null,"after":{"fargate_profile_name":"new",
               "selector":[{"namespace":"n","labels":null}]},"after_unknown":{"id":true}}}]}
            """);
    assertThat(selectors(report)).containsExactly("new [[namespace=n, labels={}]]");
  }

  @Test
  void templatesOfTheCdkHoldTheRequestOfTheAwsApi() {
    CheckReport report =
        texts.check(
            """
            {"Resources":{
              "FargateCluster019F03E8":{"Type":"Custom::AWSCDK-EKS-Cluster","Properties":{"Config":{"version":"1.33",
                "roleArn":{"Fn::GetAtt":["Role","Arn"]}}},"DeletionPolicy":"Delete"},
              "FargateClusterCoreDnsComputeTypePatch711BF1B2":{"Type":"Custom::AWSCDK-EKS-KubernetesPatch",
                "Properties":{"ResourceName":"deployment/coredns","ApplyPatchJson":"{}"}},
              "FargateClusterfargateprofiledefault10E54561":{"Type":"Custom::AWSCDK-EKS-FargateProfile","Properties":{
                "ServiceToken":{"Fn::GetAtt":["Nested","Outputs.Arn"]},"Config":{
                "clusterName":{"Ref":"FargateCluster019F03E8"},
                "podExecutionRoleArn":{"Fn::GetAtt":["ProfileRole","Arn"]},
                "selectors":[{"namespace":"default"},{"namespace":"kube-system"},
                 {"namespace":{"Fn::Join":["-",["team",{"Ref":"Team"}]]},"labels":{"run":"fargate"}}]}}}},
             "Parameters":{"Team":{"Type":"String","Default":"blue"},
               "BootstrapVersion":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/cdk-bootstrap/hnb659fds/version"}},
             "Conditions":{"HasEcrPublic":{"Fn::Equals":[{"Ref":"AWS::Partition"},"aws"]}}}
            """);
    assertThat(texts.problems()).isEmpty();
    assertThat(selectors(report))
        .containsExactly(
            "FargateClusterfargateprofiledefault10E54561 [[namespace=default, labels={}],"
                + " [namespace=kube-system, labels={}], [namespace=team-blue, labels={run=fargate}]]");
    assertThat(said())
        .containsExactly("resources of type Custom::AWSCDK-EKS-KubernetesPatch are not read");
  }

  @Test
  void functionsOfATemplateComeToWhatItsParametersSay() {
    CheckReport report =
        texts.check(
            """
            Parameters:
              Stage: {Type: String, Default: prod}
              Spaces: {Type: CommaDelimitedList, Default: "shop, pay"}
              Size: {Type: Number, Default: 3}
              Secret: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}
            Mappings: {ByStage: {prod: {type: m5.xlarge}}}
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
              IsTest: !Not [!Condition IsProd]
              Both: !And [!Condition IsProd, !Or [!Condition IsTest, !Equals [a, a]]]
              Elsewhere: !Equals [!Ref 'AWS::Region', us-east-1]
            Resources:
              First:
                Type: AWS::EKS::FargateProfile
                Condition: Both
                Properties:
                  FargateProfileName: !Sub "${Stage}-${AWS::StackName}"
                  Selectors:
                  - Namespace: !Select [0, !Ref Spaces]
                    Labels: [{Key: stage, Value: !Ref Stage}]
                  - Namespace: !Sub ["${Name}-${Stage}-*", {Name: !Select [1, !Ref Spaces]}]
                  - Namespace: !If [IsTest, test, !Join ['', [all-, !Ref Stage]]]
                  - Namespace: !Ref Secret
                    Labels: [{Key: a, Value: !GetAtt Thing.Name}]
              Second:
                Type: AWS::EKS::FargateProfile
                Condition: IsTest
                Properties: {Selectors: [{Namespace: test}]}
              Third:
                Type: AWS::EKS::FargateProfile
                Condition: Elsewhere
                Properties: {FargateProfileName: third, Selectors: [{Namespace: third}]}
              Nodes:
                Type: AWS::EKS::Nodegroup
                Properties:
                  ScalingConfig: {DesiredSize: !Ref Size}
                  InstanceTypes: [!FindInMap [ByStage, !Ref Stage, type]]
                  Labels: {stage: !Ref Stage}
              More:
                Type: AWS::EKS::Nodegroup
                Properties: {NodegroupName: more}
            """);
    assertThat(texts.problems())
        .containsExactly(IssueCode.OPAQUE_FUNCTION, IssueCode.OPAQUE_FUNCTION);
    assertThat(selectors(report).get(0))
        .startsWith(
            "First [[namespace=shop, labels={stage=prod}], [namespace=pay-prod-*, labels={}],"
                + " [namespace=all-prod, labels={}], ");
    assertThat(report.profiles()).extracting(ProfileSource::name).containsExactly("First", "third");
    assertThat(report.nodeGroups())
        .extracting(group -> group.name() + " " + group.count() + " " + group.instanceType())
        .containsExactly("Nodes 3 m5.xlarge", "more 2 t3.medium");
    assertThat(report.nodeGroups().get(0).labels()).containsEntry("stage", "prod");
    assertThat(said())
        .contains(
            "the name is a function of the template: \"First\" is taken instead",
            "resource \"Second\" is left out: condition \"IsTest\" is false",
            "condition \"Elsewhere\" is taken as true",
            "the value of label \"a\" is a function of the template");
  }

  @Test
  void conditionsThatNameThemselvesAreNoEndlessLoop() {
    CheckReport report =
        texts.check(
            """
            Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}
            Resources:
              P: {Type: AWS::EKS::FargateProfile, Condition: A, Properties: {Selectors: [{Namespace: a}]}}
            """);
    assertThat(report.profiles()).hasSize(1);
    assertThat(said()).containsExactly("condition \"A\" is taken as true");
  }

  @Test
  void namespaceThatYamlTakesForTruthIsNoMissingOne() {
    texts.check("{name: fp, selectors: [{namespace: n}]}");
    assertThat(said()).containsExactly("the namespace of the selector must be a text");
    assertThat(texts.issues().sorted().get(0).hint()).isEqualTo("quote it: \"n\"");
  }

  @Test
  void profileThatIsThereTwiceWithOtherSelectorsIsTold() {
    texts.check(
        "{name: fp, selectors: [{namespace: a}]}",
        "{name: fp, selectors: [{namespace: a}]}",
        "{name: fp, selectors: [{namespace: b}]}");
    assertThat(texts.problems()).containsExactly(IssueCode.DUPLICATE_OBJECT);
    assertThat(said()).containsExactly("profile \"fp\" is already at in1:1 with other selectors");
  }
}
