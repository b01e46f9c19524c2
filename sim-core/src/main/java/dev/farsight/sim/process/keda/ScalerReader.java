package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.MetricSources;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.spec.KedaDefaults;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks scalers for their values. A scaler that fails is made anew and asked once more; one that
 * does not answer costs the time limit of KEDA's HTTP client each time.
 */
final class ScalerReader {

  /** On behalf of the operator's own loop. */
  static final String BY_POLL = "poll";

  /** On behalf of an autoscaler. */
  static final String BY_HPA = "hpa";

  /**
   * What a scaler said.
   *
   * @param milli value in thousandths; meaningless if it failed
   * @param error what went wrong; absent if nothing did
   */
  record Reading(long milli, @Nullable String error) {}

  /** A try that waits for an answer which will not come. */
  private final class Hanging implements Subject {
    private final Trigger trigger;
    private final String namespace;
    private final String by;
    private final boolean retried;
    private final Consumer<Reading> then;

    Hanging(Trigger trigger, String namespace, String by, boolean retried, Consumer<Reading> then) {
      this.trigger = trigger;
      this.namespace = namespace;
      this.by = by;
      this.retried = retried;
      this.then = then;
    }

    @Override
    public long subjectId() {
      return Subject.idOf("trigger", subjectName());
    }

    @Override
    public String subjectName() {
      return namespace + "/" + trigger.metricName();
    }

    void giveUp() {
      if (retried) {
        then.accept(new Reading(0, trigger.failureText(ExternalMetric.HANG)));
      } else {
        attempt(trigger, namespace, by, true, then);
      }
    }
  }

  private final Simulator simulator;
  private final Cluster cluster;
  private final EventType<Hanging> timedOut;

  ScalerReader(Simulator simulator, Cluster cluster) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.timedOut =
        simulator.declareMaintenance(
            "keda.scaler-timeout",
            Priority.CONTROL,
            KedaDefaults.HTTP_TIMEOUT_NANOS,
            Hanging::giveUp);
  }

  /** Reads a trigger; the reading comes at once unless the source does not answer. */
  void read(Trigger trigger, String namespace, String by, Consumer<Reading> then) {
    CronWindow cron = trigger.cron();
    if (cron != null) {
      then.accept(new Reading(cron.milli(simulator.now()), null));
    } else {
      attempt(trigger, namespace, by, false, then);
    }
  }

  private void attempt(
      Trigger trigger, String namespace, String by, boolean retry, Consumer<Reading> then) {
    String key = sourceKey(trigger, namespace);
    MetricSources.Reading said = cluster.metricSources().read(key);
    if (cluster.audit().isHeard()) {
      int slash = key.indexOf('/');
      cluster
          .audit()
          .sourceRead(
              new AuditLog.SourceRead(
                  slash < 0 ? namespace : key.substring(0, slash),
                  key.substring(slash + 1),
                  by,
                  said,
                  retry));
    }
    String failure = said.failure();
    if (failure == null) {
      then.accept(new Reading(said.milli(), null));
    } else if (failure.equals(ExternalMetric.HANG)) {
      simulator.schedule(
          KedaDefaults.HTTP_TIMEOUT_NANOS,
          timedOut,
          new Hanging(trigger, namespace, by, retry, then));
    } else if (retry) {
      then.accept(new Reading(0, trigger.failureText(failure)));
    } else {
      attempt(trigger, namespace, by, true, then);
    }
  }

  private String sourceKey(Trigger trigger, String namespace) {
    List<String> keys = trigger.sourceKeys(namespace);
    for (String key : keys) {
      if (cluster.metricSources().isKnown(key)) {
        return key;
      }
    }
    return keys.get(0);
  }
}
