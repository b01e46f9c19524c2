package dev.farsight.sim.process.workload;

import dev.farsight.sim.kube.Timestamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a controller has asked for and not yet seen in its cache; until then it must not ask again.
 * Deletions are tracked by pod, so that one that was seen twice counts once. What is not seen
 * within five minutes is forgotten ({@code UIDTrackingControllerExpectations}).
 */
public final class Expectations {

  private static final long TIMEOUT_NANOS = 5 * 60 * 1_000_000_000L;

  private final Map<String, Expected> byKey = new LinkedHashMap<>();

  /** Returns whether everything asked for under a key has been seen, or was given up. */
  public boolean satisfied(String key, Timestamp now) {
    Expected expected = byKey.get(key);
    return expected == null
        || (expected.creations <= 0 && expected.deletions.isEmpty())
        || now.nanos() - expected.sinceNanos > TIMEOUT_NANOS;
  }

  /** Expects pods to appear; replaces what was expected under the key before. */
  public void expectCreations(String key, int count, Timestamp now) {
    Expected expected = new Expected(now.nanos());
    expected.creations = count;
    byKey.put(key, expected);
  }

  /** Expects pods to go; replaces what was expected under the key before. */
  public void expectDeletions(String key, Collection<String> podUids, Timestamp now) {
    Expected expected = new Expected(now.nanos());
    expected.deletions.addAll(podUids);
    byKey.put(key, expected);
  }

  /** Expects pods to appear and others to go; replaces what was expected before. */
  public void expect(String key, int creations, Collection<String> podUids, Timestamp now) {
    expectDeletions(key, podUids, now);
    Expected expected = byKey.get(key);
    if (expected != null) {
      expected.creations = creations;
    }
  }

  /** Takes note of a pod that appeared, or that could not be made. */
  public void creationObserved(String key) {
    Expected expected = byKey.get(key);
    if (expected != null) {
      expected.creations--;
    }
  }

  /** Takes note of a pod that goes, or that could not be deleted. */
  public void deletionObserved(String key, String podUid) {
    Expected expected = byKey.get(key);
    if (expected != null) {
      expected.deletions.remove(podUid);
    }
  }

  /** Forgets everything expected under a key. */
  public void forget(String key) {
    byKey.remove(key);
  }

  /** What is expected under one key. */
  private static final class Expected {
    private final long sinceNanos;
    private final Set<String> deletions = new LinkedHashSet<>();
    private int creations;

    Expected(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }
}
