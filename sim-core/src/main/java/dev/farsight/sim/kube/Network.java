package dev.farsight.sim.kube;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network around the Fargate pods: what their machines reach of AWS, of image registries and of
 * the cluster itself.
 *
 * <p>A Fargate machine has no public address. It leaves its subnet through a NAT gateway, or
 * reaches single AWS services through VPC endpoints; a route to an internet gateway alone is of no
 * use to it. To register it needs ECR (api, dkr), S3 and STS, and the cluster's own API endpoint
 * (AWS knowledge centre, eks-resolve-pending-fargate-pods; EKS user guide, private clusters).
 *
 * @param nat whether the subnets have a NAT gateway
 * @param everySubnet whether {@code nat} holds for every subnet, whatever a profile's own say
 * @param endpoints VPC endpoints by service, such as {@code ecr.api}, {@code s3}
 * @param privateAccess whether the cluster's API endpoint answers inside the VPC
 * @param publicAccess whether it answers on the internet
 * @param publicAccessCidrs addresses that the public endpoint answers to
 * @param natAddresses public addresses of the NAT gateway, in CIDR form or plain
 * @param securityGroups security groups that pods have instead of the cluster's own
 */
public record Network(
    boolean nat,
    boolean everySubnet,
    List<String> endpoints,
    boolean privateAccess,
    boolean publicAccess,
    List<String> publicAccessCidrs,
    List<String> natAddresses,
    List<PodSecurityGroup> securityGroups) {

  /** Services without which no Fargate machine registers. */
  public static final List<String> LAUNCH_SERVICES = List.of("ecr.api", "ecr.dkr", "s3", "sts");

  /** Services that serve images of the account's own registry. */
  public static final List<String> IMAGE_SERVICES = List.of("ecr.api", "ecr.dkr", "s3");

  /** Services that a VPC endpoint can be made for, as far as the model asks for them. */
  public static final List<String> KNOWN_SERVICES =
      List.of("ecr.api", "ecr.dkr", "s3", "sts", "ec2", "logs", "eks", "elasticloadbalancing");

  /** Port of the cluster's API endpoint. */
  public static final int API_PORT = 443;

  /** Port of the cluster's DNS. */
  public static final int DNS_PORT = 53;

  /** A network in which everything is reached. */
  public static final Network WORKING =
      new Network(true, false, List.of(), true, true, List.of("0.0.0.0/0"), List.of(), List.of());

  /** Makes the lists unmodifiable. */
  public Network {
    endpoints = List.copyOf(endpoints);
    publicAccessCidrs = List.copyOf(publicAccessCidrs);
    natAddresses = List.copyOf(natAddresses);
    securityGroups = List.copyOf(securityGroups);
  }

  /** Returns a copy with or without a NAT gateway in every subnet. */
  public Network withNat(boolean nat) {
    return new Network(
        nat,
        true,
        endpoints,
        privateAccess,
        publicAccess,
        publicAccessCidrs,
        natAddresses,
        securityGroups);
  }

  /** Returns a copy with other VPC endpoints. */
  public Network withEndpoints(List<String> endpoints) {
    return new Network(
        nat,
        everySubnet,
        endpoints,
        privateAccess,
        publicAccess,
        publicAccessCidrs,
        natAddresses,
        securityGroups);
  }

  /** Returns a copy with another access to the cluster's API endpoint. */
  public Network withApiAccess(
      boolean privateAccess, boolean publicAccess, List<String> publicAccessCidrs) {
    return new Network(
        nat,
        everySubnet,
        endpoints,
        privateAccess,
        publicAccess,
        publicAccessCidrs,
        natAddresses,
        securityGroups);
  }

  /** Returns a copy with other security groups. */
  public Network withSecurityGroups(List<PodSecurityGroup> securityGroups) {
    return new Network(
        nat,
        everySubnet,
        endpoints,
        privateAccess,
        publicAccess,
        publicAccessCidrs,
        natAddresses,
        securityGroups);
  }

  /** Returns whether a subnet leads to a NAT gateway; absent stands for what the network says. */
  public boolean hasNat(@Nullable Boolean subnetNat) {
    return (everySubnet || subnetNat == null) ? nat : subnetNat;
  }

  /** Returns the services among some that are reached neither through NAT nor an endpoint. */
  public List<String> unreached(List<String> services, boolean natWorks) {
    List<String> unreached = new ArrayList<>();
    for (String service : services) {
      if (!natWorks && !endpoints.contains(service)) {
        unreached.add(service);
      }
    }
    return unreached;
  }

  /** Returns whether a machine in these subnets reaches the cluster's API endpoint. */
  public boolean reachesApi(boolean natWorks) {
    return privateAccess || (publicAccess && natWorks && publicEndpointAnswers());
  }

  private boolean publicEndpointAnswers() {
    for (String cidr : publicAccessCidrs) {
      if (cidr.equals("0.0.0.0/0")) {
        return true;
      }
      for (String address : natAddresses) {
        if (Cidr.contains(cidr, address)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether security groups let a pod through to a port of the cluster. */
  public boolean letsThrough(Pod pod, int port) {
    for (PodSecurityGroup group : securityGroups) {
      if (group.isFor(pod)) {
        return group.ports().contains(port);
      }
    }
    return true;
  }
}
