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

  /** Records what the loops do. */
  void normal(KubeObject object, String reason, String note) {
    record(object, "Normal", reason, reason, note);
  }

  /** Records what the loops cannot do. */
  void warning(KubeObject object, String reason, String note) {
    record(object, "Warning", reason, reason, note);
  }

  /** Records that a loop was started. */
  void loopStarted(KubeObject object) {
    record(object, "Normal", "KEDAScalersStarted", "ScalersWatchStarted", "Started scalers watch");
  }

  /** Records what a controller finds in order. */
  void emitNormal(KubeObject object, String reason, String note) {
    record(object, "Normal", reason, note, note);
  }

  /** Records what a controller finds wrong, or gone. */
  void emitWarning(KubeObject object, String reason, String note) {
    record(object, "Warning", reason, note, note);
  }

  private void record(KubeObject object, String type, String reason, String action, String note) {
    long now = cluster.nowNanos();
    if (now - lookedNanos > EventSeriesRecorder.FINISH_NANOS) {
      recorder.finishSeries();
      lookedNanos = now;
    }
    recorder.record(object, type, reason, action, note);
  }
}
