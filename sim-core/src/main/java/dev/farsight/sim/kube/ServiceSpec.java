package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a Service.
 *
 * @param selector labels of its pods
 * @param ports ports
 * @param type ClusterIP, NodePort, LoadBalancer or ExternalName; absent when not set
 * @param clusterIP address in the cluster; absent when not set
 */
public record ServiceSpec(
    Map<String, String> selector,
    List<ServicePort> ports,
    @Nullable String type,
    @Nullable String clusterIP) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ServiceSpec {
    selector = FrozenMap.copyOf(selector);
    ports = List.copyOf(ports);
  }
}
