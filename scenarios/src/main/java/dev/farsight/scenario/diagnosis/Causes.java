package dev.farsight.scenario.diagnosis;

import dev.farsight.scenario.snapshot.LabelledProfiles;
import dev.farsight.scenario.snapshot.PullFailures;
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
import dev.farsight.sim.time.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pure function from the evidence of a run to the cause of each of its pods. */
public final class Causes {

  private static final String FARGATE_SCHEDULER = "fargate-scheduler";
  private static final String EVIDENCE = "Evidence";

  /** A pod is seen Ready some time after its containers run: periodSeconds of probes is 10. */
  private static final long READY_WITHIN_NANOS = 10 * SimTime.SECOND_NANOS;

  /** What the simulator leaves as evidence where all that users see is the same text. */
  private static final Map<String, Cause> BY_EVIDENCE =
      Map.of(
          "NoRoute", Cause.PROVISIONING_TIMEOUT,
          "ApiEndpointClosed", Cause.API_ENDPOINT_CLOSED,
          "SecurityGroupClosed", Cause.SECURITY_GROUP_CLOSED,
          "ProvisioningHiccup", Cause.PROVISIONING_HICCUP,
          "FinishedPodsHoldQuota", Cause.FINISHED_PODS_HOLD_QUOTA,
          "DnsUnanswered", Cause.DNS_DOWN,
          "KubeletPort", Cause.KUBELET_PORT);

  /** What keeps containers from starting, and is over once they run. */
  private static final Set<Cause> OF_THE_START =
      Set.of(Cause.MOUNT_FAILED, Cause.IMAGE_PULL, Cause.IMAGE_MISSING, Cause.IMAGE_TOO_LARGE);

  private Causes() {}

  /** Returns the cause of a pod that is stuck or never Ready; null for any other pod. */
  public static @Nullable Cause of(RunResult run, PodOutcome pod) {
    if (pod.stuck()) {
      return ofStuck(run, pod);
    }
    boolean waits =
        pod.state() == PodState.PENDING
            && pod.deletedNanos() == null
            && pod.message() != null
            && pod.schedulerName().equals(FARGATE_SCHEDULER);
    if (waits) {
      // Not for ever, but refused and not launched when the run ends.
      return ofRefusal(pod);
    }
    boolean bound = pod.state() == PodState.STARTING || pod.state() == PodState.RUNNING;
    return bound && pod.readyNanos() == null && pod.deletedNanos() == null
        ? ofNeverReady(run, pod)
        : null;
  }

  /**
   * Another cause that the same evidence allows.
   *
   * @param cause the other cause
   * @param tells what would tell the two apart
   */
  public record Alternative(Cause cause, String tells) {}

  /** Returns what else the evidence allows; empty where it decides. */
  public static List<Alternative> alternatives(RunResult run, PodOutcome pod, Cause cause) {
    List<Alternative> others = new ArrayList<>();
    switch (cause) {
      case CREATED_BEFORE_PROFILE, CREATED_BEFORE_PROPAGATION, ADMISSION_MISSED -> {
        if (pod.admission().reason() == AdmissionReason.EXISTED_BEFORE) {
          others.addAll(ExistedBefore.alternatives(run, pod, cause));
        }
      }
      case PROVISIONING_TIMEOUT -> {
        if (last(pod, EVIDENCE) == null) {
          others.addAll(ofTimeout());
        }
      }
      case QUOTA_REACHED ->
          others.add(
              new Alternative(
                  Cause.PROVISIONING_TIMEOUT,
                  "the same text was once cured by VPC endpoints (terraform-aws-eks#1758): compare"
                      + " the vCPU in use with the quota L-3032A538"));
      case ACCOUNT_BLOCKED ->
          others.add(
              new Alternative(
                  Cause.QUOTA_REACHED, "is the quota L-3032A538 0? Then the same text appears"));
      case NO_NODE_FITS -> {
        if (!isSelected(run, pod) && run.profiles().stream().anyMatch(p -> !isByLabel(p))) {
          others.add(
              new Alternative(
                  unselected(run, pod),
                  "is the pod meant for Fargate, and not for the EC2 nodes that refuse it?"));
        }
      }
      case IMAGE_PULL -> {
        if (pod.createdNanos() < 0 && !isToldByKubelet(pod)) {
          others.add(
              new Alternative(
                  Cause.IMAGE_MISSING,
                  "kubectl describe pod "
                      + pod.name()
                      + " -n "
                      + pod.namespace()
                      + ": does the registry answer (not found, denied, too many requests) or does"
                      + " the request time out?"));
        }
      }
      case KUBELET_PORT -> {
        if (pod.createdNanos() < 0) {
          others.add(
              new Alternative(
                  Cause.CRASH_LOOP,
                  "kubectl logs "
                      + pod.name()
                      + " -n "
                      + pod.namespace()
                      + " --previous: does it end with \"address already in use\"?"));
        }
      }
      default -> {}
    }
    return others;
  }

