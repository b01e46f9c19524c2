package dev.farsight.scenario.fix;

import dev.farsight.sim.result.PodOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is typed to learn the names of a cluster's network, before something is added to it. */
final class VpcCommands {

  private VpcCommands() {}

  private static String ofCluster(Situation situation, String field) {
    return "$(aws eks describe-cluster --name "
        + situation.scenario().spec().cluster().name()
        + " --query cluster.resourcesVpcConfig."
        + field
        + " --output text)";
  }

  /** Sets {@code VPC}. */
  static String vpc(Situation situation) {
    return "VPC=" + ofCluster(situation, "vpcId");
  }

  /** Sets {@code GROUP} to the cluster security group. */
  static String group(Situation situation) {
    return "GROUP=" + ofCluster(situation, "clusterSecurityGroupId");
  }

  /** Sets {@code SUBNETS} to those of the pods' profiles, or says what it must be. */
  static List<String> subnets(Situation situation, List<PodOutcome> pods) {
    Set<String> profiles = new LinkedHashSet<>();
    for (PodOutcome pod : pods) {
      String profile = pod.admission().profile();
      if (profile != null) {
        profiles.add(profile);
      }
    }
    if (profiles.isEmpty()) {
      return List.of("# $SUBNETS: the private subnets of the pods' Fargate profile");
    }
    List<String> asked = new ArrayList<>();
    for (String profile : profiles) {
      asked.add(
          "$(aws eks describe-fargate-profile --cluster-name "
              + situation.scenario().spec().cluster().name()
              + " --fargate-profile-name "
              + profile
              + " --query fargateProfile.subnets --output text)");
    }
    return List.of("SUBNETS=\"" + String.join(" ", asked) + "\"");
  }

  /** Sets {@code PRIVATE_ROUTES} to the route tables of {@code SUBNETS}. */
  static String routes() {
    return "PRIVATE_ROUTES=$(aws ec2 describe-route-tables --filters"
        + " Name=association.subnet-id,Values=$(echo $SUBNETS | tr ' ' ',')"
        + " --query 'RouteTables[].RouteTableId' --output text)";
  }

  /** Returns what makes a NAT gateway and leads the private subnets to it. */
  static List<String> nat(Situation situation, List<PodOutcome> pods, String command) {
    List<String> commands = new ArrayList<>();
    commands.add("# $PUBLIC_SUBNET: a subnet whose route table leads to an internet gateway");
    commands.addAll(subnets(situation, pods));
    commands.add(routes());
    commands.add("ELASTIC_IP=$(aws ec2 allocate-address --query AllocationId --output text)");
    commands.add(command);
    return commands;
  }
}
