package dev.farsight.sim.process.load;

import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;

/** Pods that take one message each off a metric that steps set. */
final class TakenMessages {

  private final Cluster cluster;
  private final LoadSpec load;
  private final LoadForm.Taken taken;

  TakenMessages(Cluster cluster, LoadSpec load, LoadForm.Taken taken) {
    this.cluster = cluster;
    this.load = load;
    this.taken = taken;
    cluster.watch(Kinds.POD, 0, this::onPod);
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    Pod old = event.old();
    String phase = taken.whenDone() ? "Succeeded" : "Running";
    boolean reached =
        event.type() == WatchEvent.Type.MODIFIED
            && phase.equals(pod.status().phase())
            && (old == null || !phase.equals(old.status().phase()));
    if (!reached || !taken.takenBy().matches(pod)) {
      return;
    }
    String namespace = load.namespace().isEmpty() ? pod.namespace() : load.namespace();
    String key = namespace + "/" + load.name();
    ExternalMetric metric = cluster.get(Kinds.EXTERNAL_METRIC, key);
    Quantity value = metric == null ? null : metric.value();
    if (value != null) {
      long left = Math.max(0, value.value() - 1);
      cluster.modify(Kinds.EXTERNAL_METRIC, key, m -> m.withValue(Quantity.ofUnits(left), null));
      cluster.audit().messageTaken(new AuditLog.MessageTaken(load.name(), pod, left));
    }
  }
}
