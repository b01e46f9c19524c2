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
  record Reading(long milli, @Nullable String error) {

    /** Nothing: the scalers were thrown away before they could be asked once more. */
    static final Reading NONE = new Reading(0, null);
  }

  /**
   * Who asks.
   *
   * @param cache scalers that are asked
   * @param trigger trigger that is asked
   * @param namespace namespace of its object
   * @param by {@link #BY_POLL} or {@link #BY_HPA}
   * @param then takes the reading
   */
  record Request(
      ScalersCache cache, Trigger trigger, String namespace, String by, Consumer<Reading> then) {}

  /** A try that waits for an answer which will not come. */
  private final class Hanging implements Subject {
    private final Request request;
    private final boolean retried;

    Hanging(Request request, boolean retried) {
      this.request = request;
      this.retried = retried;
    }

    @Override
    public long subjectId() {
      return Subject.idOf("trigger", subjectName());
    }

    @Override
    public String subjectName() {
      return request.namespace() + "/" + request.trigger().metricName();
    }

    void giveUp() {
      if (retried) {
        String error = request.trigger().failureText(ExternalMetric.HANG);
        request.then().accept(new Reading(0, error));
      } else if (request.cache().isClosed()) {
        request.then().accept(Reading.NONE);
      } else {
        attempt(request, true);
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
  void read(Request request) {
    CronWindow cron = request.trigger().cron();
    if (cron != null) {
      request.then().accept(new Reading(cron.milli(simulator.now()), cron.failure()));
    } else {
      attempt(request, false);
    }
  }

  private void attempt(Request request, boolean retry) {
    Trigger trigger = request.trigger();
    MetricSources sources = cluster.metricSources();
    String key = sources.firstKnown(trigger.sourceKeys(request.namespace()));
    MetricSources.Reading said = sources.read(key);
    if (cluster.audit().isHeard()) {
      int slash = key.indexOf('/');
      cluster
          .audit()
          .sourceRead(
              new AuditLog.SourceRead(
                  slash < 0 ? request.namespace() : key.substring(0, slash),
                  key.substring(slash + 1),
                  request.by(),
                  said,
                  retry));
    }
    String failure = said.failure();
    if (failure == null) {
      request.then().accept(new Reading(said.milli(), null));
    } else if (failure.equals(ExternalMetric.HANG)) {
      simulator.schedule(KedaDefaults.HTTP_TIMEOUT_NANOS, timedOut, new Hanging(request, retry));
    } else if (retry) {
      request.then().accept(new Reading(0, trigger.failureText(failure)));
    } else {
      attempt(request, true);
    }
  }
}
