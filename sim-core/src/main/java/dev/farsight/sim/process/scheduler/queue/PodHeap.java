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
  private final List<Entry> heap = new ArrayList<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A pod and where it is in the heap. */
  private static final class Entry {
    private final String key;
    private QueuedPodInfo pod;
    private int position;

    Entry(String key, QueuedPodInfo pod) {
      this.key = key;
      this.pod = pod;
    }
  }

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
    return entries.containsKey(key);
  }

  @Nullable QueuedPodInfo get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.pod;
  }

  @Nullable QueuedPodInfo peek() {
    return heap.isEmpty() ? null : heap.get(0).pod;
  }

  @Nullable QueuedPodInfo pop() {
    return heap.isEmpty() ? null : removeAt(0);
  }

  void addOrUpdate(QueuedPodInfo pod) {
    String key = pod.key();
    Entry entry = entries.get(key);
    if (entry == null) {
      Entry added = new Entry(key, pod);
      entries.put(key, added);
      heap.add(added);
      added.position = heap.size() - 1;
      up(added.position);
    } else {
      entry.pod = pod;
      fix(entry.position);
    }
  }

  @Nullable QueuedPodInfo remove(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : removeAt(entry.position);
  }

  /** Returns the pods in the order in which they would be popped; a copy. */
  List<QueuedPodInfo> inOrder() {
    List<QueuedPodInfo> sorted = new ArrayList<>(heap.size());
    heap.forEach(entry -> sorted.add(entry.pod));
    sorted.sort(order);
    return sorted;
  }

  private QueuedPodInfo removeAt(int position) {
    Entry removed = heap.get(position);
    Entry last = heap.remove(heap.size() - 1);
    entries.remove(removed.key);
    if (position < heap.size()) {
      place(last, position);
      fix(position);
    }
    return removed.pod;
  }

  private void fix(int position) {
    if (!down(position)) {
      up(position);
    }
  }

  private void up(int start) {
    int position = start;
    Entry moved = heap.get(position);
    while (position > 0) {
      int parent = (position - 1) / 2;
      if (order.compare(moved.pod, heap.get(parent).pod) >= 0) {
        break;
      }
      place(heap.get(parent), position);
      position = parent;
    }
    place(moved, position);
  }

  private boolean down(int start) {
    int position = start;
    Entry moved = heap.get(position);
    while (2 * position + 1 < heap.size()) {
      int child = 2 * position + 1;
      if (child + 1 < heap.size()
          && order.compare(heap.get(child + 1).pod, heap.get(child).pod) < 0) {
        child++;
      }
      if (order.compare(heap.get(child).pod, moved.pod) >= 0) {
        break;
      }
      place(heap.get(child), position);
      position = child;
    }
    place(moved, position);
    return position > start;
  }

  private void place(Entry entry, int position) {
    heap.set(position, entry);
    entry.position = position;
  }
}
