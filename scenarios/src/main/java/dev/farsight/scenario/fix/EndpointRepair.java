package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.Network;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** VPC endpoints for the services that Fargate machines need: those that are not there. */
final class EndpointRepair {

  /** One interface endpoint in one zone, US dollars a month: 0.01 an hour, AWS, 2026. */
  private static final double ZONE_USD = 7.3;

  /** Where the subnets do not tell, EKS wants two zones at least. */
  private static final int LEAST_ZONES = 2;

  /** The only one of the services with a gateway endpoint, which costs nothing. */
  private static final String GATEWAY_SERVICE = "s3";

  private final Situation situation;
  private final List<PodOutcome> pods;

  EndpointRepair(Situation situation, List<PodOutcome> pods) {
    this.situation = situation;
    this.pods = pods;
  }

  /** Returns the remedy, or null where no endpoint is missing. */
  @Nullable Part part() {
    List<String> missing = new ArrayList<>(Network.LAUNCH_SERVICES);
    missing.removeAll(network().endpoints());
    if (missing.isEmpty()) {
      return null;
    }
    List<String> interfaces = new ArrayList<>(missing);
    interfaces.remove(GATEWAY_SERVICE);
    Remedy remedy = Remedy.ADD_ENDPOINTS;
    return new Part(
        remedy.id(),
        remedy,
        String.join(", ", missing),
        commands(interfaces, missing.contains(GATEWAY_SERVICE)),
        Part.Stage.SETUP,
        ZONE_USD * interfaces.size() * zones(),
        (root, moment) -> {
          ArrayNode endpoints =
              moment
                  .step(root, remedy.delaySeconds())
                  .putObject("setNetwork")
                  .putArray("addEndpoints");
          missing.forEach(endpoints::add);
        });
  }

  /** Returns the network as the timeline leaves it. */
  private Network network() {
    Network network = situation.scenario().spec().cluster().network();
    for (TimelineStep step : situation.scenario().spec().timeline()) {
      if (step.action() instanceof StepAction.SetNetwork set) {
        network = set.change().apply(network);
      }
    }
    return network;
  }

  private int zones() {
    Set<String> zones = new LinkedHashSet<>();
    for (PodOutcome pod : pods) {
      ProfileTemplate profile = situation.profile(pod.admission().profile());
      for (FargateSubnet subnet :
          profile == null ? List.<FargateSubnet>of() : profile.spec().subnets()) {
        zones.add(String.valueOf(subnet.zone()));
      }
    }
    return zones.isEmpty() ? LEAST_ZONES : zones.size();
  }

  private List<String> commands(List<String> interfaces, boolean gateway) {
    List<String> commands = new ArrayList<>();
    String prefix = "com.amazonaws." + situation.region() + ".";
    commands.add(VpcCommands.vpc(situation));
    commands.addAll(VpcCommands.subnets(situation, pods));
    if (!interfaces.isEmpty()) {
      commands.add(VpcCommands.group(situation));
    }
    if (gateway) {
      commands.add(VpcCommands.routes());
    }
    for (String service : interfaces) {
      commands.add(
          "aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --subnet-ids"
              + " $SUBNETS --security-group-ids $GROUP --private-dns-enabled --service-name "
              + prefix
              + service);
    }
    if (gateway) {
      commands.add(
          "aws ec2 create-vpc-endpoint --vpc-id $VPC --route-table-ids $PRIVATE_ROUTES"
              + " --service-name "
              + prefix
              + GATEWAY_SERVICE);
    }
    return commands;
  }
}
