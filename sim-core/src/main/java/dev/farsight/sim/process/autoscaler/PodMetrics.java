package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.spec.AutoscalerDefaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proposes sizes from metrics of single pods ({@code GetResourceReplicas}, {@code
 * calcPlainMetricReplicas}). A scenario states one value for all pods, so every running pod reports
 * the same; pods that are not Ready yet count as if they used nothing when that makes the
 * autoscaler scale up less.
 */
final class PodMetrics {

  private static final String CPU = "cpu";

  private final Tolerance tolerance;
  private final int current;
  private final List<Pod> ready = new ArrayList<>();
  private final List<Pod> unready = new ArrayList<>();
  private boolean none = true;

  /**
   * Looks at the pods of a target.
   *
   * @param resource resource that is measured, empty for another metric
   * @param current size of the target
   */
  PodMetrics(
      Cluster cluster,
      String namespace,
      @Nullable LabelSelector selector,
      String resource,
      Tolerance tolerance,
      int current) {
    this.tolerance = tolerance;
    this.current = current;
    if (selector == null) {
      return;
    }
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(namespace)) {
      if (!selector.matches(pod.metadata().labels())) {
        continue;
      }
      none = false;
      String phase = pod.status().phase();
      if (pod.metadata().isTerminating() || "Failed".equals(phase) || "Succeeded".equals(phase)) {
        continue;
      }
      boolean reports =
          "Running".equals(phase) && !(resource.equals(CPU) && isStarting(pod, cluster.now()));
      (reports ? ready : unready).add(pod);
    }
  }

  /** The usage of a pod that has just started says nothing yet ({@code groupPods}). */
  private static boolean isStarting(Pod pod, Timestamp now) {
    PodCondition condition = pod.status().condition("Ready");
    Timestamp started = pod.status().startTime();
    Timestamp changed = condition == null ? null : condition.lastTransitionTime();
    if (condition == null || started == null || changed == null) {
      return true;
    }
    boolean notReady = condition.status().equals("False");
    if (now.nanos() < started.nanos() + AutoscalerDefaults.CPU_INITIALIZATION_NANOS) {
      return notReady || now.nanos() < changed.nanos() + AutoscalerDefaults.METRICS_WINDOW_NANOS;
    }
    return notReady
        && changed.nanos() < started.nanos() + AutoscalerDefaults.INITIAL_READINESS_NANOS;
  }

  /** Returns why there are no metrics of pods, or null if there are. */
  @Nullable String failure() {
    return none
        ? "no pods returned by selector while calculating replica count"
        : ready.isEmpty()
            ? "did not receive metrics for targeted pods (pods might be unready)"
            : null;
  }

  /** Returns how many pods report. */
  int reporting() {
    return ready.size();
  }

  /** Returns the size for a value per pod, both in thousandths. */
  int byValue(long milliPerPod, long wantedMilli) {
    double ratio = (double) milliPerPod / wantedMilli;
    long withUnready = milliPerPod * ready.size() / (ready.size() + unready.size());
    return propose(ratio, (double) withUnready / wantedMilli);
  }

  /**
   * Returns the size for a utilization in percent of what the pods request.
   *
   * @param milliPercent utilization in thousandths of a percent
   */
  int byUtilization(long milliPercent, int wantedPercent, String resource, @Nullable String in)
      throws MissingRequestException {
    long reporting = 0;
    for (Pod pod : ready) {
      reporting += requestMilli(pod, resource, in);
    }
    long all = reporting;
    for (Pod pod : unready) {
      all += requestMilli(pod, resource, in);
    }
    long percent = milliPercent / 1000;
    long withUnready = all == 0 ? 0 : (long) ((double) milliPercent * reporting / all / 1000);
    return propose((double) percent / wantedPercent, (double) withUnready / wantedPercent);
  }

  private int propose(double ratio, double ratioWithUnready) {
    if (unready.isEmpty() || ratio <= 1.0) {
      return tolerance.covers(ratio) ? current : Tolerance.ceil(ratio * ready.size());
    }
    if (tolerance.covers(ratioWithUnready) || ratioWithUnready < 1.0) {
      return current;
    }
    int replicas = Tolerance.ceil(ratioWithUnready * (ready.size() + unready.size()));
    return Math.max(replicas, current);
  }

  /** A container does not say how much of a resource it requests. */
  static final class MissingRequestException extends Exception {
    private static final long serialVersionUID = 1;

    MissingRequestException(String message) {
      super(message);
    }
  }

  private static long requestMilli(Pod pod, String resource, @Nullable String in)
      throws MissingRequestException {
    List<Container> containers = new ArrayList<>(pod.spec().containers());
    for (Container container : pod.spec().initContainers()) {
      if ("Always".equals(container.restartPolicy())) {
        containers.add(container);
      }
    }
    long milli = 0;
    boolean found = in == null;
    for (Container container : containers) {
      if (in != null && !in.equals(container.name())) {
        continue;
      }
      found = true;
      Quantity request =
          container.resources() == null ? null : container.resources().requests().get(resource);
      if (request == null) {
        throw new MissingRequestException(
            "missing request for "
                + resource
                + " in container "
                + container.name()
                + " of Pod "
                + pod.name());
      }
      milli += request.milliValue();
    }
    if (!found) {
      throw new MissingRequestException("container " + in + " not found in Pod " + pod.name());
    }
    return milli;
  }
}
