package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pods whose back-off has not ended: {@code podBackoffQ} for rejected pods, which may be popped
 * early, and {@code podErrorBackoffQ} for pods that came back from an error, which may not.
 */
final class BackoffQueue {

  private final QueueSettings settings;
  private final LongSupplier clock;
  private final PodHeap podBackoffQ;
  private final PodHeap podErrorBackoffQ;

  BackoffQueue(
      QueueSettings settings, LongSupplier clock, Comparator<? super QueuedPodInfo> activeOrder) {
    this.settings = settings;
    this.clock = clock;
    Comparator<QueuedPodInfo> byExpiry =
        (one, other) -> Long.compare(backoffTimeNanos(one), backoffTimeNanos(other));
    this.podBackoffQ = new PodHeap(byExpiry.thenComparing(activeOrder));
    this.podErrorBackoffQ =
        new PodHeap(byExpiry.thenComparing(Comparator.comparingLong(QueuedPodInfo::sequence)));
  }

  /** Returns whether the pod still backs off; in the second of its end it does. */
  boolean isPodBackingOff(QueuedPodInfo pod) {
    return backoffTimeNanos(pod) >= settings.alignToWindow(clock.getAsLong());
  }

  /**
   * Returns the end of the back-off, cut to the whole second; the distant past if there is none.
   */
  long backoffTimeNanos(QueuedPodInfo pod) {
    int count =
        pod.consecutiveErrorsCount() > 0 ? pod.consecutiveErrorsCount() : pod.unschedulableCount();
    if (settings.podMaxBackoffNanos() == 0 || count == 0) {
      return Long.MIN_VALUE;
    }
    if (pod.backoffExpirationNanos() == QueuedPodInfo.NO_EXPIRATION) {
      pod.setBackoffExpirationNanos(
          settings.alignToWindow(pod.timestampNanos() + backoffDurationNanos(count)));
    }
    return pod.backoffExpirationNanos();
  }

  private long backoffDurationNanos(int count) {
    int shift = Math.min(count - 1, 62);
    if (settings.podInitialBackoffNanos() > settings.podMaxBackoffNanos() >> shift) {
      return settings.podMaxBackoffNanos();
    }
    return settings.podInitialBackoffNanos() << shift;
  }

  void add(QueuedPodInfo pod) {
    if (pod.hasRejectors()) {
      podBackoffQ.addOrUpdate(pod);
      podErrorBackoffQ.remove(pod.key());
    } else {
      podErrorBackoffQ.addOrUpdate(pod);
      podBackoffQ.remove(pod.key());
    }
  }

  @Nullable QueuedPodInfo update(String key, Pod newPod) {
    for (PodHeap queue : List.of(podBackoffQ, podErrorBackoffQ)) {
      QueuedPodInfo pod = queue.get(key);
      if (pod != null) {
        pod.update(newPod);
        queue.addOrUpdate(pod);
        return pod;
      }
    }
    return null;
  }

  boolean delete(String key) {
    return podBackoffQ.remove(key) != null || podErrorBackoffQ.remove(key) != null;
  }

  @Nullable QueuedPodInfo get(String key) {
    QueuedPodInfo pod = podBackoffQ.get(key);
    return pod != null ? pod : podErrorBackoffQ.get(key);
  }

  boolean has(String key) {
    return podBackoffQ.has(key) || podErrorBackoffQ.has(key);
  }

  int size() {
    return podBackoffQ.size() + podErrorBackoffQ.size();
  }

  /** Returns whether a pod could be popped before its back-off ends. */
  boolean canPop() {
    return !podBackoffQ.isEmpty();
  }

  @Nullable QueuedPodInfo popBackoff() {
    return podBackoffQ.pop();
  }

  /** Removes and returns the pods whose back-off is complete. */
  List<QueuedPodInfo> popAllBackoffCompleted() {
    List<QueuedPodInfo> completed = new ArrayList<>();
    for (PodHeap queue : List.of(podBackoffQ, podErrorBackoffQ)) {
      QueuedPodInfo head = queue.peek();
      while (head != null && !isPodBackingOff(head)) {
        completed.add(head);
        queue.pop();
        head = queue.peek();
      }
    }
    return completed;
  }

  /** Returns the earliest end of a back-off, or {@link Long#MAX_VALUE} if no pod backs off. */
  long earliestExpirationNanos() {
    return Math.min(headExpirationNanos(podBackoffQ), headExpirationNanos(podErrorBackoffQ));
  }

  private long headExpirationNanos(PodHeap queue) {
    QueuedPodInfo head = queue.peek();
    return head == null ? Long.MAX_VALUE : backoffTimeNanos(head);
  }

  /** Returns the rejected pods in the order of the queue, then those that came from errors. */
  List<QueuedPodInfo> inOrder() {
    List<QueuedPodInfo> all = podBackoffQ.inOrder();
    all.addAll(podErrorBackoffQ.inOrder());
    return all;
  }

  boolean isErrorBackoff(String key) {
    return podErrorBackoffQ.has(key);
  }
}
