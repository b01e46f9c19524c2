package dev.farsight.bench.run;

import dev.farsight.sim.result.ExperimentResult;
import java.lang.management.ManagementFactory;

/** Measures what an experiment keeps of each replication until all of them are summed up. */
public final class KeptMemory {

  private static final int THREADS = 2;

  private KeptMemory() {}

  /**
   * Returns how much more memory the results of many replications take than that of one, in bytes
   * for each.
   */
  public static double bytesPerReplication(int replications) {
    ExperimentResult one = ReplicationsBenchmark.run(1, 1);
    long before = used();
    ExperimentResult many = ReplicationsBenchmark.run(replications, THREADS);
    long after = used();
    if (one.replications().size() != 1 || many.replications().size() != replications) {
      throw new IllegalStateException(many.replications().size() + " replications finished");
    }
    return (double) (after - before) / replications;
  }

  /** Returns the bytes of the heap in use once all garbage is collected. */
  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
