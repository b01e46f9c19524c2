package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ClusterEvent;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.QueuedPod;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A pod in the scheduling queue and what its attempts so far have left behind. */
public final class QueuedPodInfo implements QueuedPod {

  /** Stands for a back-off that was not computed yet. */
  static final long NO_EXPIRATION = Long.MIN_VALUE;

  private final String key;
  private Pod pod;
  private int priority;
  private final SortedSet<String> unschedulablePlugins = new TreeSet<>();
  private final SortedSet<String> pendingPlugins = new TreeSet<>();
  private List<ClusterEvent> gatingPluginEvents = List.of();
  private @Nullable String gatingPlugin;
  private long timestampNanos;
  private long sequence;
  private long backoffExpirationNanos = NO_EXPIRATION;
  private int attemptCount;
  private int unschedulableCount;
  private int consecutiveErrorsCount;
  private boolean flushed;

  QueuedPodInfo(Pod pod, long timestampNanos, long sequence) {
    this.key = pod.key();
    this.pod = pod;
    this.priority = PodInfo.priority(pod);
    this.timestampNanos = timestampNanos;
    this.sequence = sequence;
  }

  @Override
  public Pod pod() {
    return pod;
  }

  @Override
  public int priority() {
    return priority;
  }

  /** Returns the key of the pod, {@code namespace/name}. */
  public String key() {
    return key;
  }

  /** Returns the plugins that rejected the pod in its last attempt, or gate it; a view, sorted. */
  public SortedSet<String> unschedulablePlugins() {
    return Collections.unmodifiableSortedSet(unschedulablePlugins);
  }

  /** Returns the plugins that asked in its last attempt to wait for them; a view, sorted. */
  public SortedSet<String> pendingPlugins() {
    return Collections.unmodifiableSortedSet(pendingPlugins);
  }

  /** Returns the plugin that holds the pod back, or null if it is not gated. */
  public @Nullable String gatingPlugin() {
    return gatingPlugin;
  }

  /** Returns whether a PreEnqueue plugin holds the pod back. */
  public boolean isGated() {
    return gatingPlugin != null;
  }

  @Override
  public long timestampNanos() {
    return timestampNanos;
  }

  /** Returns how many attempts were begun. */
  public int attemptCount() {
    return attemptCount;
  }

  /** Returns how many attempts ended with a rejection. */
  public int unschedulableCount() {
    return unschedulableCount;
  }

  /** Returns how many attempts in a row ended with an error that is no rejection. */
  public int consecutiveErrorsCount() {
    return consecutiveErrorsCount;
  }

  /** Returns whether its present attempt is owed to the flush of unschedulable pods. */
  public boolean wasFlushed() {
    return flushed;
  }

  /** Sets the outcome of an attempt: the plugins to blame; none of both for an error. */
  public void setRejectorPlugins(Collection<String> unschedulable, Collection<String> pending) {
    unschedulablePlugins.clear();
    unschedulablePlugins.addAll(unschedulable);
    pendingPlugins.clear();
    pendingPlugins.addAll(pending);
    gatingPlugin = null;
    gatingPluginEvents = List.of();
  }

  /** Replaces the pod by a newer version of it. */
  public void update(Pod newer) {
    this.pod = newer;
    this.priority = PodInfo.priority(newer);
  }

  boolean hasRejectors() {
    return !unschedulablePlugins.isEmpty() || !pendingPlugins.isEmpty();
  }

  boolean isRejectedBy(String plugin) {
    return unschedulablePlugins.contains(plugin) || pendingPlugins.contains(plugin);
  }

  List<ClusterEvent> gatingPluginEvents() {
    return gatingPluginEvents;
  }

  void gate(String plugin, List<ClusterEvent> events) {
    unschedulablePlugins.add(plugin);
    gatingPlugin = plugin;
    gatingPluginEvents = events;
  }

  void ungate() {
    gatingPlugin = null;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  long backoffExpirationNanos() {
    return backoffExpirationNanos;
  }

  void setBackoffExpirationNanos(long nanos) {
    backoffExpirationNanos = nanos;
  }

  void countAttempt() {
    attemptCount++;
  }

  void setFlushed() {
    flushed = true;
  }

  /** Notes that an attempt has failed and the pod waits anew from now on. */
  void comeBack(long nowNanos, long newSequence) {
    if (hasRejectors()) {
      unschedulableCount++;
      consecutiveErrorsCount = 0;
    } else {
      consecutiveErrorsCount++;
    }
    timestampNanos = nowNanos;
    sequence = newSequence;
    backoffExpirationNanos = NO_EXPIRATION;
    flushed = false;
  }

  @Override
  public String toString() {
    return "QueuedPodInfo[" + key() + ", attempts " + attemptCount + "]";
  }
}
