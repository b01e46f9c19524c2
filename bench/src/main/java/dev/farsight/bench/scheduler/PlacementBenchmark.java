package dev.farsight.bench.scheduler;

import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to place one of ten thousand pods on an empty cluster, by code that is compiled: after four
 * rounds of a fifth of a second, as it was measured at first, half of it is not, and the time of a
 * round still falls. What a fresh JVM takes is told by the commands.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 12)
@Measurement(iterations = 4)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class PlacementBenchmark {

  static final int PODS = 10_000;

  /** Nodes. */
  @Param({"500", "5000", "50000"})
  public int nodes;

  /** What the pods ask for. */
  @Param({"BASIC", "SPREAD"})
  public String template;

  private List<Node> cluster = List.of();
  private List<Pod> pods = List.of();
  private SchedulerAlone scheduler = new SchedulerAlone(List.of());
  private long expected;

  /** Makes nodes and pods. */
  @Setup
  public void prepare() {
    SyntheticCluster synthetic = new SyntheticCluster(SyntheticCluster.Template.valueOf(template));
    cluster = synthetic.nodes(nodes);
    pods = synthetic.pods(PODS);
    expected = new SchedulerAlone(cluster).place(pods);
  }

  /** Makes an empty cluster. */
  @Setup(Level.Iteration)
  public void empty() {
    scheduler = new SchedulerAlone(cluster);
  }

  /** Queues and places all pods. */
  @Benchmark
  @OperationsPerInvocation(PODS)
  public long place() {
    long placed = scheduler.place(pods);
    if (placed != expected || scheduler.placedCount() != PODS) {
      throw new IllegalStateException(scheduler.placedCount() + " pods, or other nodes");
    }
    return placed;
  }
}
