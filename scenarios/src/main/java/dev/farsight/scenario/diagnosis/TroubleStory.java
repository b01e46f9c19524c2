package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The story of what is wrong and is no pod: a workload whose pods are refused before they exist, or
 * a step whose client gave up or was refused.
 *
 * @param kind what it is about
 * @param name workload as {@code namespace/Kind/name}, or id of the step
 * @param title what people call it: {@code Deployment shop/web}, {@code helm install shop}
 * @param state how it stands, in a few words
 * @param cause its cause; null where the causes of its pods tell it
 * @param links the chain
 * @param remedies what frees it
 */
public record TroubleStory(
    Kind kind,
    String name,
    String title,
    String state,
    @Nullable Cause cause,
    List<WhyStory.Link> links,
    List<Remedy> remedies) {

  /** What a story is about. */
  public enum Kind {
    /** A workload of a cluster. */
    WORKLOAD,
    /** A step of the timeline. */
    STEP
  }

  /** Makes the lists unmodifiable. */
  public TroubleStory {
    links = List.copyOf(links);
    remedies = List.copyOf(remedies);
  }

  /** Returns the stories of a run whose pods have their causes: failed steps, refused workloads. */
  public static List<TroubleStory> of(RunResult run) {
    List<TroubleStory> stories = new ArrayList<>();
    for (StepOutcome step : StepCauses.failed(run)) {
      stories.add(ofStep(run, step));
    }
    for (RefusedPods.Refusal refusal : RefusedPods.of(run).values()) {
      stories.add(ofWorkload(run, refusal));
    }
    return stories;
  }

  /** Returns whether the story is that of a name: of a workload, or of the step of a pod. */
  public boolean isAbout(String wanted) {
    String[] parts = name.split("/", -1);
    return kind == Kind.WORKLOAD
        && (wanted.equals(parts[2])
            || wanted.equals(parts[0] + "/" + parts[2])
            || wanted.equals(parts[1] + "/" + parts[2])
            || wanted.equals(name));
  }

  private static TroubleStory ofWorkload(RunResult run, RefusedPods.Refusal refusal) {
    List<WhyStory.Link> links = new ArrayList<>();
    String times = refusal.count() == 1 ? "" : " (" + refusal.span() + ")";
    links.add(
        new WhyStory.Link(
            refusal.firstNanos(),
            "refused",
            refusal.component() + ": FailedCreate" + times,
            List.of(refusal.message())));
    links.add(
        new WhyStory.Link(
            run.endNanos(),
            "at the end",
            refusal.missing()
                + " missing: no pod exists that could tell why, the controller asks again after at"
                + " most 16m40s and the API server gives the same answer",
            List.of()));
    Cause cause = Cause.NOT_CREATED;
    return new TroubleStory(
        Kind.WORKLOAD,
        refusal.workload(),
        refusal.title(),
        refusal.missing() + " missing",
        cause,
        links,
        cause.remedies());
  }

  private static TroubleStory ofStep(RunResult run, StepOutcome step) {
    Cause cause = StepCauses.of(run, step);
    return new TroubleStory(
        Kind.STEP,
        step.id(),
        step.text(),
        "FAILED",
        cause,
        stepLinks(run, step),
        cause == null ? List.of() : cause.remedies());
  }

  private static List<WhyStory.Link> stepLinks(RunResult run, StepOutcome step) {
    List<WhyStory.Link> links = new ArrayList<>();
    Long started = step.startedNanos();
    if (started != null) {
      links.add(new WhyStory.Link(started, "started", step.text(), List.of()));
    }
    links.add(failed(run, step));
    return links;
  }

  /** Returns how a step failed, and how what it waited for stands. */
  static WhyStory.Link failed(RunResult run, StepOutcome step) {
    List<String> details = new ArrayList<>();
    for (String object : step.waitedFor()) {
      details.add("it waited for " + waitedFor(run, object, step.failedNanos()));
    }
    return new WhyStory.Link(
        step.failedNanos(), "failed", Objects.requireNonNullElse(step.failure(), ""), details);
  }

  private static String waitedFor(RunResult run, String object, @Nullable Long failedNanos) {
    String[] parts = object.split("/", -1);
    String name =
        parts.length == 3 ? parts[0] + " " + parts[1] + "/" + parts[2] : object.replace('/', ' ');
    if (object.startsWith("Pod/")) {
      for (PodOutcome pod : run.pods()) {
        if (("Pod/" + pod.key()).equals(object)) {
          return name + ": " + state(pod, failedNanos);
        }
      }
    }
    return name;
  }

  private static String state(PodOutcome pod, @Nullable Long failedNanos) {
    Long since = pod.stuckSinceNanos();
    Long ready = pod.readyNanos();
    String cause = pod.causeCode() == null ? "" : " (" + pod.causeCode() + ")";
    if (pod.stuck() && since != null) {
      return "stuck since " + ClockText.of(since) + cause;
    }
    if (ready != null && failedNanos != null && ready >= failedNanos) {
      return "Ready at "
          + ClockText.of(ready)
          + ", "
          + ClockText.of(ready - failedNanos)
          + " too late";
    }
    return (pod.deletedNanos() == null ? pod.state().word() : "deleted since") + cause;
  }
}
