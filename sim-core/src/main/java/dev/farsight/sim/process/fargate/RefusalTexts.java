package dev.farsight.sim.process.fargate;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.FargateSupport;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.FargateSwitches;
import dev.farsight.sim.spec.FaultKind;
import org.jspecify.annotations.Nullable;

/**
 * What fargate-scheduler says about the account, the capacity and the network, as public reports
 * quote it (that about auth config: terraform-aws-modules/terraform-aws-eks#2972). The text about
 * addresses is our own; no report shows the real one.
 */
final class RefusalTexts {

  static final String LIMIT =
      "Your AWS account has reached the limit on the number of Fargate pods it can run concurrently";
  static final String NO_ADDRESS =
      "No free IP addresses in the subnets of the Fargate profile" + FargateSupport.SYNTHETIC;

  private static final String BLOCKED =
      "Your AWS account is currently blocked and thus cannot launch any Fargate pods";
  private static final String CAPACITY =
      "Fargate capacity is unavailable at this time. Please try again later or in a different"
          + " availability zone";

  private final Cluster cluster;
  private final FargateSwitches switches;

  RefusalTexts(Cluster cluster, FargateSwitches switches) {
    this.cluster = cluster;
    this.switches = switches;
  }

  /** Returns the text of the first fault of all zones that keeps a pod from being launched. */
  @Nullable String ofFaults(Pod pod) {
    for (Fault fault : cluster.store(Kinds.FAULT).list()) {
      if (fault.spec().zones().isEmpty() && fault.spec().hits(pod)) {
        String text = text(fault.spec(), pod, null);
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /** Returns the text of the first fault of a zone that keeps a pod from being launched there. */
  @Nullable String ofZone(Pod pod, String zone) {
    for (Fault fault : cluster.store(Kinds.FAULT).list()) {
      if (fault.spec().zones().contains(zone) && fault.spec().hits(pod)) {
        String text = text(fault.spec(), pod, zone);
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  private @Nullable String text(FaultSpec fault, Pod pod, @Nullable String zone) {
    if (fault.message() != null) {
      return fault.message();
    }
    String kind = fault.kind();
    if (kind.equals(FaultKind.ROLE_BROKEN.word())) {
      return misconfigured(pod)
          + "Failed to assume PodExecutionRole; Please make sure the role exists and trusts the"
          + " eks-fargate-pods.amazonaws.com service principal";
    }
    if (kind.equals(FaultKind.ROLE_UNMAPPED.word())) {
      return misconfigured(pod)
          + "Pod execution role is not found in auth config or does not have all required"
          + " permissions for launching fargate pods.";
    }
    if (kind.equals(FaultKind.ACCOUNT_BLOCKED.word())) {
      return BLOCKED;
    }
    if (kind.equals(FaultKind.QUOTA.word())) {
      return LIMIT;
    }
    if (kind.equals(FaultKind.CAPACITY_UNAVAILABLE.word())) {
      return CAPACITY;
    }
    if (kind.equals(FaultKind.ZONE_UNSUPPORTED.word())) {
      return "Fargate is not supported in the requested availability zone"
          + (zone == null ? "" : ": " + zone);
    }
    if (kind.equals(FaultKind.SUBNET_EXHAUSTED.word())) {
      return NO_ADDRESS;
    }
    boolean misread =
        kind.equals(FaultKind.NAT_DOWN.word())
            && switches.limitMessageCause() == FargateSwitches.LimitMessageCause.NETWORK;
    return misread ? LIMIT : null;
  }

  private static String misconfigured(Pod pod) {
    return "Misconfigured Fargate Profile: fargate profile "
        + pod.metadata().labels().get(WellKnown.FARGATE_PROFILE)
        + " blocked for new launches due to: ";
  }

  /** Returns whether a fault hits a pod. */
  boolean isActive(Pod pod, FaultKind kind) {
    for (Fault fault : cluster.store(Kinds.FAULT).list()) {
      if (fault.spec().kind().equals(kind.word()) && fault.spec().hits(pod)) {
        return true;
      }
    }
    return false;
  }
}
