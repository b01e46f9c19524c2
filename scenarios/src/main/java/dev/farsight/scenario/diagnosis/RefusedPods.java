package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodShortage;
import dev.farsight.sim.result.RunResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Workloads whose pods the API server refuses to create: no pod tells of it, only the events of
 * their controllers.
 */
public final class RefusedPods {

  private static final String FAILED = "FailedCreate";
  private static final String COMBINED = "(combined from similar events): ";

  /** Controllers of which a run tells how many pods are missing. */
  private static final Set<String> COUNTED =
      Set.of("ReplicaSet", "StatefulSet", "DaemonSet", "Job");

  private RefusedPods() {}

  /**
   * What the API server refuses to a workload when a run ends: the refusals since its last pod was
   * created, or all.
   *
   * @param workload workload as {@code namespace/Kind/name}
   * @param object controller that asks, as {@code Kind/namespace/name}
   * @param component name of the controller, such as {@code replicaset-controller}
   * @param shortage how many pods it lacks; null where nobody counts them
   * @param message the last answer
   * @param firstNanos first refusal
   * @param lastNanos last refusal
   * @param count number of refusals
   */
  public record Refusal(
      String workload,
      String object,
      String component,
      @Nullable PodShortage shortage,
      String message,
      long firstNanos,
      long lastNanos,
      long count) {

    /** Returns what is missing, such as {@code 2 of 4 pods}. */
    public String missing() {
      return shortage == null
          ? "pods"
          : shortage.missing()
              + " of "
              + shortage.wanted()
              + (shortage.wanted() == 1 ? " pod" : " pods");
    }

    /** Returns the workload as people write it: {@code Deployment shop/web}. */
    public String title() {
      String[] parts = workload.split("/", -1);
      return parts[1] + " " + parts[0] + "/" + parts[2];
    }

    /** Returns how often and from when till when, such as {@code x24 from 0s until 18m02s}. */
    public String span() {
      return count == 1
          ? "at " + ClockText.of(firstNanos)
          : "x" + count + " from " + ClockText.of(firstNanos) + " until " + ClockText.of(lastNanos);
    }

    private Refusal and(EventRecord event) {
      boolean later = event.lastNanos() >= lastNanos;
      return new Refusal(
          workload,
          object,
          component,
          shortage,
          later ? plain(event.message()) : message,
          Math.min(firstNanos, event.firstNanos()),
          Math.max(lastNanos, event.lastNanos()),
          count + event.count());
    }
  }

  /**
   * Returns the workloads that lack pods for this reason when a run ends.
   *
   * @return workload as {@code namespace/Kind/name} to what is refused
   */
  public static Map<String, Refusal> of(RunResult run) {
    Map<String, EventRecord> last = new LinkedHashMap<>();
    Map<String, Long> lastCreated = new LinkedHashMap<>();
    for (EventRecord event : run.events()) {
      boolean created = event.reason().equals("SuccessfulCreate");
      if (created) {
        lastCreated.merge(event.object(), event.lastNanos(), Math::max);
      }
      if (created || event.reason().equals(FAILED)) {
        last.merge(event.object(), event, (a, b) -> b.lastNanos() >= a.lastNanos() ? b : a);
      }
    }
    Map<String, Refusal> refused = new LinkedHashMap<>();
    last.forEach(
        (object, event) -> {
          String workload = workload(run, object);
          PodShortage shortage = shortage(run, object);
          boolean lacks = shortage != null || !COUNTED.contains(kind(object));
          if (event.reason().equals(FAILED) && !workload.isEmpty() && lacks) {
            long since = lastCreated.getOrDefault(object, Long.MIN_VALUE);
            refused.putIfAbsent(workload, refusal(run, workload, shortage, event, since));
          }
        });
    return refused;
  }

  private static Refusal refusal(
      RunResult run,
      String workload,
      @Nullable PodShortage shortage,
      EventRecord last,
      long sinceNanos) {
    Refusal refusal = null;
    for (EventRecord event : run.events()) {
      boolean counts = event.reason().equals(FAILED) && event.lastNanos() >= sinceNanos;
      if (!counts || !event.object().equals(last.object())) {
        continue;
      }
      refusal =
          refusal == null
              ? new Refusal(
                  workload,
                  event.object(),
                  event.component(),
                  shortage,
                  plain(event.message()),
                  event.firstNanos(),
                  event.lastNanos(),
                  event.count())
              : refusal.and(event);
    }
    return Objects.requireNonNull(refusal);
  }

  private static String plain(String message) {
    return message.startsWith(COMBINED) ? message.substring(COMBINED.length()) : message;
  }

  private static String kind(String object) {
    return object.substring(0, object.indexOf('/'));
  }

  private static @Nullable PodShortage shortage(RunResult run, String object) {
    for (PodShortage shortage : run.shortages()) {
      if (shortage.object().equals(object)) {
        return shortage;
      }
    }
    return null;
  }

  /** Returns the workload of an object: the Deployment of a ReplicaSet, else the object itself. */
  private static String workload(RunResult run, String object) {
    String[] parts = object.split("/", -1);
    if (parts.length != 3) {
      return "";
    }
    if (parts[0].equals("ReplicaSet")) {
      for (DeploymentOutcome deployment : run.deployments()) {
        if (deployment.namespace().equals(parts[1])
            && parts[2].startsWith(deployment.name() + "-")
            && parts[2].lastIndexOf('-') == deployment.name().length()) {
          return parts[1] + "/Deployment/" + deployment.name();
        }
      }
    }
    return parts[1] + "/" + parts[0] + "/" + parts[2];
  }
}
