package dev.farsight.sim.process.scheduler.framework;

import java.util.Arrays;

/** How many pods there are of each priority; there are few priorities, and many pods of each. */
final class PodPriorities {

  /** The priorities that pods have, ascending, and how many pods have each. */
  private int[] priorities = new int[4];

  private int[] pods = new int[4];
  private int size;

  PodPriorities() {}

  void add(int priority) {
    int index = Arrays.binarySearch(priorities, 0, size, priority);
    if (index < 0) {
      index = -index - 1;
      insert(index, priority);
    }
    pods[index]++;
  }

  private void insert(int index, int priority) {
    if (size == priorities.length) {
      priorities = Arrays.copyOf(priorities, 2 * size);
      pods = Arrays.copyOf(pods, 2 * size);
    }
    System.arraycopy(priorities, index, priorities, index + 1, size - index);
    System.arraycopy(pods, index, pods, index + 1, size - index);
    priorities[index] = priority;
    pods[index] = 0;
    size++;
  }

  /** Takes back a pod that was added. */
  void remove(int priority) {
    int index = Arrays.binarySearch(priorities, 0, size, priority);
    pods[index]--;
    if (pods[index] == 0) {
      size--;
      System.arraycopy(priorities, index + 1, priorities, index, size - index);
      System.arraycopy(pods, index + 1, pods, index, size - index);
    }
  }

  /** Returns whether any pod has a priority below the one given. */
  boolean anyBelow(int priority) {
    return size > 0 && priorities[0] < priority;
  }
}
