package dev.farsight.sim.process.fargate;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Environment;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Network;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.spec.FaultKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Fargate machine needs to register: a way to ECR, S3 and STS, one to the cluster's API
 * endpoint, and security groups that let it through. All of it shows as the same time-out; the
 * simulator knows better and leaves that as evidence.
 */
final class LaunchRoute {

  private final Cluster cluster;
  private final RefusalTexts faults;

  LaunchRoute(Cluster cluster, RefusalTexts faults) {
    this.cluster = cluster;
    this.faults = faults;
  }

  /**
   * Why a machine cannot register.
   *
   * @param reason word in CamelCase, the reason of the evidence
   * @param text what is missing
   */
  record Obstacle(String reason, String text) {}

  /** Returns what keeps the machine of a pod from registering, or null if nothing does. */
  @Nullable Obstacle obstacle(Pod pod, SubnetAddresses.@Nullable Address address) {
    Network network = network();
    Boolean subnetNat = address == null ? null : address.nat();
    boolean nat = network.hasNat(subnetNat) && !faults.isActive(pod, FaultKind.NAT_DOWN);
    List<String> unreached = network.unreached(Network.LAUNCH_SERVICES, nat);
    if (!unreached.isEmpty()) {
      return new Obstacle(
          "NoRoute",
          "the machine has no way to "
              + String.join(", ", unreached)
              + ": no NAT gateway answers, and no VPC endpoint is there");
    }
    if (!network.reachesApi(nat) || faults.isActive(pod, FaultKind.API_ENDPOINT_CLOSED)) {
      return new Obstacle(
          "ApiEndpointClosed",
          "the cluster's API endpoint does not answer the machine: private access is off, and public"
              + " access does not cover the NAT address");
    }
    if (!network.letsThrough(pod, Network.API_PORT)
        || faults.isActive(pod, FaultKind.SECURITY_GROUP_CLOSED)) {
      return new Obstacle(
          "SecurityGroupClosed",
          "the pod's security groups do not let port 443 through to the cluster");
    }
    return faults.isActive(pod, FaultKind.LAUNCH_TIMEOUT)
        ? new Obstacle("ProvisioningHiccup", "Fargate does not bring the machine up in time")
        : null;
  }

  private Network network() {
    Environment environment = cluster.get(Kinds.ENVIRONMENT, Environment.NAME);
    return environment == null ? Network.WORKING : environment.network();
  }
}
