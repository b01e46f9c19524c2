package dev.farsight.scenario.check;

import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.ProfileSource;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.FargateSupport;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDefaults;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Wildcards;
import dev.farsight.sim.spec.ModelDefaults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers for a pod whether it would run on Fargate.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html">Fargate
 *     profiles</a>
 */
final class FargateCheck {

  private static final double HOURS_PER_MONTH = 730;
  private static final String PROFILE_LABEL = "eks.amazonaws.com/fargate-profile";
  private static final Set<String> GONE = Set.of("DELETING", "CREATE_FAILED", "DELETE_FAILED");

  private final List<ProfileSource> profiles;
  private final FargateRules rules;

  FargateCheck(List<ProfileSource> profiles, List<ManifestObject> objects) {
    List<ProfileSource> usable = new ArrayList<>();
    for (ProfileSource profile : profiles) {
      if (!GONE.contains(profile.status())) {
        usable.add(profile);
      }
    }
    usable.sort(Comparator.comparing(ProfileSource::name));
    this.profiles = usable;
    this.rules = new FargateRules(new Claims(objects));
  }

  /** Returns what one pod requests: containers and init containers, or the pod as a whole. */
  static Map<String, Quantity> requests(Pod pod) {
    return PodRequests.of(PodDefaults.complete(pod).spec());
  }

  /** Returns the answer for the pods of a workload. */
  FargateAnswer answer(Workload workload) {
    Pod pod = workload.pod();
    Map<String, Quantity> requests = requests(pod);
    long cpuMilli = requests.getOrDefault("cpu", Quantity.ZERO).milliValue();
    long memoryBytes = requests.getOrDefault("memory", Quantity.ZERO).value();
    FargateSize size = FargateSize.holding(Math.max(0, cpuMilli), Math.max(0, memoryBytes));
    List<String> refusals = new ArrayList<>(rules.refusals(workload.source().object(), pod));
    if (size == null) {
      refusals.add(FargateSupport.TOO_BIG);
    }
    List<String> skips = FargateRules.skips(pod);
    ProfileSource profile = profiles.isEmpty() ? null : profileOf(pod);
    Verdict verdict = verdict(skips, profile, refusals);
    List<String> reasons = new ArrayList<>(skips);
    if (verdict == Verdict.NOT_SELECTED) {
      reasons.add(whyNot(workload));
    }
    reasons.addAll(refusals);
    return new FargateAnswer(
        verdict,
        profile == null || verdict == Verdict.SKIPPED ? null : profile.name(),
        size,
        size == null ? null : usdPerMonth(size),
        reasons);
  }

  private Verdict verdict(
      List<String> skips, @Nullable ProfileSource profile, List<String> refusals) {
    if (profiles.isEmpty()) {
      return Verdict.NO_PROFILES;
    }
    if (!skips.isEmpty()) {
      return Verdict.SKIPPED;
    }
    if (profile == null) {
      return Verdict.NOT_SELECTED;
    }
    return refusals.isEmpty() ? Verdict.SELECTED : Verdict.UNSUPPORTED;
  }

  private static double usdPerMonth(FargateSize size) {
    double gigabytes = size.memoryBytes() / (double) (1L << 30);
    double hourly =
        size.cpuMilli() / 1000.0 * ModelDefaults.USD_PER_VCPU_HOUR
            + gigabytes * ModelDefaults.USD_PER_GB_HOUR;
    return StrictMath.round(hourly * HOURS_PER_MONTH * 100) / 100.0;
  }

  private @Nullable ProfileSource profileOf(Pod pod) {
    String wanted = pod.metadata().labels().get(PROFILE_LABEL);
    for (ProfileSource profile : profiles) {
      boolean eligible = wanted == null || wanted.equals(profile.name());
      if (eligible && profile.spec().selects(pod.namespace(), pod.metadata().labels())) {
        return profile;
      }
    }
    return null;
  }

  /** Says why no profile selects the pods, naming what is missing where one nearly does. */
  private String whyNot(Workload workload) {
    Pod pod = workload.pod();
    String wanted = pod.metadata().labels().get(PROFILE_LABEL);
    if (wanted != null) {
      boolean there = profiles.stream().anyMatch(profile -> profile.name().equals(wanted));
      return "label "
          + PROFILE_LABEL
          + " asks for profile \""
          + wanted
          + (there ? "\", which does not select the pod" : "\", which is not among the inputs");
    }
    for (ProfileSource profile : profiles) {
      for (FargateProfileSelector selector : profile.spec().selectors()) {
        if (Wildcards.matches(selector.namespace(), pod.namespace())) {
          return missingLabels(workload, profile, selector);
        }
      }
    }
    return "no profile selects namespace \"" + pod.namespace() + "\"";
  }

  private static String missingLabels(
      Workload workload, ProfileSource profile, FargateProfileSelector selector) {
    List<String> missing = new ArrayList<>();
    boolean onOwner = true;
    for (Map.Entry<String, String> label : selector.labels().entrySet()) {
      FargateProfileSelector single =
          new FargateProfileSelector("*", Map.of(label.getKey(), label.getValue()));
      if (!single.selects("", workload.pod().metadata().labels())) {
        missing.add(label.getKey() + "=" + label.getValue());
        onOwner &= single.selects("", workload.ownLabels());
      }
    }
    return "profile \""
        + profile.name()
        + "\" selects the namespace, and the pod lacks label "
        + String.join(", ", missing)
        + (onOwner && !missing.isEmpty()
            ? " (it is on the " + workload.source().kind() + ", not on its pod template)"
            : "");
  }
}
