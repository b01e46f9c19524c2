package dev.farsight.sim.cluster;

import org.jspecify.annotations.Nullable;

/**
 * An extension API server that serves {@code external.metrics.k8s.io}; the API server forwards
 * requests to it (the aggregation layer) and hands its answers on.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/">upstream
 *     documentation</a>
 */
public interface ExternalMetricsServer {

  /**
   * A request for one metric.
   *
   * @param namespace namespace
   * @param metric name of the metric
   * @param scaledObjectKey key of the ScaledObject that the selector's label {@code
   *     scaledobject.keda.sh/name} names
   */
  record Request(String namespace, String metric, String scaledObjectKey) {}

  /**
   * The answer to a request.
   *
   * @param code HTTP status code
   * @param milli value in thousandths; meaningless unless the code is 200
   * @param message text of the error; absent when there is a value
   */
  record Answer(int code, long milli, @Nullable String message) {

    /** Returns the answer that carries a value. */
    public static Answer of(long milli) {
      return new Answer(200, milli, null);
    }

    /** Returns the answer that carries an error. */
    public static Answer failed(int code, String message) {
      return new Answer(code, 0, message);
    }
  }

  /** Takes the answer of a request at a later instant. */
  @FunctionalInterface
  interface Client {

    /** Takes the answer. */
    void answered(Answer answer);
  }

  /**
   * Serves a request.
   *
   * @param client is told exactly once, unless the answer is returned
   * @return the answer if it is there at once, else null
   */
  @Nullable Answer serve(Request request, Client client);
}
