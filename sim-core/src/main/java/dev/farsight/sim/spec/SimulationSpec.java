package dev.farsight.sim.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that one run depends on, besides its seed.
 *
 * @param cluster starting state of the cluster
 * @param model latencies and switches
 * @param timeline what users do, in the order of the scenario; ids are unique
 * @param end when the run ends
 * @param checks whether invariants are checked during the run
 * @param loads what the world outside asks for
 */
public record SimulationSpec(
    ClusterSpec cluster,
    ModelSpec model,
    List<TimelineStep> timeline,
    EndSpec end,
    ChecksLevel checks,
    List<LoadSpec> loads) {

  /** How much a run watches itself. */
  public enum ChecksLevel {
    /** Nothing is checked. */
    OFF,
    /**
     * What no control plane can do ends the run as an error of Farsight's: time that goes back, a
     * pod that is bound twice, leaves a final phase or is Ready without a node.
     */
    INVARIANTS
  }

  /** Makes the list unmodifiable and refuses steps that share an id or wait for no step. */
  public SimulationSpec {
    timeline = List.copyOf(timeline);
    loads = List.copyOf(loads);
    Set<String> ids = new LinkedHashSet<>();
    for (TimelineStep step : timeline) {
      if (!ids.add(step.id())) {
        throw new IllegalArgumentException("two steps have the id \"" + step.id() + "\"");
      }
    }
    for (TimelineStep step : timeline) {
      if (step.when() instanceof StepTime.After after && !ids.contains(after.stepId())) {
        throw new IllegalArgumentException(
            "step \"" + step.id() + "\" waits for \"" + after.stepId() + "\", which is no step");
      }
    }
  }

  /** Makes a run without load. */
  public SimulationSpec(
      ClusterSpec cluster,
      ModelSpec model,
      List<TimelineStep> timeline,
      EndSpec end,
      ChecksLevel checks) {
    this(cluster, model, timeline, end, checks, List.of());
  }

  /** Returns a copy with other loads. */
  public SimulationSpec withLoads(List<LoadSpec> loads) {
    return new SimulationSpec(cluster, model, timeline, end, checks, loads);
  }

  /** Returns the run of a cluster with the default model and without steps, until quiescent. */
  public static SimulationSpec of(ClusterSpec cluster) {
    return new SimulationSpec(
        cluster, ModelSpec.DEFAULT, List.of(), EndSpec.QUIESCENT, ChecksLevel.INVARIANTS);
  }

  /** Returns a copy with another {@code model}. */
  public SimulationSpec withModel(ModelSpec model) {
    return new SimulationSpec(cluster, model, timeline, end, checks, loads);
  }

  /** Returns a copy with another {@code timeline}. */
  public SimulationSpec withTimeline(List<TimelineStep> timeline) {
    return new SimulationSpec(cluster, model, timeline, end, checks, loads);
  }

  /** Returns a copy with another {@code end}. */
  public SimulationSpec withEnd(EndSpec end) {
    return new SimulationSpec(cluster, model, timeline, end, checks, loads);
  }
}
