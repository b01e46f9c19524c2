package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import dev.farsight.sim.time.SimTime;
import org.jspecify.annotations.Nullable;

/**
 * CreateAddon, and a client that waits until the add-on is ACTIVE: its objects appear some time
 * after the call, and it is ACTIVE once they are all available. A Deployment that exceeds its
 * progress deadline makes it DEGRADED (InsufficientNumberOfReplicas).
 *
 * <p>Text: Terraform, terraform-aws-eks#2069, hashicorp/terraform-provider-aws#44690.
 */
final class AddonCreation {

  private final Simulator simulator;
  private final Cluster cluster;
  private final TimelineStep step;
  private final StepAction.CreateAddon addon;
  private final StepActions actions;
  private final SurroundingsActions surroundings;
  private final StepLog log;
  private final EventType<Subject> visible;
  private final EventType<Subject> timeout;
  private boolean applied;
  private boolean finished;
  private @Nullable Runnable onFinished;

  AddonCreation(
      Simulator simulator,
      Cluster cluster,
      TimelineStep step,
      StepAction.CreateAddon addon,
      StepActions actions,
      SurroundingsActions surroundings,
      StepLog log) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.step = step;
    this.addon = addon;
    this.actions = actions;
    this.surroundings = surroundings;
    this.log = log;
    this.visible = simulator.declare("addon.visible", Priority.STATE, s -> onVisible());
    this.timeout = simulator.declare("addon.timeout", Priority.SAMPLE, s -> onTimeout());
  }

  void start(long objectsAfterNanos, Runnable whenFinished) {
    onFinished = whenFinished;
    simulator.schedule(objectsAfterNanos, visible, Subject.of(step.id()));
    simulator.schedule(addon.timeoutNanos(), timeout, Subject.of(step.id()));
  }

  /** Returns whether the add-on is ACTIVE, or its client has given up. */
  boolean isFinished() {
    finished |= applied && surroundings.isReady(addon.objects());
    return finished;
  }

  private void onVisible() {
    actions.apply(step, new StepAction.Apply(addon.objects()));
    applied = true;
    tell();
  }

  private void onTimeout() {
    if (isFinished()) {
      return;
    }
    finished = true;
    log.gaveUp(
        step,
        "timeout while waiting for state to become 'ACTIVE' (last state: '"
            + (isDegraded() ? "DEGRADED" : "CREATING")
            + "', timeout: "
            + goDuration(addon.timeoutNanos())
            + ")",
        new NotReady(cluster).of(step.objects()));
    tell();
  }

  private void tell() {
    if (onFinished != null) {
      onFinished.run();
    }
  }

  private boolean isDegraded() {
    for (AppliedObject object : addon.objects()) {
      Deployment deployment =
          object.object().kind() == Kinds.DEPLOYMENT
              ? cluster.get(Kinds.DEPLOYMENT, object.object().key())
              : null;
      if (deployment == null) {
        continue;
      }
      for (Condition condition : deployment.status().conditions()) {
        if (condition.reason().equals("ProgressDeadlineExceeded")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns a duration as Go prints it, such as {@code 20m0s}. */
  private static String goDuration(long nanos) {
    long seconds = nanos / SimTime.SECOND_NANOS;
    return seconds / 60 + "m" + seconds % 60 + "s";
  }
}
