package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.ScaleTriggers;
import java.util.ArrayList;
import java.util.List;

/** Where triggers look for their values outside the cluster. */
public final class TriggerSources {

  private TriggerSources() {}

  /**
   * Returns for each trigger that reads a source the names under which it looks for it, the most
   * particular first, as {@code namespace/name}; nothing for triggers that KEDA could not make.
   *
   * @param namespace namespace of the triggers' object
   * @param triggers triggers of one ScaledObject or ScaledJob
   */
  public static List<List<String>> of(String namespace, List<ScaleTriggers> triggers) {
    List<List<String>> sources = new ArrayList<>();
    try {
      for (Trigger trigger : Trigger.all(triggers, 0)) {
        if (!trigger.isResource() && trigger.cron() == null) {
          sources.add(trigger.sourceKeys(namespace));
        }
      }
    } catch (ScalerException notMade) {
      return List.of();
    }
    return sources;
  }
}
