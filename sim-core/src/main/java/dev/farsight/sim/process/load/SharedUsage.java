package dev.farsight.sim.process.load;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;

/**
 * Usage of CPU or memory that Ready pods share evenly: as a share of their requests in percent, and
 * as a value per pod.
 */
final class SharedUsage {

  private final Simulator simulator;
  private final Cluster cluster;
  private final LoadSpec load;
  private final LoadForm.Usage usage;

  SharedUsage(Simulator simulator, Cluster cluster, LoadSpec load, LoadForm.Usage usage) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.load = load;
    this.usage = usage;
    String key = load.key() + "/" + usage.resource();
    cluster.metricSources().drive(key, () -> share(true));
    cluster.metricSources().drive(key + "/average", () -> share(false));
  }

  private long share(boolean ofRequests) {
    long pods = 0;
    long requestMilli = 0;
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(load.namespace())) {
      if (usage.pods().matches(pod) && ReadyPods.isReady(pod)) {
        pods++;
        requestMilli += requestMilli(pod);
      }
    }
    long demand = usage.demand().milliAt(simulator.now());
    if (ofRequests) {
      return requestMilli == 0 ? 0 : (long) ((double) demand / requestMilli * 100_000);
    }
    return pods == 0 ? 0 : demand / pods;
  }

  private long requestMilli(Pod pod) {
    long milli = 0;
    for (Container container : pod.spec().containers()) {
      Quantity request =
          container.resources() == null
              ? null
              : container.resources().requests().get(usage.resource());
      milli += request == null ? 0 : request.milliValue();
    }
    return milli;
  }
}
