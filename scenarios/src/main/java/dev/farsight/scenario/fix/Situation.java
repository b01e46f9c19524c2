package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Causes;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a search for fixes stands: a scenario, a run of it, and what is wrong in that run.
 *
 * @param tree the scenario as written, before any fix
 * @param scenario the scenario that was run
 * @param run the run, with causes
 * @param troubles what is wrong
 * @param momentNanos instant at which remedies of now are applied
 */
record Situation(
    ScenarioTree tree,
    ResolvedScenario scenario,
    RunResult run,
    Troubles troubles,
    long momentNanos) {

  private static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  /** Returns the object of a name as the scenario applies it last, or null. */
  @Nullable KubeObject object(String kind, String namespace, String name) {
    KubeObject found = null;
    for (KubeObject object : objects()) {
      if (object.kind().name().equals(kind)
          && object.namespace().equals(namespace)
          && object.name().equals(name)) {
        found = object;
      }
    }
    return found;
  }

  private List<KubeObject> objects() {
    List<KubeObject> objects = new ArrayList<>(scenario.spec().cluster().objects());
    for (TimelineStep step : scenario.spec().timeline()) {
      objects.addAll(objectsOf(step));
    }
    return objects;
  }

  /** Returns the objects that a step applies. */
  static List<KubeObject> objectsOf(TimelineStep step) {
    List<AppliedObject> applied = List.of();
    if (step.action() instanceof StepAction.Apply apply) {
      applied = apply.objects();
    } else if (step.action() instanceof StepAction.HelmInstall helm) {
      applied = helm.objects();
    } else if (step.action() instanceof StepAction.CreateAddon addon) {
      applied = addon.objects();
    } else if (step.action() instanceof StepAction.EksctlCreateCluster eksctl) {
      List<KubeObject> objects = new ArrayList<>();
      eksctl.cluster().addons().forEach(addon -> objects.addAll(addon.objects()));
      return objects;
    }
    return applied.stream().map(AppliedObject::object).toList();
  }

  /** Returns every profile that the scenario knows, in the order of its text. */
  List<ProfileTemplate> profiles() {
    List<ProfileTemplate> profiles = new ArrayList<>(scenario.spec().cluster().fargateProfiles());
    for (TimelineStep step : scenario.spec().timeline()) {
      if (step.action() instanceof StepAction.CreateFargateProfile create) {
        profiles.add(create.profile());
      } else if (step.action() instanceof StepAction.EksctlCreateCluster eksctl) {
        profiles.addAll(eksctl.cluster().fargateProfiles());
      }
    }
    return profiles;
  }

  /** Returns the profile of a name, or null. */
  @Nullable ProfileTemplate profile(@Nullable String name) {
    ProfileTemplate found = null;
    for (ProfileTemplate profile : profiles()) {
      found = profile.name().equals(name) ? profile : found;
    }
    return found;
  }

  /** Returns the labels that a pod lacks for the first selector that names its namespace. */
  Map<String, String> missingLabels(PodOutcome pod) {
    for (ProfileOutcome profile : run.profiles()) {
      if (profile.goneNanos() == null && Causes.namesNamespace(profile, pod)) {
        for (ProfileOutcome.Selector selector : profile.selectors()) {
          Map<String, String> missing = new java.util.LinkedHashMap<>();
          selector
              .labels()
              .forEach(
                  (key, value) -> {
                    if (!value.equals(pod.story().labels().get(key))) {
                      missing.put(key, value);
                    }
                  });
          if (!missing.isEmpty() && missing.values().stream().noneMatch(v -> v.contains("*"))) {
            return missing;
          }
        }
      }
    }
    return Map.of();
  }

  /** Returns the region of the cluster, or a variable of the shell where nobody tells it. */
  String region() {
    String region = scenario.spec().cluster().region();
    boolean told =
        !region.equals(ModelDefaults.REGION)
            || objects().stream()
                .anyMatch(
                    object -> region.equals(object.metadata().labels().get(WellKnown.REGION)));
    return told ? region : "$AWS_REGION";
  }

  /** Returns the zones that the scenario itself names. */
  Set<String> namedZones() {
    Set<String> zones = new TreeSet<>();
    for (ProfileTemplate profile : profiles()) {
      for (FargateSubnet subnet : profile.spec().subnets()) {
        String zone = subnet.zone();
        if (zone != null) {
          zones.add(zone);
        }
      }
    }
    for (KubeObject object : objects()) {
      String zone = object.metadata().labels().get(ZONE_LABEL);
      if (object instanceof Node && zone != null) {
        zones.add(zone);
      }
    }
    return zones;
  }

  /** Returns the zones that the scenario names and that are none of some; none is invented. */
  List<String> otherZones(Set<String> present) {
    return namedZones().stream().filter(zone -> !present.contains(zone)).toList();
  }

  private boolean isTaken(String name) {
    return profile(name) != null
        || run.profiles().stream().anyMatch(profile -> profile.name().equals(name));
  }

  /** Returns a name that no profile has, as like the wanted one as can be. */
  String freshProfileName(String wanted) {
    String name = wanted;
    for (int n = 2; isTaken(name); n++) {
      name = wanted + "-" + n;
    }
    return name;
  }
}