  /** Nobody answers a machine that cannot register: what closes its way is not told. */
  private static List<Alternative> ofTimeout() {
    return List.of(
        new Alternative(
            Cause.SECURITY_GROUP_CLOSED,
            "kubectl get securitygrouppolicy -A: does one select the pod without the cluster"
                + " security group?"),
        new Alternative(
            Cause.API_ENDPOINT_CLOSED,
            "aws eks describe-cluster: endpointPrivateAccess false and publicAccessCidrs"
                + " without the NAT address?"),
        new Alternative(
            Cause.PROVISIONING_HICCUP,
            "are other pods of the same subnets launched? Then wait for the next try"));
  }

  /** Returns whether an event from before the run says why the image is not there. */
  private static boolean isToldByKubelet(PodOutcome pod) {
    return pod.story().events().stream()
        .anyMatch(event -> event.firstNanos() < 0 && event.message().contains("pull image"));
  }

  private static Cause ofStuck(RunResult run, PodOutcome pod) {
    String pinned = pod.story().pinnedNode();
    boolean ofDaemonSet = pod.owner() != null && pod.owner().startsWith("DaemonSet/");
    if (ofDaemonSet && pinned != null && pinned.startsWith("fargate-")) {
      return Cause.DAEMONSET_ON_FARGATE;
    }
    if (pod.admission().decision() == Decision.FARGATE
        || pod.schedulerName().equals(FARGATE_SCHEDULER)) {
      return ofRefusal(pod);
    }
    if (!isSelected(run, pod) && hasEc2Nodes(run)) {
      // A pod of the EC2 nodes, whatever else the webhook would have against it.
      return pod.schedulerName().equals("default-scheduler")
          ? ofMissedAdmission(run, pod)
          : Cause.FOREIGN_SCHEDULER;
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
      default ->
          pod.schedulerName().equals("default-scheduler")
              ? ofMissedAdmission(run, pod)
              : Cause.FOREIGN_SCHEDULER;
    };
  }

  private static Cause ofMissedAdmission(RunResult run, PodOutcome pod) {
    if (wasReplaced(run, pod)) {
      return Cause.CREATED_DURING_DELETION;
    }
    boolean refused = false;
    ProfileOutcome first = null;
    for (ProfileOutcome profile : run.profiles()) {
      if (profile.goneNanos() == null && selects(profile, pod)) {
        refused |= profile.failure() != null;
        boolean earlier = first == null || activeNanos(profile) < activeNanos(first);
        first = profile.failure() == null && earlier ? profile : first;
      }
    }
    if (first != null) {
      return pod.admission().reason() == AdmissionReason.EXISTED_BEFORE
          ? ExistedBefore.cause(run, pod)
          : ofAge(first, pod);
    }
    if (refused) {
      return Cause.PROFILE_REFUSED;
    }
    if (hasEc2Nodes(run)) {
      return Cause.NO_NODE_FITS;
    }
    return unselected(run, pod);
  }

  /** Says in what the profiles miss a pod that none of them selects. */
  private static Cause unselected(RunResult run, PodOutcome pod) {
    for (ProfileOutcome profile : run.profiles()) {
      if (profile.goneNanos() == null && namesNamespace(profile, pod)) {
        return Cause.LABELS_NOT_SELECTED;
      }
    }
    return Cause.NAMESPACE_NOT_SELECTED;
  }

  /** Says by what a profile was at the creation of a pod that it selects why it missed the pod. */
  private static Cause ofAge(ProfileOutcome profile, PodOutcome pod) {
    if (activeNanos(profile) > pod.createdNanos()) {
      return Cause.CREATED_BEFORE_PROFILE;
    }
    Long effective = profile.effectiveNanos();
    return effective == null || effective > pod.createdNanos()
        ? Cause.CREATED_BEFORE_PROPAGATION
        : Cause.ADMISSION_MISSED;
  }

