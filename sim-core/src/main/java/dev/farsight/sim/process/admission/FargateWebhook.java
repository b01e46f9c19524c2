package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.kube.Wildcards;
import dev.farsight.sim.process.admission.AdmissionVerdict.ProfileSeen;
import dev.farsight.sim.process.admission.AdmissionVerdict.Reason;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.spec.FargateSwitches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mutating webhook {@code 0500-amazon-eks-fargate-mutation.amazonaws.com}: decides once, when a
 * pod is created, whether it goes to Fargate.
 */
public final class FargateWebhook {

  private final Cluster cluster;
  private final FargateSwitches switches;
  private final Map<String, String> nodeLabels;
  private final RandomStream ties;
  private boolean installed;

  /**
   * Makes the webhook; it exists as soon as a profile of the cluster is effective.
   *
   * @param cluster API server whose profiles it knows
   * @param switches how contradictory statements about it are decided
   * @param region region of the cluster, a label of every Fargate node
   * @param ties random choices among several matching profiles
   */
  public FargateWebhook(
      Cluster cluster, FargateSwitches switches, String region, RandomStream ties) {
    this.cluster = cluster;
    this.switches = switches;
    this.ties = ties;
    this.nodeLabels =
        FrozenMap.copyOf(
            Map.of(
                WellKnown.COMPUTE_TYPE,
                WellKnown.FARGATE,
                WellKnown.OS,
                "linux",
                WellKnown.ARCH,
                "amd64",
                "beta." + WellKnown.OS,
                "linux",
                "beta." + WellKnown.ARCH,
                "amd64",
                WellKnown.REGION,
                region,
                "failure-domain.beta.kubernetes.io/region",
                region));
    cluster.watch(Kinds.FARGATE_PROFILE, event -> notice(event.object()));
  }

  private void notice(FargateProfile profile) {
    installed |= profile.status().admitting();
  }

  /** Returns the answer for a pod that is about to be created. */
  public AdmissionVerdict judge(Pod pod) {
    List<ProfileSeen> seen = new ArrayList<>();
    List<String> matching = new ArrayList<>();
    for (FargateProfile profile : cluster.store(Kinds.FARGATE_PROFILE).list()) {
      notice(profile);
      boolean selects = profile.spec().selects(pod.namespace(), pod.metadata().labels());
      seen.add(see(profile, pod, selects));
      if (selects && profile.status().admitting()) {
        matching.add(profile.name());
      }
    }
    Reason reason = installed ? skip(pod) : Reason.NO_WEBHOOK;
    String chosen = null;
    if (reason == null) {
      chosen = choose(pod, matching);
      reason = chosen != null ? Reason.SELECTED : refusal(pod, seen);
    }
    return new AdmissionVerdict(reason, chosen, text(reason, chosen, pod, seen), installed, seen);
  }

  private static ProfileSeen see(FargateProfile profile, Pod pod, boolean selects) {
    boolean namespace = false;
    for (FargateProfileSelector selector : profile.spec().selectors()) {
      namespace |= Wildcards.matches(selector.namespace(), pod.namespace());
    }
    return new ProfileSeen(
        profile.name(),
        profile.status().status(),
        profile.status().admitting(),
        namespace,
        selects);
  }

  private @Nullable Reason skip(Pod pod) {
    if (WellKnown.EC2.equals(pod.metadata().annotations().get(WellKnown.COMPUTE_TYPE))) {
      return Reason.EC2_ANNOTATION;
    }
    String nodeName = pod.spec().nodeName();
    if (nodeName != null && !nodeName.isEmpty()) {
      return Reason.NODE_NAME;
    }
    if (isForeign(pod.spec().schedulerName())) {
      return Reason.FOREIGN_SCHEDULER;
    }
    return nodeSelectorSkips(pod.spec().nodeSelector()) ? Reason.NODE_SELECTOR : null;
  }

  private boolean isForeign(@Nullable String scheduler) {
    if (scheduler == null || scheduler.isEmpty() || scheduler.equals(WellKnown.DEFAULT_SCHEDULER)) {
      return false;
    }
    return !scheduler.equals(WellKnown.FARGATE_SCHEDULER)
        || switches.explicitFargateScheduler() == FargateSwitches.ExplicitScheduler.SKIPPED;
  }

  private boolean nodeSelectorSkips(Map<String, String> nodeSelector) {
    return switch (switches.nodeSelectorSkips()) {
      case NEVER -> false;
      case ANY -> !nodeSelector.isEmpty();
      case UNSATISFIED -> !satisfiable(nodeSelector);
    };
  }

