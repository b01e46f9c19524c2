package dev.farsight.sim.random;

/** How often each subject has drawn: a hash table from subject to count, without objects. */
final class DrawCounts {

  private long[] subjects = new long[64];
  private int[] counts = new int[64];
  private int size;

  /** Returns how often a subject has drawn so far, and counts one more. */
  int next(long subjectId) {
    int mask = subjects.length - 1;
    int index = (int) Mixing.mix(subjectId) & mask;
    while (counts[index] != 0) {
      if (subjects[index] == subjectId) {
        return counts[index]++;
      }
      index = (index + 1) & mask;
    }
    subjects[index] = subjectId;
    counts[index] = 1;
    if (++size > subjects.length / 2) {
      grow();
    }
    return 0;
  }

  private void grow() {
    long[] oldSubjects = subjects;
    int[] oldCounts = counts;
    subjects = new long[2 * oldSubjects.length];
    counts = new int[2 * oldCounts.length];
    int mask = subjects.length - 1;
    for (int i = 0; i < oldSubjects.length; i++) {
      if (oldCounts[i] != 0) {
        int index = (int) Mixing.mix(oldSubjects[i]) & mask;
        while (counts[index] != 0) {
          index = (index + 1) & mask;
        }
        subjects[index] = oldSubjects[i];
        counts[index] = oldCounts[i];
      }
    }
  }
}
