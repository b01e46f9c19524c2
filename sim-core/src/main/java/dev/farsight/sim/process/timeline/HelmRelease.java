package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code helm install}: pre-install hooks one after the other, the objects of the chart, with
 * {@code --wait} a wait until they are Ready, post-install hooks. Hooks are waited for in any case;
 * each wait ends at the client's time-out, and what was installed stays unless the release is
 * atomic.
 *
 * <p>Source: Helm 3, {@code pkg/action/install.go} and {@code hooks.go}; texts as Helm prints them.
 */
final class HelmRelease {

  private static final String HOOK = "helm.sh/hook";
  private static final String WEIGHT = "helm.sh/hook-weight";

  private final Simulator simulator;
  private final Cluster cluster;
  private final TimelineStep step;
  private final StepAction.HelmInstall install;
  private final StepActions actions;
  private final SurroundingsActions surroundings;
  private final StepLog log;
  private final EventType<Subject> timeout;
  private final List<AppliedObject> before;
  private final List<AppliedObject> main = new ArrayList<>();
  private final List<AppliedObject> after;
  private Phase phase = Phase.BEFORE;
  private int hook = -1;
  private int waits;
  private boolean advancing;
  private @Nullable Runnable onFinished;

  private enum Phase {
    BEFORE,
    MAIN,
    WAIT,
    AFTER,
    FINISHED
  }

  HelmRelease(
      Simulator simulator,
      Cluster cluster,
      TimelineStep step,
      StepAction.HelmInstall install,
      StepActions actions,
      SurroundingsActions surroundings,
      StepLog log) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.step = step;
    this.install = install;
    this.actions = actions;
    this.surroundings = surroundings;
    this.log = log;
    this.timeout = simulator.declare("helm.timeout", Priority.SAMPLE, this::onTimeout);
    this.before = hooks("pre-install");
    this.after = hooks("post-install");
    for (AppliedObject object : install.objects()) {
      if (hookOf(object) == null) {
        main.add(object);
      }
    }
  }

  private List<AppliedObject> hooks(String event) {
    List<AppliedObject> hooks = new ArrayList<>();
    for (AppliedObject object : install.objects()) {
      String hook = hookOf(object);
      if (hook != null && List.of(hook.split("\\s*,\\s*", -1)).contains(event)) {
        hooks.add(object);
      }
    }
    hooks.sort(Comparator.comparingInt(HelmRelease::weight));
    return hooks;
  }

  private static @Nullable String hookOf(AppliedObject object) {
    return object.object().metadata().annotations().get(HOOK);
  }

  private static int weight(AppliedObject object) {
    String text = object.object().metadata().annotations().getOrDefault(WEIGHT, "0");
    return text.matches("-?[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  void start(Runnable whenFinished) {
    onFinished = whenFinished;
    advance();
  }

  /** Goes on as far as it can, and returns whether everything is done. */
  boolean isFinished() {
    advance();
    return phase == Phase.FINISHED;
  }

  private void advance() {
    if (advancing) {
      return;
    }
    advancing = true;
    boolean moved = true;
    while (moved && phase != Phase.FINISHED) {
      moved =
          switch (phase) {
            case BEFORE -> advanceHooks(before, "pre-install", Phase.MAIN);
            case MAIN -> {
              actions.apply(step, new StepAction.Apply(main));
              enter(install.waits() ? Phase.WAIT : Phase.AFTER);
              yield true;
            }
            case WAIT -> {
              boolean ready = surroundings.isReady(main);
              if (ready) {
                enter(Phase.AFTER);
              }
              yield ready;
            }
            case AFTER -> advanceHooks(after, "post-install", Phase.FINISHED);
            case FINISHED -> false;
          };
    }
    advancing = false;
  }

  private void enter(Phase next) {
    phase = next;
    hook = -1;
    if (next == Phase.WAIT) {
      startWaiting();
    }
  }

  private void startWaiting() {
    waits++;
    simulator.schedule(install.timeoutNanos(), timeout, Subject.of(step.id() + "#" + waits));
  }

  private boolean advanceHooks(List<AppliedObject> hooks, String event, Phase next) {
    if (hook >= 0) {
      KubeObject current = hooks.get(hook).object();
      String failure = failure(current);
      if (failure != null) {
        fail("failed " + event + ": " + failure, new NotReady(cluster).of(List.of(current)));
        return true;
      }
      if (!isDone(current)) {
        return false;
      }
    }
    if (hook + 1 == hooks.size()) {
      enter(next);
      return true;
    }
    hook++;
    actions.apply(step, new StepAction.Apply(List.of(hooks.get(hook))));
    startWaiting();
    return true;
  }

  private boolean isDone(KubeObject object) {
    if (object.kind() == Kinds.JOB) {
      Job job = cluster.get(Kinds.JOB, object.key());
      return job != null && has(job, "Complete");
    }
    if (object.kind() == Kinds.POD) {
      Pod pod = cluster.get(Kinds.POD, object.key());
      return pod != null && "Succeeded".equals(pod.status().phase());
    }
    return true;
  }

  private @Nullable String failure(KubeObject object) {
    Job job = object.kind() == Kinds.JOB ? cluster.get(Kinds.JOB, object.key()) : null;
    if (job == null || !has(job, "Failed")) {
      return null;
    }
    String reason = "BackoffLimitExceeded";
    for (Condition condition : job.status().conditions()) {
      reason = condition.type().equals("Failed") ? condition.reason() : reason;
    }
    return "job " + job.name() + " failed: " + reason;
  }

  private static boolean has(Job job, String type) {
    for (Condition condition : job.status().conditions()) {
      if (condition.type().equals(type) && condition.status().equals("True")) {
        return true;
      }
    }
    return false;
  }

  private void onTimeout(Subject subject) {
    if (phase == Phase.FINISHED || !subject.subjectName().equals(step.id() + "#" + waits)) {
      return;
    }
    if (phase == Phase.WAIT) {
      giveUp("", main);
    } else if (phase == Phase.BEFORE || phase == Phase.AFTER) {
      boolean early = phase == Phase.BEFORE;
      giveUp(
          early ? "failed pre-install: " : "failed post-install: ",
          List.of((early ? before : after).get(hook)));
    }
    if (onFinished != null) {
      onFinished.run();
    }
  }

  private void giveUp(String where, List<AppliedObject> objects) {
    List<KubeObject> waitedFor = new ArrayList<>();
    objects.forEach(applied -> waitedFor.add(applied.object()));
    List<String> missed = new NotReady(cluster).of(waitedFor);
    fail(where + "timed out waiting for the condition", missed);
  }

  private void fail(String why, List<String> waitedFor) {
    log.gaveUp(step, "INSTALLATION FAILED: " + why, waitedFor);
    phase = Phase.FINISHED;
    if (install.atomic()) {
      surroundings.remove(step, install.objects());
    }
  }
}
