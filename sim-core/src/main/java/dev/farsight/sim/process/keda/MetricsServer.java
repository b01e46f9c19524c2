package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.ExternalMetricsServer;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.spec.KedaDefaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KEDA's metrics server: it hands requests of autoscalers on to the operator and waits for the
 * connection where there is none, until the API server cuts the request ({@code pkg/provider}).
 */
final class MetricsServer implements ExternalMetricsServer {

  private static final String METRIC_ERROR =
      "rpc error: code = Unknown desc = error when getting metric values ";

  /** A request under way. */
  private static final class Call implements Subject {
    private final Request request;
    private final Client client;
    private long timer;
    private boolean done;

    Call(Request request, Client client) {
      this.request = request;
      this.client = client;
    }

    void answer(Answer answer) {
      if (!done) {
        done = true;
        client.answered(answer);
      }
    }

    @Override
    public long subjectId() {
      return Subject.idOf(request.namespace(), request.metric());
    }

    @Override
    public String subjectName() {
      return request.namespace() + "/" + request.metric();
    }
  }

  private final Simulator simulator;
  private final KedaAvailability availability;
  private final ScaledObjectScalers scalers;
  private final ScalerReader reader;
  private final FallbackHealth health;
  private final EventType<Call> cut;
  private boolean connected;
  private final List<Call> waiting = new ArrayList<>();
  private final List<Call> asked = new ArrayList<>();

  MetricsServer(
      Simulator simulator,
      KedaAvailability availability,
      ScaledObjectScalers scalers,
      ScalerReader reader,
      FallbackHealth health) {
    this.simulator = simulator;
    this.availability = availability;
    this.scalers = scalers;
    this.reader = reader;
    this.health = health;
    this.cut =
        simulator.declareMaintenance(
            "keda.request-cut", Priority.CONTROL, KedaDefaults.REQUEST_TIMEOUT_NANOS, this::onCut);
  }

  @Override
  public @Nullable Answer serve(Request request, Client client) {
    if (!availability.isMetricsServerAvailable()) {
      return Answer.failed(
          503,
          "the server is currently unable to handle the request (get "
              + request.metric()
              + ".external.metrics.k8s.io)");
    }
    if (connected) {
      return ask(request, null, client);
    }
    Call call = new Call(request, client);
    call.timer = simulator.schedule(KedaDefaults.REQUEST_TIMEOUT_NANOS, cut, call);
    waiting.add(call);
    return null;
  }

  private void onCut(Call call) {
    waiting.remove(call);
    call.answer(
        Answer.failed(
            504,
            "the server was unable to return a response in the time allotted, but may still be"
                + " processing the request (get "
                + call.request.metric()
                + ".external.metrics.k8s.io)"));
  }

  /** Takes notice that the connection to the operator was made or lost. */
  void connectionChanged(boolean connectedNow) {
    connected = connectedNow;
    if (connected) {
      List<Call> calls = List.copyOf(waiting);
      waiting.clear();
      for (Call call : calls) {
        simulator.cancel(call.timer);
        Answer answer = ask(call.request, call, call.client);
        if (answer != null) {
          call.answer(answer);
        }
      }
      return;
    }
    List<Call> calls = List.copyOf(asked);
    asked.clear();
    for (Call call : calls) {
      call.answer(
          Answer.failed(
              500, "rpc error: code = Unavailable desc = error reading from server: EOF"));
    }
  }

  /**
   * Asks the operator.
   *
   * @param waited the request if it has waited for the connection
   * @return the answer, or null if the trigger's source lets it wait
   */
  private @Nullable Answer ask(Request request, @Nullable Call waited, Client client) {
    String key = request.scaledObjectKey();
    ScalersCache cache;
    try {
      cache = scalers.ofKey(key);
    } catch (ScalerException e) {
      return Answer.failed(500, METRIC_ERROR + "error getting scalers " + e.text());
    }
    HeldScaledObject held = cache == null ? null : cache.held();
    Trigger trigger = cache == null ? null : find(cache, request.metric());
    if (cache == null || held == null || trigger == null) {
      return noneFound(request.metric());
    }
    ScalerReader.Reading reading = scalers.kept(key, trigger);
    if (reading == null) {
      reading = reader.read(trigger, request.namespace(), ScalerReader.BY_HPA);
    }
    if (reading != null) {
      return answer(key, held, trigger, reading);
    }
    Call call = waited == null ? new Call(request, client) : waited;
    asked.add(call);
    reader.await(
        new ScalerReader.Request(
            cache,
            trigger,
            request.namespace(),
            ScalerReader.BY_HPA,
            late -> {
              if (asked.remove(call)) {
                call.answer(answer(key, held, trigger, late));
              }
            }));
    return null;
  }

  private static Answer noneFound(String metric) {
    return Answer.failed(500, METRIC_ERROR + "no matching metrics found for " + metric);
  }

  private static @Nullable Trigger find(ScalersCache cache, String metric) {
    for (Trigger trigger : cache.triggers()) {
      if (!trigger.isResource() && trigger.metricName().equals(metric)) {
        return trigger;
      }
    }
    return null;
  }

  private Answer answer(
      String key, HeldScaledObject held, Trigger trigger, ScalerReader.Reading reading) {
    if (reading == ScalerReader.Reading.NONE) {
      return noneFound(trigger.metricName());
    }
    FallbackHealth.Outcome outcome = health.judge(held, trigger, reading);
    if (outcome.error() == null) {
      return Answer.of(outcome.milli());
    }
    scalers.clear(key);
    return Answer.failed(
        500, METRIC_ERROR + "metric:" + trigger.metricName() + " encountered error");
  }
}
