package dev.farsight.sim.kube;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests and limits of a container or pod.
 *
 * @param requests least amounts, by resource name
 * @param limits greatest amounts, by resource name
 */
public record ResourceRequirements(Map<String, Quantity> requests, Map<String, Quantity> limits) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ResourceRequirements {
    requests = FrozenMap.copyOf(requests);
    limits = FrozenMap.copyOf(limits);
  }

  /** As the compiler would write it, in plain calls: every pod that is scheduled asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ResourceRequirements that
            && requests.equals(that.requests)
            && limits.equals(that.limits));
  }

  @Override
  public int hashCode() {
    return 31 * requests.hashCode() + limits.hashCode();
  }
}
