package dev.farsight.scenario.snapshot;

import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.FaultKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from what the pods of a dump suffer which part of the world around them is broken: a
 * pod that cannot be launched, or whose image cannot be pulled, goes on like that in the run, and
 * so do the pods that replace it.
 *
 * <p>Launch failures hold for the pod's profile, pull failures for pods with the same labels.
 */
final class Symptoms {

  /** An admitted pod that is older, unbound and silent cannot be launched, in nanoseconds. */
  private static final long HOPELESS_NANOS = 600_000_000_000L;

  private static final Set<String> PULL_FAILURES =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "InvalidImageName",
          "ErrImageNeverPull",
          "RegistryUnavailable",
          "ImageInspectError");

  private static final Set<String> OF_TEMPLATE =
      Set.of(
          "pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/job-completion-index");

  private final Map<String, Event> launchFailures = new LinkedHashMap<>();
  private final Map<String, Fault> faults = new LinkedHashMap<>();

  private Symptoms() {}

  /** Returns the faults that explain what the objects suffer, in a fixed order. */
  static Collection<Fault> of(Collection<KubeObject> objects) {
    Symptoms symptoms = new Symptoms();
    for (KubeObject object : objects) {
      if (object instanceof Event event && isLaunchFailure(event)) {
        symptoms.launchFailures.merge(podOf(event), event, Symptoms::later);
      }
    }
    for (KubeObject object : objects) {
      if (object instanceof Pod pod && !pod.metadata().uid().isEmpty()) {
        symptoms.look(pod);
      }
    }
    return symptoms.faults.values();
  }

  private static boolean isLaunchFailure(Event event) {
    return "FailedScheduling".equals(event.reason())
        && WellKnown.FARGATE_SCHEDULER.equals(event.reportingComponent());
  }

  private static String podOf(Event event) {
    String uid = event.involvedObject().uid();
    return uid == null ? "" : uid;
  }

  private static Event later(Event one, Event other) {
    Timestamp first = one.lastTimestamp();
    Timestamp second = other.lastTimestamp();
    return first != null && second != null && first.compareTo(second) > 0 ? one : other;
  }

  private void look(Pod pod) {
    boolean bound = pod.spec().nodeName() != null && !pod.spec().nodeName().isEmpty();
    if (!bound && WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName())) {
      String profile = pod.metadata().labels().get(WellKnown.FARGATE_PROFILE);
      FaultKind kind = launchFault(pod);
      if (kind != null && profile != null) {
        add(
            kind,
            profile,
            null,
            LabelSelector.ofLabels(Map.of(WellKnown.FARGATE_PROFILE, profile)));
      }
    } else if (bound && pullFails(pod)) {
      Map<String, String> labels = new TreeMap<>(pod.metadata().labels());
      labels.keySet().removeAll(OF_TEMPLATE);
      labels.remove(WellKnown.FARGATE_PROFILE);
      add(FaultKind.IMAGE_PULL_FAILING, pod.key(), pod.namespace(), LabelSelector.ofLabels(labels));
    }
  }

  private void add(FaultKind kind, String what, @Nullable String namespace, LabelSelector whom) {
    FaultSpec spec =
        new FaultSpec(
            kind.word(), namespace, whom.isEmpty() ? null : whom, java.util.List.of(), null);
    for (Fault known : faults.values()) {
      if (known.spec().equals(spec)) {
        return;
      }
    }
    String name = "observed-" + kind.word() + "-" + what.replace('/', '-');
    faults.put(name, new Fault(ObjectMeta.named("", name), spec));
  }

  /**
   * Returns what keeps an admitted pod from its node; null for reasons that the pod itself gives.
   */
  private @Nullable FaultKind launchFault(Pod pod) {
    Event event = launchFailures.get(pod.metadata().uid());
    PodCondition scheduled = pod.status().condition("PodScheduled");
    String text =
        event != null
            ? event.message()
            : scheduled != null && scheduled.message() != null ? scheduled.message() : "";
    if (text.isEmpty()) {
      Timestamp created = pod.metadata().creationTimestamp();
      boolean hopeless = created != null && created.nanos() < -HOPELESS_NANOS;
      return hopeless ? FaultKind.LAUNCH_TIMEOUT : null;
    }
    if (text.contains("provisioning timed out")) {
      return FaultKind.LAUNCH_TIMEOUT;
    }
    if (text.contains("capacity is unavailable")) {
      return FaultKind.CAPACITY_UNAVAILABLE;
    }
    if (text.contains("PodExecutionRole")) {
      return FaultKind.ROLE_BROKEN;
    }
    if (text.contains("account is currently blocked")) {
      return FaultKind.ACCOUNT_BLOCKED;
    }
    if (text.contains("reached the limit")) {
      return FaultKind.QUOTA;
    }
    if (text.contains("not supported in the requested availability zone")) {
      return FaultKind.ZONE_UNSUPPORTED;
    }
    return text.contains("IP address") ? FaultKind.SUBNET_EXHAUSTED : null;
  }

  private static boolean pullFails(Pod pod) {
    for (ContainerStatus status : pod.status().containerStatuses()) {
      if (status.reason() != null && PULL_FAILURES.contains(status.reason())) {
        return true;
      }
    }
    return false;
  }
}