  private boolean satisfiable(Map<String, String> nodeSelector) {
    for (Map.Entry<String, String> wanted : nodeSelector.entrySet()) {
      String key = wanted.getKey();
      boolean zone =
          key.equals(WellKnown.ZONE) || key.equals("failure-domain.beta.kubernetes.io/zone");
      if (!zone && !wanted.getValue().equals(nodeLabels.get(key))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String choose(Pod pod, List<String> matching) {
    String wanted = wantedProfile(pod);
    if (wanted != null) {
      return matching.contains(wanted) ? wanted : null;
    }
    if (matching.isEmpty()) {
      return null;
    }
    boolean random = switches.profileTieBreak() == FargateSwitches.ProfileTieBreak.RANDOM;
    int index =
        random && matching.size() > 1
            ? ties.nextIndex(RandomStream.subjectId(pod.key()), matching.size())
            : 0;
    return matching.get(index);
  }

  private @Nullable String wantedProfile(Pod pod) {
    ObjectMeta metadata = pod.metadata();
    Map<String, String> carrier =
        switches.profileChoiceCarrier() == FargateSwitches.ProfileChoiceCarrier.LABEL
            ? metadata.labels()
            : metadata.annotations();
    return carrier.get(WellKnown.FARGATE_PROFILE);
  }

  /** A pod that chooses a profile gets its reason from that profile alone. */
  private Reason refusal(Pod pod, List<ProfileSeen> seen) {
    String wanted = wantedProfile(pod);
    Reason reason = wanted == null ? Reason.NOT_SELECTED : Reason.CHOSEN_PROFILE_MISMATCH;
    for (ProfileSeen profile : seen) {
      if (isCandidate(profile, wanted) && !profile.admitting()) {
        if (profile.status().equals("ACTIVE")) {
          return Reason.PROFILE_NOT_PROPAGATED;
        }
        reason = Reason.PROFILE_NOT_ACTIVE;
      }
    }
    return reason;
  }

  private static boolean isCandidate(ProfileSeen profile, @Nullable String wanted) {
    return profile.selects() && (wanted == null || wanted.equals(profile.name()));
  }

  private static boolean exists(@Nullable String name, List<ProfileSeen> seen) {
    return seen.stream().anyMatch(profile -> profile.name().equals(name));
  }

  private String text(Reason reason, @Nullable String chosen, Pod pod, List<ProfileSeen> seen) {
    String wanted = wantedProfile(pod);
    return switch (reason) {
      case SELECTED -> "profile " + chosen + " was ACTIVE and selects the pod";
      case NO_WEBHOOK ->
          seen.isEmpty()
              ? "the cluster had no Fargate profile, so no webhook looked at the pod"
              : "no Fargate profile was effective yet, so no webhook looked at the pod: "
                  + states(seen, null);
      case NOT_SELECTED ->
          "no profile selects namespace " + pod.namespace() + " with the pod's labels";
      case PROFILE_NOT_ACTIVE ->
          "the profile that selects the pod was not ACTIVE: " + states(seen, wanted);
      case PROFILE_NOT_PROPAGATED ->
          "the profile that selects the pod was ACTIVE, and the webhook did not know it yet: "
              + states(seen, wanted);
      case CHOSEN_PROFILE_MISMATCH ->
          "the pod chooses profile "
              + wanted
              + (exists(wanted, seen) ? ", which does not select it" : ", which does not exist");
      case EC2_ANNOTATION -> "annotation " + WellKnown.COMPUTE_TYPE + ": ec2";
      case NODE_SELECTOR -> "nodeSelector " + pod.spec().nodeSelector();
      case NODE_NAME -> "nodeName " + pod.spec().nodeName();
      case FOREIGN_SCHEDULER -> "schedulerName " + pod.spec().schedulerName();
    };
  }

  private static String states(List<ProfileSeen> seen, @Nullable String wanted) {
    StringBuilder text = new StringBuilder();
    for (ProfileSeen profile : seen) {
      if (isCandidate(profile, wanted)) {
        text.append(text.length() == 0 ? "" : ", ")
            .append(profile.name())
            .append(' ')
            .append(profile.status());
      }
    }
    return text.length() == 0 ? "none of them selects the pod" : text.toString();
  }

  /**
   * Returns an admitted pod: scheduler, label, priority class and annotations set, whatever the pod
   * said before; no toleration is added.
   */
  Pod mutate(Pod pod, String profile) {
    ObjectMeta metadata = pod.metadata();
    Map<String, String> annotations =
        FrozenMap.with(
            metadata.annotations(),
            WellKnown.LOGGING,
            "LoggingDisabled: LOGGING_CONFIGMAP_NOT_FOUND");
    FargateSize size = size(pod);
    annotations =
        size == null
            ? FrozenMap.without(annotations, WellKnown.CAPACITY_PROVISIONED)
            : FrozenMap.with(annotations, WellKnown.CAPACITY_PROVISIONED, size.toString());
    return pod.withMetadata(
            metadata
                .withLabels(FrozenMap.with(metadata.labels(), WellKnown.FARGATE_PROFILE, profile))
                .withAnnotations(annotations))
        .withSpec(
            pod.spec()
                .withSchedulerName(WellKnown.FARGATE_SCHEDULER)
                .withPriorityClassName(WellKnown.SYSTEM_NODE_CRITICAL)
                .withPriority(WellKnown.SYSTEM_NODE_CRITICAL_PRIORITY));
  }

  private @Nullable FargateSize size(Pod pod) {
    Map<String, Quantity> requests = PodRequests.of(pod.spec());
    long cpuMilli = requests.getOrDefault("cpu", Quantity.ZERO).milliValue();
    long memoryBytes = requests.getOrDefault("memory", Quantity.ZERO).value();
    return FargateSize.holding(cpuMilli, memoryBytes, switches.memoryOverheadBytes());
  }
}
