package dev.farsight.sim.spec;

import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.random.Distribution;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fargate profiles, admission and launches: latencies and the switches for open conflicts.
 *
 * @param profileActivation profile asked for (or its turn) to ACTIVE, of the first profile
 * @param laterProfileActivation the same of later profiles
 * @param profileDeletion profile deletion asked for (or its turn) to gone
 * @param admissionPropagation ACTIVE to the webhook admits for it
 * @param webhookRegistration what the first profile of a cluster takes longer, because it registers
 *     the webhook
 * @param launch from pod created to bound
 * @param nodeRemoval pod gone to its Fargate node gone; 0: the node goes just before the pod
 * @param launchTimeout provisioning attempts that fail by time-out
 * @param refusalRetry period of tries after a refusal that may pass: capacity, quota, addresses,
 *     role
 * @param nodeCapacity capacity of every Fargate node; empty: it follows the pod's size
 * @param switches how open conflicts of the sources are decided
 */
public record FargateModel(
    Distribution profileActivation,
    Distribution laterProfileActivation,
    Distribution profileDeletion,
    Distribution admissionPropagation,
    Distribution webhookRegistration,
    LaunchLatency launch,
    Distribution nodeRemoval,
    LaunchTimeout launchTimeout,
    Distribution refusalRetry,
    Map<String, Quantity> nodeCapacity,
    FargateSwitches switches) {

  /** Makes the map unmodifiable. */
  public FargateModel {
    nodeCapacity = FrozenMap.copyOf(nodeCapacity);
  }

  /** How the time from a pod's creation to its binding is made up. */
  public sealed interface LaunchLatency {

    /**
     * One latency from creation to binding; the node appears Ready at that moment.
     *
     * @param createdToBound pod created, and let go by the launch limits, to bound
     */
    record Whole(Distribution createdToBound) implements LaunchLatency {}

    /**
     * The node object appears before it is Ready, as recorded from a real control plane.
     *
     * @param createdToNode pod created to its node object created, NotReady
     * @param nodeToReady node object created to pod bound, and node Ready just after it
     * @param bindFirst whether the pod is bound at the moment the node object is created instead
     */
    record Staged(Distribution createdToNode, Distribution nodeToReady, boolean bindFirst)
        implements LaunchLatency {}
  }

  /**
   * Time-out of provisioning attempts.
   *
   * @param probability probability that an attempt times out, 0 to 1
   * @param after duration of such an attempt
   * @param maxAttempts attempts until fargate-scheduler gives up; absent for no limit
   */
  public record LaunchTimeout(
      double probability, Distribution after, @Nullable Integer maxAttempts) {

    /** Refuses probabilities outside 0 to 1. */
    public LaunchTimeout {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("probability = " + probability + " is not in [0, 1]");
      }
    }
  }

  /** Returns a copy with other latencies of profiles. */
  public FargateModel withProfiles(
      Distribution profileActivation,
      Distribution laterProfileActivation,
      Distribution profileDeletion,
      Distribution admissionPropagation,
      Distribution webhookRegistration) {
    return new FargateModel(
        profileActivation,
        laterProfileActivation,
        profileDeletion,
        admissionPropagation,
        webhookRegistration,
        launch,
        nodeRemoval,
        launchTimeout,
        refusalRetry,
        nodeCapacity,
        switches);
  }

  /** Returns a copy with other latencies of nodes. */
  public FargateModel withNodes(LaunchLatency launch, Distribution nodeRemoval) {
    return new FargateModel(
        profileActivation,
        laterProfileActivation,
        profileDeletion,
        admissionPropagation,
        webhookRegistration,
        launch,
        nodeRemoval,
        launchTimeout,
        refusalRetry,
        nodeCapacity,
        switches);
  }
}
