package dev.farsight.scenario.snapshot;

import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.FargateSupport;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.KubeletDefaults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from what the pods of a dump suffer which part of the world around them is broken: a
 * pod that cannot be launched, whose image cannot be pulled, or whose container crashes, goes on
 * like that in the run, and so do the pods that replace it. Crashes while no pod of the cluster's
 * DNS is Ready are laid to that, and do not come back.
 *
 * <p>Launch failures of the account, the profile or the network hold for the pod's profile, pull
 * failures for pods with the same labels. So does any other refusal of fargate-scheduler that the
 * pod's own spec does not prove: its text was seen, and nothing says that it is over.
 */
final class Symptoms {

  /** An admitted pod that is older, unbound and silent cannot be launched, in nanoseconds. */
  private static final long HOPELESS_NANOS = 600_000_000_000L;

  /** A refusal that no kind of fault explains; only its text is known. */
  private static final String LAUNCH_REFUSED = "launch-refused";

  private static final String CRASHING = "CrashLoopBackOff";

  /** Reasons that the kubelet gives without asking a registry. */
  private static final Set<String> NEVER_PULLED = Set.of("InvalidImageName", "ErrImageNeverPull");

  /** What is broken, by parts of the texts that tell it; the first that is found counts. */
  private static final Map<String, FaultKind> BY_TEXT = byText();

