package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.ScaleTriggers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
      for (Trigger trigger : Trigger.all(namespace, triggers, 0)) {
        if (!trigger.isResource() && trigger.cron() == null) {
          sources.add(trigger.sourceKeys(namespace));
        }
      }
    } catch (ScalerException notMade) {
      return List.of();
    }
    return sources;
  }

  /**
   * Returns why KEDA cannot make the scalers of triggers, in its own words, or null if it can.
   *
   * @param namespace namespace of the triggers' object
   * @param triggers triggers of one ScaledObject or ScaledJob
   */
  public static @Nullable String refusal(String namespace, List<ScaleTriggers> triggers) {
    try {
      Trigger.all(namespace, triggers, 0);
      return null;
    } catch (ScalerException notMade) {
      return notMade.text();
    }
  }

  /** Returns the types of triggers that KEDA knows. */
  public static List<String> types() {
    List<String> types = new ArrayList<>(ScalerType.all());
    types.addAll(List.of("cpu", "cron", "memory"));
    return types;
  }

  /**
   * Returns what is wrong with triggers as a whole, as KEDA's webhook and operator say it, or null.
   *
   * @param triggers triggers of one ScaledObject or ScaledJob
   */
  public static @Nullable String problem(List<ScaleTriggers> triggers) {
    return Trigger.problem(triggers);
  }
}
