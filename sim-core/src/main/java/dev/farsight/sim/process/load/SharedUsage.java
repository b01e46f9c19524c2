package dev.farsight.sim.process.load;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Usage of CPU or memory that Ready pods share evenly: as a share of their requests in percent, and
 * as a value per pod.
 */
final class SharedUsage {

  private final Simulator simulator;
  private final LoadForm.Usage usage;
  private final String namespace;
  private final Map<String, Long> requestMilliOf = new LinkedHashMap<>();
  private long requestMilli;

  SharedUsage(Simulator simulator, Cluster cluster, LoadSpec load, LoadForm.Usage usage) {
    this.simulator = simulator;
    this.usage = usage;
    this.namespace = load.namespace();
    cluster.watch(Kinds.POD, 0, this::onPod);
    String key = load.key() + "/" + usage.resource();
    cluster.metricSources().drive(key, () -> share(true));
    cluster.metricSources().drive(key + "/average", () -> share(false));
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    boolean shares =
        event.type() != WatchEvent.Type.DELETED
            && pod.namespace().equals(namespace)
            && usage.pods().matches(pod)
            && ReadyPods.isReady(pod);
    Long before = requestMilliOf.remove(pod.metadata().uid());
    requestMilli -= before == null ? 0 : before;
    if (shares) {
      long own = requestMilli(pod);
      requestMilliOf.put(pod.metadata().uid(), own);
      requestMilli += own;
    }
  }

  private long share(boolean ofRequests) {
    long pods = requestMilliOf.size();
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
