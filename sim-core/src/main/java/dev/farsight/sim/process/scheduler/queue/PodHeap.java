package dev.farsight.sim.process.scheduler.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap of pods that finds a pod by its key; adding, removing and updating take O(log n).
 */
final class PodHeap {

  private final Comparator<? super QueuedPodInfo> order;
  private final List<QueuedPodInfo> heap = new ArrayList<>();
  private final Map<String, Integer> positions = new LinkedHashMap<>();

  PodHeap(Comparator<? super QueuedPodInfo> order) {
    this.order = order;
  }

  boolean isEmpty() {
    return heap.isEmpty();
  }

  int size() {
    return heap.size();
  }

  boolean has(String key) {
    return positions.containsKey(key);
  }

  @Nullable QueuedPodInfo get(String key) {
    Integer position = positions.get(key);
    return position == null ? null : heap.get(position);
  }

  @Nullable QueuedPodInfo peek() {
    return heap.isEmpty() ? null : heap.get(0);
  }

  @Nullable QueuedPodInfo pop() {
    return heap.isEmpty() ? null : removeAt(0);
  }

  void addOrUpdate(QueuedPodInfo pod) {
    Integer position = positions.get(pod.key());
    if (position == null) {
      heap.add(pod);
      positions.put(pod.key(), heap.size() - 1);
      up(heap.size() - 1);
    } else {
      heap.set(position, pod);
      fix(position);
    }
  }

  @Nullable QueuedPodInfo remove(String key) {
    Integer position = positions.get(key);
    return position == null ? null : removeAt(position);
  }

  /** Returns the pods in the order in which they would be popped; a copy. */
  List<QueuedPodInfo> inOrder() {
    List<QueuedPodInfo> sorted = new ArrayList<>(heap);
    sorted.sort(order);
    return sorted;
  }

  private QueuedPodInfo removeAt(int position) {
    QueuedPodInfo removed = heap.get(position);
    QueuedPodInfo last = heap.remove(heap.size() - 1);
    positions.remove(removed.key());
    if (position < heap.size()) {
      place(last, position);
      fix(position);
    }
    return removed;
  }

  private void fix(int position) {
    if (!down(position)) {
      up(position);
    }
  }

  private void up(int start) {
    int position = start;
    QueuedPodInfo moved = heap.get(position);
    while (position > 0) {
      int parent = (position - 1) / 2;
      if (order.compare(moved, heap.get(parent)) >= 0) {
        break;
      }
      place(heap.get(parent), position);
      position = parent;
    }
    place(moved, position);
  }

  private boolean down(int start) {
    int position = start;
    QueuedPodInfo moved = heap.get(position);
    while (2 * position + 1 < heap.size()) {
      int child = 2 * position + 1;
      if (child + 1 < heap.size() && order.compare(heap.get(child + 1), heap.get(child)) < 0) {
        child++;
      }
      if (order.compare(heap.get(child), moved) >= 0) {
        break;
      }
      place(heap.get(child), position);
      position = child;
    }
    place(moved, position);
    return position > start;
  }

  private void place(QueuedPodInfo pod, int position) {
    heap.set(position, pod);
    positions.put(pod.key(), position);
  }
}
