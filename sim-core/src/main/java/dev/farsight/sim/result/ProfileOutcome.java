package dev.farsight.sim.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life of one Fargate profile.
 *
 * @param name name
 * @param selectors what it selects
 * @param requestedNanos time at which it was asked for; negative for the starting state
 * @param activeNanos time at which it became ACTIVE
 * @param effectiveNanos time from which the webhook admits for it
 * @param deletingNanos time at which its deletion began
 * @param goneNanos time at which it was gone
 * @param failure why it could not be made or removed; null if nothing went wrong
 */
public record ProfileOutcome(
    String name,
    List<Selector> selectors,
    long requestedNanos,
    @Nullable Long activeNanos,
    @Nullable Long effectiveNanos,
    @Nullable Long deletingNanos,
    @Nullable Long goneNanos,
    @Nullable String failure) {

  /** Makes the list unmodifiable. */
  public ProfileOutcome {
    selectors = List.copyOf(selectors);
  }

  /**
   * One selector of a profile.
   *
   * @param namespace namespace, wildcards allowed
   * @param labels wanted labels, wildcards allowed
   */
  public record Selector(String namespace, Map<String, String> labels) {

    /** Makes the map unmodifiable, keeping its order. */
    public Selector {
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
  }
}