  private static final Set<String> PULL_FAILURES =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "InvalidImageName",
          "ErrImageNeverPull",
          "RegistryUnavailable",
          "ImageInspectError");

  /** Labels that tell one revision, Job or pod from another of the same workload. */
  static final Set<String> OF_TEMPLATE =
      Set.of(
          "pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/job-completion-index");

  private final Map<String, Event> launchFailures = new LinkedHashMap<>();
  private final Map<String, Event> pullFailures = new LinkedHashMap<>();
  private boolean dnsIsDown;
  private final Map<String, Fault> faults = new LinkedHashMap<>();

  private Symptoms() {}

  /** Returns the faults that explain what the objects suffer, in a fixed order. */
  static Collection<Fault> of(Collection<KubeObject> objects) {
    Symptoms symptoms = new Symptoms();
    for (KubeObject object : objects) {
      if (object instanceof Event event && isLaunchFailure(event)) {
        symptoms.launchFailures.merge(podOf(event), event, Symptoms::later);
      } else if (object instanceof Event event && isPullFailure(event)) {
        symptoms.pullFailures.merge(podOf(event), event, Symptoms::later);
      }
    }
    symptoms.dnsIsDown = isDnsDown(objects);
    for (KubeObject object : objects) {
      if (object instanceof Pod pod && !pod.metadata().uid().isEmpty()) {
        symptoms.look(pod);
      }
    }
    return symptoms.faults.values();
  }

  /**
   * Returns what container statuses tell of containers that crash, in the form of evidence: the
   * kubelet's own Events are gone after an hour, the status stays.
   */
  static Collection<Event> crashes(Collection<KubeObject> objects) {
    List<Event> told = new ArrayList<>();
    for (KubeObject object : objects) {
      if (object instanceof Pod pod && !pod.metadata().uid().isEmpty()) {
        for (ContainerStatus status : pod.status().containerStatuses()) {
          if (isCrashing(status)) {
            told.add(crash(pod, status));
          }
        }
      }
    }
    return told;
  }

  private static Event crash(Pod pod, ContainerStatus status) {
    Integer exitCode = status.exitCode();
    ObjectMeta metadata = pod.metadata();
    Timestamp before = new Timestamp(-1_000_000_000L);
    boolean onPort = wantsKubeletPort(pod);
    return new Event(
        ObjectMeta.named(pod.namespace(), "status-" + pod.name() + "-" + status.name())
            .withUid("status-" + metadata.uid() + "-" + status.name())
            .withCreationTimestamp(before),
        new ObjectReference("Pod", pod.namespace(), pod.name(), metadata.uid(), "v1"),
        onPort ? "KubeletPort" : CRASHING,
        "container "
            + status.name()
            + " restarted "
            + status.restartCount()
            + " times"
            + (exitCode == null ? "" : ", last exit code " + exitCode)
            + (onPort ? "; it declares port " + KubeletDefaults.KUBELET_PORT : ""),
        "Evidence",
        "status",
        1,
        before,
        before);
  }

  private static boolean isCrashing(ContainerStatus status) {
    return CRASHING.equals(status.reason());
  }

  /** Returns whether a pod on Fargate declares the port that its machine's kubelet has. */
  private static boolean wantsKubeletPort(Pod pod) {
    return WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName())
        && pod.spec().containers().stream()
            .flatMap(container -> container.ports().stream())
            .anyMatch(port -> port.containerPort() == KubeletDefaults.KUBELET_PORT);
  }

  /** Returns whether pods of the cluster's DNS are among the objects, and none is Ready. */
  private static boolean isDnsDown(Collection<KubeObject> objects) {
    boolean any = false;
    for (KubeObject object : objects) {
      if (object instanceof Pod pod && "kube-dns".equals(pod.metadata().labels().get("k8s-app"))) {
        PodCondition ready = pod.status().condition("Ready");
        if (ready != null && "True".equals(ready.status())) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private static boolean isPullFailure(Event event) {
    String text = event.message();
    return "Failed".equals(event.reason()) && text != null && text.contains("pull image");
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
      lookAtLaunch(pod);
    } else if (bound && pullFails(pod)) {
      ofTemplate(pullFault(pod), pod, null);
    } else if (bound && !dnsIsDown && !wantsKubeletPort(pod)) {
      for (ContainerStatus status : pod.status().containerStatuses()) {
        if (isCrashing(status)) {
          ofTemplate(FaultSpec.CONTAINER_CRASHING, pod, null);
        }
      }
    }
  }

  /** Adds a fault that new pods of the same template have as well. */
  private void ofTemplate(String kind, Pod pod, @Nullable String message) {
    LabelSelector labels = LabelSelector.ofLabels(labelsOfTemplate(pod));
    add(kind, pod.key(), pod.namespace(), labels, message);
  }

  /** Returns the fault behind a pull that fails: as the registry's answer tells, if it was seen. */
  private String pullFault(Pod pod) {
    Event event = pullFailures.get(pod.metadata().uid());
    String text = event == null || event.message() == null ? "" : event.message();
    boolean never =
        pod.status().containerStatuses().stream()
            .map(ContainerStatus::reason)
            .anyMatch(reason -> reason != null && NEVER_PULLED.contains(reason));
    if (never) {
      return FaultKind.IMAGE_MISSING.word();
    }
    return switch (PullFailures.of(text)) {
      case TOO_LARGE -> FaultSpec.IMAGE_TOO_LARGE;
      case REFUSED -> FaultKind.IMAGE_MISSING.word();
      case UNREACHABLE -> FaultKind.IMAGE_PULL_FAILING.word();
    };
  }

  /** Concludes what keeps a pod of fargate-scheduler from its node. */
  private void lookAtLaunch(Pod pod) {
    String profile = pod.metadata().labels().get(WellKnown.FARGATE_PROFILE);
    String text = lastRefusal(pod);
    FaultKind kind = text.isEmpty() ? ofSilence(pod) : kindOf(text);
    if (kind != null && profile != null) {
      add(
          kind.word(),
          profile,
          null,
          LabelSelector.ofLabels(Map.of(WellKnown.FARGATE_PROFILE, profile)),
          kind == FaultKind.LAUNCH_TIMEOUT ? null : text);
    } else if (!text.isEmpty() && kind == null && !FargateSupport.isRefused(pod)) {
      ofTemplate(LAUNCH_REFUSED, pod, text);
    }
  }

  private static Map<String, String> labelsOfTemplate(Pod pod) {
    Map<String, String> labels = new TreeMap<>(pod.metadata().labels());
    labels.keySet().removeAll(OF_TEMPLATE);
    labels.remove(WellKnown.FARGATE_PROFILE);
    return labels;
  }

  private void add(
      String kind,
      String what,
      @Nullable String namespace,
      LabelSelector whom,
      @Nullable String message) {
    LabelSelector selector = whom.isEmpty() ? null : whom;
    for (Fault known : faults.values()) {
      FaultSpec other = known.spec();
      if (other.kind().equals(kind)
          && Objects.equals(other.namespace(), namespace)
          && Objects.equals(other.selector(), selector)) {
        return;
      }
    }
    String name = "observed-" + kind + "-" + what.replace('/', '-');
    faults.put(
        name,
        new Fault(
            ObjectMeta.named("", name),
            new FaultSpec(kind, namespace, selector, List.of(), null, List.of(), message)));
  }

  /** Returns what fargate-scheduler said last about a pod; empty if nobody dumped it. */
  private String lastRefusal(Pod pod) {
    Event event = launchFailures.get(pod.metadata().uid());
    if (event != null && event.message() != null) {
      return event.message();
    }
    PodCondition scheduled = pod.status().condition("PodScheduled");
    return scheduled != null && "False".equals(scheduled.status()) && scheduled.message() != null
        ? scheduled.message()
        : "";
  }

  private static @Nullable FaultKind ofSilence(Pod pod) {
    Timestamp created = pod.metadata().creationTimestamp();
    boolean hopeless = created != null && created.nanos() < -HOPELESS_NANOS;
    return hopeless ? FaultKind.LAUNCH_TIMEOUT : null;
  }

  private static @Nullable FaultKind kindOf(String text) {
    for (Map.Entry<String, FaultKind> entry : BY_TEXT.entrySet()) {
      if (text.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static Map<String, FaultKind> byText() {
    Map<String, FaultKind> kinds = new LinkedHashMap<>();
    kinds.put("provisioning timed out", FaultKind.LAUNCH_TIMEOUT);
    kinds.put("capacity is unavailable", FaultKind.CAPACITY_UNAVAILABLE);
    kinds.put("not found in auth config", FaultKind.ROLE_UNMAPPED);
    kinds.put("PodExecutionRole", FaultKind.ROLE_BROKEN);
    kinds.put("account is currently blocked", FaultKind.ACCOUNT_BLOCKED);
    kinds.put("reached the limit", FaultKind.QUOTA);
    kinds.put("not supported in the requested availability zone", FaultKind.ZONE_UNSUPPORTED);
    kinds.put("IP address", FaultKind.SUBNET_EXHAUSTED);
    return kinds;
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
