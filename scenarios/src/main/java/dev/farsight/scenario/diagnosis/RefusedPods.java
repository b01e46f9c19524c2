package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.RunResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Workloads whose pods the API server refuses to create: no pod tells of it, only the events of
 * their controllers.
 */
public final class RefusedPods {

  private RefusedPods() {}

  /**
   * Returns the workloads that lack pods for this reason when a run ends.
   *
   * @return workload as {@code namespace/Kind/name} to the last refusal
   */
  public static Map<String, EventRecord> of(RunResult run) {
    Map<String, EventRecord> last = new LinkedHashMap<>();
    for (EventRecord event : run.events()) {
      boolean created = event.reason().equals("SuccessfulCreate");
      if (created || event.reason().equals("FailedCreate")) {
        last.merge(event.object(), event, (a, b) -> b.lastNanos() >= a.lastNanos() ? b : a);
      }
    }
    Map<String, EventRecord> refused = new LinkedHashMap<>();
    last.forEach(
        (object, event) -> {
          String workload = workload(run, object);
          if (event.reason().equals("FailedCreate") && !workload.isEmpty()) {
            refused.putIfAbsent(workload, event);
          }
        });
    return refused;
  }

  /** Returns the workload of an object; empty for one of a Deployment that lacks nothing. */
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
          return deployment.available() < deployment.desired()
              ? parts[1] + "/Deployment/" + deployment.name()
              : "";
        }
      }
    }
    return parts[1] + "/" + parts[0] + "/" + parts[2];
  }
}
