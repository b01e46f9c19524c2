package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.result.AdmissionOutcome.Decision;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.NodeOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.ProfileSnapshot;
import dev.farsight.sim.result.RunResult;
import org.jspecify.annotations.Nullable;

/** The pure function from the evidence of a run to the cause of each of its pods. */
public final class Causes {

  private static final String FARGATE_SCHEDULER = "fargate-scheduler";

  private Causes() {}

  /** Returns the cause of a pod that is stuck or never Ready; null for any other pod. */
  public static @Nullable Cause of(RunResult run, PodOutcome pod) {
    if (pod.stuck()) {
      return ofStuck(run, pod);
    }
    boolean bound = pod.state() == PodState.STARTING || pod.state() == PodState.RUNNING;
    return bound && pod.readyNanos() == null && pod.deletedNanos() == null
        ? ofNeverReady(pod)
        : null;
  }

  private static Cause ofStuck(RunResult run, PodOutcome pod) {
    String pinned = pod.story().pinnedNode();
    if (pinned != null && pinned.startsWith("fargate-")) {
      return Cause.DAEMONSET_ON_FARGATE;
    }
    if (pod.admission().decision() == Decision.FARGATE
        || pod.schedulerName().equals(FARGATE_SCHEDULER)) {
      return ofRefusal(pod);
    }
    if ("ec2".equals(pod.story().annotations().get("eks.amazonaws.com/compute-type"))) {
      return Cause.EC2_ANNOTATION;
    }
    return switch (pod.admission().reason()) {
      case EC2_ANNOTATION -> Cause.EC2_ANNOTATION;
      case NODE_SELECTOR -> Cause.NODE_SELECTOR;
      case FOREIGN_SCHEDULER -> Cause.FOREIGN_SCHEDULER;
      case CHOSEN_PROFILE_MISMATCH -> Cause.CHOSEN_PROFILE_MISMATCH;
      case NODE_NAME, REFUSED, SELECTED -> Cause.NO_NODE_FITS;
      case PROFILE_NOT_PROPAGATED -> Cause.CREATED_BEFORE_PROPAGATION;
      default -> ofMissedAdmission(run, pod);
    };
  }

  private static Cause ofMissedAdmission(RunResult run, PodOutcome pod) {
    if (wasReplaced(run, pod)) {
      return Cause.CREATED_DURING_DELETION;
    }
    for (ProfileOutcome profile : run.profiles()) {
      if (profile.failure() == null && selects(profile, pod)) {
        return Cause.CREATED_BEFORE_PROFILE;
      }
    }
    if (hasEc2Nodes(run)) {
      return Cause.NO_NODE_FITS;
    }
    for (ProfileOutcome profile : run.profiles()) {
      if (namesNamespace(profile, pod)) {
        return Cause.LABELS_NOT_SELECTED;
      }
    }
    return Cause.NAMESPACE_NOT_SELECTED;
  }

  /**
   * Returns whether a profile that selects the pod was deleted, or being deleted, at its creation.
   */
  private static boolean wasReplaced(RunResult run, PodOutcome pod) {
    for (ProfileSnapshot profile : pod.story().profiles()) {
      if (profile.selects() && profile.status().equals("DELETING")) {
        return true;
      }
    }
    for (ProfileOutcome profile : run.profiles()) {
      Long deleting = profile.deletingNanos();
      if (deleting != null && deleting <= pod.createdNanos() && selects(profile, pod)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasEc2Nodes(RunResult run) {
    for (NodeOutcome node : run.nodes()) {
      if (node.kind() == NodeOutcome.Kind.EC2 && node.removedNanos() == null) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a profile selects a pod, whenever it existed. */
  static boolean selects(ProfileOutcome profile, PodOutcome pod) {
    for (ProfileOutcome.Selector selector : profile.selectors()) {
      if (new FargateProfileSelector(selector.namespace(), selector.labels())
          .selects(pod.namespace(), pod.story().labels())) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesNamespace(ProfileOutcome profile, PodOutcome pod) {
    for (ProfileOutcome.Selector selector : profile.selectors()) {
      if (new FargateProfileSelector(selector.namespace(), java.util.Map.of())
          .selects(pod.namespace(), pod.story().labels())) {
        return true;
      }
    }
    return false;
  }

  private static Cause ofRefusal(PodOutcome pod) {
    String text = pod.message() == null ? "" : pod.message();
    if (pod.admission().decision() != Decision.FARGATE && text.isEmpty()) {
      return Cause.EXPLICIT_WITHOUT_PROFILE;
    }
    if (text.contains("not supported on Fargate")) {
      return Cause.UNSUPPORTED;
    }
    if (text.contains("exceed the max Fargate")) {
      return Cause.TOO_LARGE;
    }
    if (text.contains("provisioning timed out")) {
      return Cause.PROVISIONING_TIMEOUT;
    }
    if (text.contains("capacity is unavailable")) {
      return Cause.CAPACITY_UNAVAILABLE;
    }
    if (text.contains("PodExecutionRole")) {
      return Cause.ROLE_BROKEN;
    }
    if (text.contains("account is currently blocked")) {
      return Cause.ACCOUNT_BLOCKED;
    }
    return ofRarerRefusal(pod, text);
  }

  private static Cause ofRarerRefusal(PodOutcome pod, String text) {
    if (text.contains("reached the limit") || text.contains("quota")) {
      return Cause.QUOTA_REACHED;
    }
    if (text.contains("not supported in the requested availability zone")) {
      return Cause.ZONE_UNSUPPORTED;
    }
    if (text.contains("address")) {
      return Cause.SUBNET_EXHAUSTED;
    }
    return pod.admission().reason() == AdmissionReason.SELECTED
        ? Cause.FARGATE_REFUSED
        : Cause.EXPLICIT_WITHOUT_PROFILE;
  }

  private static Cause ofNeverReady(PodOutcome pod) {
    for (EventRecord event : pod.story().events()) {
      if (event.reason().equals("FailedMount")) {
        return Cause.MOUNT_FAILED;
      }
      if (event.reason().equals("Failed") && event.message().contains("pull")) {
        return Cause.IMAGE_PULL;
      }
      if (event.reason().equals("BackOff") && event.message().contains("restarting")) {
        return Cause.CRASH_LOOP;
      }
    }
    return pod.state() == PodState.STARTING ? Cause.IMAGE_PULL : Cause.NEVER_READY;
  }
}
