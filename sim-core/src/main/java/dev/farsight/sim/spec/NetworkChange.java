package dev.farsight.sim.spec;

import dev.farsight.sim.kube.Network;
import dev.farsight.sim.kube.PodSecurityGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the network; what is absent stays as it is.
 *
 * @param nat whether the subnets have a NAT gateway
 * @param addEndpoints VPC endpoints that are added
 * @param privateAccess whether the cluster's API endpoint answers inside the VPC
 * @param publicAccess whether it answers on the internet
 * @param publicAccessCidrs addresses that the public endpoint answers to
 * @param securityGroups security groups of chosen pods; an empty list gives all pods the cluster's
 */
public record NetworkChange(
    @Nullable Boolean nat,
    List<String> addEndpoints,
    @Nullable Boolean privateAccess,
    @Nullable Boolean publicAccess,
    @Nullable List<String> publicAccessCidrs,
    @Nullable List<PodSecurityGroup> securityGroups) {

  /** Makes the lists unmodifiable. */
  public NetworkChange {
    addEndpoints = List.copyOf(addEndpoints);
    publicAccessCidrs = publicAccessCidrs == null ? null : List.copyOf(publicAccessCidrs);
    securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
  }

  /** Returns a network with the change made. */
  public Network apply(Network network) {
    List<String> endpoints = new ArrayList<>(network.endpoints());
    for (String endpoint : addEndpoints) {
      if (!endpoints.contains(endpoint)) {
        endpoints.add(endpoint);
      }
    }
    Network changed =
        network
            .withEndpoints(endpoints)
            .withApiAccess(
                privateAccess == null ? network.privateAccess() : privateAccess,
                publicAccess == null ? network.publicAccess() : publicAccess,
                publicAccessCidrs == null ? network.publicAccessCidrs() : publicAccessCidrs)
            .withSecurityGroups(securityGroups == null ? network.securityGroups() : securityGroups);
    return nat == null ? changed : changed.withNat(nat);
  }
}
