package dev.farsight.scenario.draft;

import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.process.keda.TriggerSources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a draft says of load: which metrics the triggers in the files look at. */
final class DraftLoad {

  private static final int MOST_METRICS = 20;

  private DraftLoad() {}

  /** Returns commented lines of a scenario's load; none where no trigger looks at any metric. */
  static List<String> lines(Inputs inputs) {
    Set<String> keys = new LinkedHashSet<>();
    for (ManifestObject object : inputs.objects()) {
      for (List<String> names :
          TriggerSources.of(object.object().namespace(), triggers(object.object()))) {
        keys.add(names.get(0));
      }
    }
    List<String> lines = new ArrayList<>();
    if (!keys.isEmpty()) {
      lines.add("  # What your triggers look at; they read 0 as long as nothing says otherwise.");
      lines.add("  # load:");
    }
    for (String key : keys) {
      int slash = key.indexOf('/');
      if (slash > 0 && lines.size() < 2 * MOST_METRICS) {
        lines.add(
            "  #   - metric: {namespace: "
                + ScenarioDraft.quoted(key.substring(0, slash))
                + ", name: "
                + ScenarioDraft.quoted(key.substring(slash + 1))
                + "}");
        lines.add("  #     steps: [{at: 2m, value: 50}, {at: 20m, value: 0}]");
      }
    }
    return lines;
  }

  private static List<ScaleTriggers> triggers(KubeObject object) {
    if (object instanceof ScaledObject scaled) {
      return scaled.spec().triggers();
    }
    return object instanceof ScaledJob job ? job.spec().triggers() : List.of();
  }
}
