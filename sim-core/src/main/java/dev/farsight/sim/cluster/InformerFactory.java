package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The informers of one component, such as kube-controller-manager: its processes share one cache
 * per kind, and all of it lags by the same watch delay.
 */
public final class InformerFactory {

  private final Cluster cluster;
  private final long watchDelayNanos;
  private final Map<Kind<?>, Informer<?>> informers = new LinkedHashMap<>();

  /**
   * Makes the informers of a component.
   *
   * @param cluster API server it watches
   * @param watchDelayNanos time from a change to the cache, in nanoseconds, at least 0
   */
  public InformerFactory(Cluster cluster, long watchDelayNanos) {
    this.cluster = cluster;
    this.watchDelayNanos = watchDelayNanos;
  }

  /** Returns the component's informer of a kind; it must be asked for before objects exist. */
  @SuppressWarnings("unchecked") // informers are kept under the kind they watch
  public <T extends KubeObject> Informer<T> informer(Kind<T> kind) {
    Informer<T> informer = (Informer<T>) informers.get(kind);
    if (informer == null) {
      informer = new Informer<>(cluster, kind, watchDelayNanos);
      informers.put(kind, informer);
    }
    return informer;
  }
}
