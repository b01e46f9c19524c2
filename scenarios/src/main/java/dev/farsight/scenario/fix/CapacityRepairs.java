package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.spec.ProfileTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remedies that bring room: EC2 nodes, subnets in other zones. */
final class CapacityRepairs {

  /** vCPU of an m5.large that the kubelet and daemons leave, in thousandths; EKS reserves 70m. */
  private static final long NODE_CPU_MILLI = 1_800;

  /** Pods that an m5.large takes, of 29 by its addresses (amazon-vpc-cni), daemons taken off. */
  private static final int NODE_PODS = 25;

  /**
   * An m5.large on demand in us-east-1, US dollars a month: 0.096 an hour, AWS price list, 2026.
   */
  private static final double NODE_USD = 70;

  private final Situation situation;
  private final List<PodOutcome> pods;

  CapacityRepairs(Situation situation, List<PodOutcome> pods) {
    this.situation = situation;
    this.pods = pods;
  }

  /** Returns a node group that takes the pods. */
  Part addNodeGroup() {
    long cpuMilli = pods.stream().mapToLong(pod -> pod.story().cpuMilli()).sum();
    long count =
        Math.max(
            1,
            Math.max(
                -Math.floorDiv(-cpuMilli, NODE_CPU_MILLI),
                -Math.floorDiv(-pods.size(), NODE_PODS)));
    return new Part(
        Remedy.ADD_NODE_GROUP.id(),
        Remedy.ADD_NODE_GROUP,
        count + " m5.large",
        List.of(
            "eksctl create nodegroup --cluster "
                + situation.scenario().spec().cluster().name()
                + " --node-type m5.large --nodes "
                + count),
        Part.Stage.SETUP,
        NODE_USD * count,
        (root, moment) ->
            moment
                .step(root, 0)
                .putObject("createNodes")
                .put("name", "fix-" + pods.get(0).namespace())
                .put("count", count)
                .put("instanceType", "m5.large")
                .put("readyAfter", Remedy.ADD_NODE_GROUP.delaySeconds() + "s"));
  }

  /** Returns a profile with subnets in further zones, or null if no profile admitted the pods. */
  @Nullable Part addSubnet() {
    String name = null;
    for (PodOutcome pod : pods) {
      name = pod.admission().profile() == null ? name : pod.admission().profile();
    }
    ProfileTemplate old = situation.profile(name);
    if (old == null) {
      return null;
    }
    String fresh = situation.freshProfileName(old.name() + "-zones");
    List<String> zones = situation.otherZones(old.spec().subnets());
    return Repairs.part(
        Remedy.ADD_SUBNET,
        "profile " + old.name() + ": zones " + String.join(", ", zones),
        Part.Stage.SETUP,
        (root, moment) -> {
          ObjectNode create = moment.profileStep(root, fresh).putObject("createFargateProfile");
          create.put("name", fresh);
          ArrayNode selectors = create.putArray("selectors");
          for (FargateProfileSelector selector : old.spec().selectors()) {
            ObjectNode one = selectors.addObject().put("namespace", selector.namespace());
            if (!selector.labels().isEmpty()) {
              ObjectNode labels = one.putObject("labels");
              selector.labels().forEach(labels::put);
            }
          }
          ArrayNode subnets = create.putArray("subnets");
          for (String zone : zones) {
            subnets.addObject().put("id", "private-" + zone).put("zone", zone);
          }
          for (FargateSubnet subnet : old.spec().subnets()) {
            ObjectNode one = subnets.addObject();
            if (subnet.subnetId() != null) {
              one.put("id", subnet.subnetId());
            }
            if (subnet.zone() != null) {
              one.put("zone", subnet.zone());
            }
            if (subnet.freeIps() != null) {
              one.put("freeIps", subnet.freeIps());
            }
            if (subnet.nat() != null) {
              one.put("nat", subnet.nat());
            }
          }
          moment.recreateStep(root).putObject("deleteFargateProfile").put("name", old.name());
        },
        "# $SUBNETS: private subnets in " + String.join(", ", zones) + ", and the present ones",
        "aws eks describe-fargate-profile "
            + named(old.name())
            + " --query 'fargateProfile.{clusterName:clusterName,podExecutionRoleArn:podExecutionRoleArn,"
            + "selectors:selectors}' > profile.json",
        "aws eks create-fargate-profile --fargate-profile-name "
            + fresh
            + " --subnets $SUBNETS --cli-input-json file://profile.json",
        "aws eks delete-fargate-profile " + named(old.name()));
  }

  private String named(String profile) {
    return "--cluster-name "
        + situation.scenario().spec().cluster().name()
        + " --fargate-profile-name "
        + profile;
  }
}