  /** Returns when a profile became ACTIVE; the end of time where it is not yet. */
  private static long activeNanos(ProfileOutcome profile) {
    Long active = profile.activeNanos();
    return active == null ? Long.MAX_VALUE : active;
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
      boolean before = deleting != null && deleting <= pod.createdNanos();
      if ((before || ExistedBefore.mayBeOfDeletion(profile, pod)) && selects(profile, pod)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether some profile that stands selects a pod. */
  private static boolean isSelected(RunResult run, PodOutcome pod) {
    for (ProfileOutcome profile : run.profiles()) {
      if (profile.goneNanos() == null && selects(profile, pod)) {
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
  public static boolean selects(ProfileOutcome profile, PodOutcome pod) {
    for (ProfileOutcome.Selector selector : profile.selectors()) {
      if (new FargateProfileSelector(selector.namespace(), selector.labels())
          .selects(pod.namespace(), pod.story().labels())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a profile is not among the inputs, and known by the label of its pods alone.
   */
  static boolean isByLabel(ProfileOutcome profile) {
    return profile.selectors().stream()
        .anyMatch(selector -> LabelledProfiles.isByLabel(selector.labels()));
  }

  /** Returns whether a selector of a profile names the namespace of a pod, whatever its labels. */
  public static boolean namesNamespace(ProfileOutcome profile, PodOutcome pod) {
    for (ProfileOutcome.Selector selector : profile.selectors()) {
      if (!LabelledProfiles.isByLabel(selector.labels())
          && new FargateProfileSelector(selector.namespace(), Map.of())
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
    if (text.contains("provisioning timed out") || text.contains("reached the limit")) {
      EventRecord evidence = last(pod, EVIDENCE);
      Cause inside = evidence == null ? null : BY_EVIDENCE.get(evidence.reason());
      if (inside != null) {
        return inside;
      }
      return text.contains("timed out") ? Cause.PROVISIONING_TIMEOUT : Cause.QUOTA_REACHED;
    }
    if (text.contains("capacity is unavailable")) {
      return Cause.CAPACITY_UNAVAILABLE;
    }
    if (text.contains("not found in auth config")) {
      return Cause.ROLE_UNMAPPED;
    }
    return text.contains("PodExecutionRole") ? Cause.ROLE_BROKEN : ofRarerRefusal(pod, text);
  }

  private static Cause ofRarerRefusal(PodOutcome pod, String text) {
    if (text.contains("account is currently blocked")) {
      return Cause.ACCOUNT_BLOCKED;
    }
    if (text.contains("quota")) {
      return Cause.QUOTA_REACHED;
    }
    if (text.contains("not supported in the requested availability zone")) {
      return Cause.ZONE_UNSUPPORTED;
    }
    if (text.contains("address")) {
      return Cause.SUBNET_EXHAUSTED;
    }
    boolean admitted =
        pod.admission().reason() == AdmissionReason.SELECTED
            || (pod.admission().reason() == AdmissionReason.EXISTED_BEFORE
                && pod.admission().profile() != null);
    return admitted && !text.contains("not authorized to run on Fargate")
        ? Cause.FARGATE_REFUSED
        : Cause.EXPLICIT_WITHOUT_PROFILE;
  }

  private static @Nullable EventRecord last(PodOutcome pod, String type) {
    EventRecord last = null;
    for (EventRecord event : pod.story().events()) {
      if (event.type().equals(type) && (last == null || event.lastNanos() >= last.lastNanos())) {
        last = event;
      }
    }
    return last;
  }

  private static @Nullable Cause ofNeverReady(RunResult run, PodOutcome pod) {
    EventRecord evidence = last(pod, EVIDENCE);
    Cause inside = evidence == null ? null : BY_EVIDENCE.get(evidence.reason());
    if (inside == Cause.DNS_DOWN || inside == Cause.KUBELET_PORT) {
      return inside;
    }
    Cause cause = ofKubeletEvents(pod, true);
    cause = cause == null ? ofKubeletEvents(pod, false) : cause;
    if (cause == null && pod.state() == PodState.STARTING) {
      // Pulling, at the end of the run: nothing has gone wrong yet.
      return null;
    }
    Long running = pod.story().runningNanos();
    if (cause == null && running != null && running > run.endNanos() - READY_WITHIN_NANOS) {
      // Its containers have only just begun to run, and no probe has failed.
      return null;
    }
    return cause == null ? Cause.NEVER_READY : cause;
  }

  /**
   * Returns what the kubelet's events tell: those of a dump are evidence, those after it follow.
   */
  private static @Nullable Cause ofKubeletEvents(PodOutcome pod, boolean ofDump) {
    Cause cause = null;
    for (EventRecord event : pod.story().events()) {
      if (event.firstNanos() < 0 == ofDump) {
        Cause told = ofKubeletEvent(event);
        if (told != null && pod.state() == PodState.RUNNING && OF_THE_START.contains(told)) {
          continue; // overcome: the containers run
        }
        cause = told == null || (cause != null && told == Cause.CRASH_LOOP) ? cause : told;
      }
    }
    return cause;
  }

  private static @Nullable Cause ofKubeletEvent(EventRecord event) {
    String text = event.message();
    return switch (event.reason()) {
      case "FailedMount" -> Cause.MOUNT_FAILED;
      case "Failed" -> {
        if (text.contains("cfs_quota_us")) {
          yield Cause.CFS_QUOTA;
        }
        if (!text.contains("pull")) {
          yield null;
        }
        yield switch (PullFailures.of(text)) {
          case TOO_LARGE -> Cause.IMAGE_TOO_LARGE;
          case REFUSED -> Cause.IMAGE_MISSING;
          case UNREACHABLE -> Cause.IMAGE_PULL;
        };
      }
      case "CrashLoopBackOff" -> Cause.CRASH_LOOP;
      case "BackOff" -> text.contains("restarting") ? Cause.CRASH_LOOP : null;
      default -> null;
    };
  }
}
