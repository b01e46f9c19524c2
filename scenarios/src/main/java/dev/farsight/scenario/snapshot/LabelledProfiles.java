package dev.farsight.scenario.snapshot;

import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.ProfileTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Profiles that nobody described and that pods of a dump prove: the webhook labelled the pods with
 * them. Their selectors are unknown; they select what carries the label, and nothing else.
 */
public final class LabelledProfiles {

  private LabelledProfiles() {}

  /**
   * Returns the profiles that pods of fargate-scheduler name and that are not known.
   *
   * @param objects objects of a dump
   * @param known names of the profiles among the inputs
   */
  static List<ProfileTemplate> of(Collection<KubeObject> objects, Set<String> known) {
    Set<String> names = new TreeSet<>();
    for (KubeObject object : objects) {
      if (object instanceof Pod pod
          && !pod.metadata().uid().isEmpty()
          && WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName())) {
        String name = pod.metadata().labels().get(WellKnown.FARGATE_PROFILE);
        if (name != null && !name.isEmpty() && !known.contains(name)) {
          names.add(name);
        }
      }
    }
    List<ProfileTemplate> profiles = new ArrayList<>();
    for (String name : names) {
      FargateProfileSelector selector =
          new FargateProfileSelector("*", Map.of(WellKnown.FARGATE_PROFILE, name));
      profiles.add(
          new ProfileTemplate(
              name, new FargateProfileSpec(List.of(selector), List.of(), null), null));
    }
    return profiles;
  }

  /** Returns whether only the label of pods tells a profile, by the labels of a selector of it. */
  public static boolean isByLabel(Map<String, String> selectorLabels) {
    return selectorLabels.containsKey(WellKnown.FARGATE_PROFILE);
  }

  /** Returns whether only the label of pods tells a profile. */
  public static boolean isByLabel(ProfileTemplate profile) {
    return profile.spec().selectors().stream().anyMatch(selector -> isByLabel(selector.labels()));
  }
}
