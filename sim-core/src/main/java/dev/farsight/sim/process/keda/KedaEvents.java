package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventSeriesRecorder;
import dev.farsight.sim.kube.KubeObject;

/** Records KEDA's events; finished series are written when the next event comes. */
final class KedaEvents {

  private final Cluster cluster;
  private final EventSeriesRecorder recorder;
  private long lookedNanos;

  KedaEvents(Cluster cluster, String component) {
    this.cluster = cluster;
    this.recorder = new EventSeriesRecorder(cluster, component);
  }

  void normal(KubeObject object, String reason, String note) {
    record(object, "Normal", reason, note);
  }

  void warning(KubeObject object, String reason, String note) {
    record(object, "Warning", reason, note);
  }

  private void record(KubeObject object, String type, String reason, String note) {
    long now = cluster.now().nanos();
    if (now - lookedNanos > EventSeriesRecorder.FINISH_NANOS) {
      recorder.finishSeries();
      lookedNanos = now;
    }
    recorder.record(object, type, reason, note);
  }
}
