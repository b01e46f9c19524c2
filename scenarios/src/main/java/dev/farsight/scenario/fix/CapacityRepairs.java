package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.spec.ProfileTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  /** Stands for a zone whose name nobody tells: accounts and regions differ in what they have. */
  private static final String FURTHER_ZONE = "further-zone";

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
        (root, moment) -> {
          moment
              .step(root, 0)
              .putObject("createNodes")
              .put("name", "fix-" + pods.get(0).namespace())
              .put("count", count)
              .put("instanceType", "m5.large")
              .put("readyAfter", Remedy.ADD_NODE_GROUP.delaySeconds() + "s");
          moment.waits(Remedy.ADD_NODE_GROUP.delaySeconds());
        });
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
    Set<String> present = new LinkedHashSet<>();
    old.spec().subnets().forEach(subnet -> present.add(zone(subnet)));
    // Where a subnet does not tell its zone, any zone may be its own.
    boolean told = old.spec().subnets().stream().allMatch(subnet -> subnet.zone() != null);
    List<String> known = told ? situation.otherZones(present) : List.of();
    String others =
        known.isEmpty()
            ? "zones other than "
                + (told ? "" : "those of ")
                + (present.isEmpty() ? "the present ones" : String.join(", ", present))
            : String.join(", ", known);
    List<String> zones = known.isEmpty() ? List.of(FURTHER_ZONE) : known;
    List<String> commands = addSubnetCommands(old.name(), fresh, others, known.isEmpty());
    return Repairs.part(
        Remedy.ADD_SUBNET,
        "profile " + old.name() + ": " + (known.isEmpty() ? others : "zones " + others),
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
          old.spec().subnets().forEach(subnet -> copy(subnet, subnets.addObject()));
          moment.step(root, 0).putObject("deleteFargateProfile").put("name", old.name());
        },
        commands.toArray(String[]::new));
  }

  /** Returns what to type; where no zone is known, first what tells the subnets that there are. */
  private List<String> addSubnetCommands(String old, String fresh, String others, boolean asks) {
    List<String> commands = new ArrayList<>();
    commands.add("# $SUBNETS: the present subnets, and private ones in " + others);
    if (asks) {
      commands.add(VpcCommands.vpc(situation));
      commands.add(
          "aws ec2 describe-subnets --filters Name=vpc-id,Values=$VPC --query"
              + " 'Subnets[].[SubnetId,AvailabilityZone,AvailableIpAddressCount,MapPublicIpOnLaunch]'"
              + " --output table");
    }
    commands.add(
        "aws eks describe-fargate-profile "
            + named(old)
            + " --query 'fargateProfile.{clusterName:clusterName,podExecutionRoleArn:podExecutionRoleArn,"
            + "selectors:selectors}' > profile.json");
    commands.add(
        "aws eks create-fargate-profile --fargate-profile-name "
            + fresh
            + " --subnets $SUBNETS --cli-input-json file://profile.json");
    String cluster = situation.scenario().spec().cluster().name();
    commands.add(ProfileCommands.waitUntilEffective(cluster, fresh));
    commands.add("aws eks delete-fargate-profile " + named(old));
    return commands;
  }

  /** Returns the zone of a subnet, or what else tells of it. */
  private static String zone(FargateSubnet subnet) {
    String zone = subnet.zone();
    String id = subnet.subnetId();
    return zone != null ? zone : id != null ? id : "the present ones";
  }

  private static void copy(FargateSubnet subnet, ObjectNode one) {
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

  private String named(String profile) {
    return "--cluster-name "
        + situation.scenario().spec().cluster().name()
        + " --fargate-profile-name "
        + profile;
  }
}
