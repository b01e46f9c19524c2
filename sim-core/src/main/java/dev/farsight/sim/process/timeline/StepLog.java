package dev.farsight.sim.process.timeline;

import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of the timeline: when each step started and was complete, what the API answered, and
 * which step last touched which object.
 */
public final class StepLog {

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> lastTouch = new LinkedHashMap<>();
  private final List<ProfileOutcome> refused = new ArrayList<>();
  private final LongSupplier nowNanos;

  /**
   * Makes the log of a timeline.
   *
   * @param steps steps, in the order of the scenario
   * @param nowNanos tells the time
   */
  public StepLog(List<TimelineStep> steps, LongSupplier nowNanos) {
    this.nowNanos = nowNanos;
    for (TimelineStep step : steps) {
      entries.put(step.id(), new Entry(step));
    }
  }

  private static final class Entry {
    private final TimelineStep step;
    private @Nullable Long startedNanos;
    private @Nullable Long completedNanos;
    private @Nullable String failure;
    private @Nullable Long failedNanos;
    private List<String> waitedFor = List.of();

    Entry(TimelineStep step) {
      this.step = step;
    }
  }

  void started(TimelineStep step, long nowNanos) {
    entry(step).startedNanos = nowNanos;
  }

  void completed(TimelineStep step, long nowNanos) {
    entry(step).completedNanos = nowNanos;
  }

  void failed(TimelineStep step, String message) {
    Entry entry = entry(step);
    String before = entry.failure;
    entry.failure = before == null ? message : before + "; " + message;
    entry.failedNanos =
        entry.failedNanos == null ? Long.valueOf(nowNanos.getAsLong()) : entry.failedNanos;
  }

  /** Takes notice that a client gave up, and of what it still waited for. */
  void gaveUp(TimelineStep step, String message, List<String> waitedFor) {
    failed(step, message);
    entry(step).waitedFor = waitedFor;
  }

  private Entry entry(TimelineStep step) {
    return entries.computeIfAbsent(step.id(), id -> new Entry(step));
  }

  void touched(TimelineStep step, Kind<?> kind, String key) {
    lastTouch.put(kind.name() + "/" + key, step.text());
  }

  void refusedProfile(ProfileTemplate profile, String message, long nowNanos) {
    List<ProfileOutcome.Selector> selectors = new ArrayList<>();
    for (FargateProfileSelector selector : profile.spec().selectors()) {
      selectors.add(new ProfileOutcome.Selector(selector.namespace(), selector.labels()));
    }
    refused.add(
        new ProfileOutcome(profile.name(), selectors, nowNanos, null, null, null, null, message));
  }

  /** Returns the profiles that the AWS API refused to create, in the order of the requests. */
  public List<ProfileOutcome> refusedProfiles() {
    return List.copyOf(refused);
  }

  /** Returns the text of the step that last touched an object, or null if none did. */
  public @Nullable String lastStep(String kind, String key) {
    return lastTouch.get(kind + "/" + key);
  }

  /**
   * Returns whether a step may still bring nodes: it has not begun, or it is eksctl. Whoever waits
   * for eksctl may have given up, and an object of an add-on may have been refused: what eksctl has
   * asked for goes on, so that only a step that is done and well is over.
   */
  public boolean mayBringNodes() {
    for (Entry entry : entries.values()) {
      boolean done = entry.completedNanos != null;
      boolean failed = entry.failure != null;
      boolean installs = entry.step.action() instanceof StepAction.EksctlCreateCluster;
      if (installs ? !done || failed : entry.startedNanos == null && !done && !failed) {
        return true;
      }
    }
    return false;
  }

  /** Returns what became of the steps, in the order of the scenario. */
  public List<StepOutcome> outcomes() {
    List<StepOutcome> outcomes = new ArrayList<>();
    for (Entry entry : entries.values()) {
      outcomes.add(
          new StepOutcome(
              entry.step.id(),
              entry.step.action().word(),
              entry.step.text(),
              entry.startedNanos,
              entry.completedNanos,
              entry.failure,
              entry.failedNanos,
              entry.waitedFor));
    }
    return outcomes;
  }
}
