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
   * Who waits for an answer.
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
        Reading reading = attempt(request.trigger(), request.namespace(), request.by(), true);
        if (reading == null) {
          await(request, true);
        } else {
          request.then().accept(reading);
        }
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

  /**
   * Reads a trigger.
   *
   * @param by {@link #BY_POLL} or {@link #BY_HPA}
   * @return what it said, or null where its source does not answer: then it is to be {@linkplain
   *     #await awaited}
   */
  @Nullable Reading read(Trigger trigger, String namespace, String by) {
    CronWindow cron = trigger.cron();
    return cron != null
        ? new Reading(cron.milli(simulator.now()), cron.failure())
        : attempt(trigger, namespace, by, false);
  }

  /** Waits for the answer of a trigger that has just not answered. */
  void await(Request request) {
    await(request, false);
  }

  private void await(Request request, boolean retried) {
    simulator.schedule(KedaDefaults.HTTP_TIMEOUT_NANOS, timedOut, new Hanging(request, retried));
  }

  private @Nullable Reading attempt(Trigger trigger, String namespace, String by, boolean retry) {
    MetricSources sources = cluster.metricSources();
    String key = sources.firstKnown(trigger.sourceKeys(namespace));
    MetricSources.Reading said = sources.read(key);
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
      return new Reading(said.milli(), null);
    }
    if (failure.equals(ExternalMetric.HANG)) {
      return null;
    }
    return retry
        ? new Reading(0, trigger.failureText(failure))
        : attempt(trigger, namespace, by, true);
  }
}
