package dev.farsight.bench.scaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.EndSpec;
import dev.farsight.sim.spec.LoadCurve;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.SimulationSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one replication of a day: ScaledObjects whose load rises and falls once, polled every 30
 * s, their autoscalers synced every 15 s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 3)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx1g", "-XX:+UseSerialGC"})
public class ScalingDayBenchmark {

  private static final long HOUR_NANOS = 3_600_000_000_000L;
  private static final double TARGET = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** ScaledObjects in the cluster. */
  @Param({"50"})
  public int scaledObjects;

  private SimulationSpec spec =
      SimulationSpec.of(ClusterSpec.empty(ModelDefaults.KUBERNETES_VERSION));

  /** Makes the cluster and its loads. */
  @Setup
  public void prepare() throws JsonProcessingException {
    KubeReader reader = new KubeReader(Instant.EPOCH);
    List<KubeObject> objects = new ArrayList<>();
    List<LoadSpec> loads = new ArrayList<>();
    for (int i = 0; i < scaledObjects; i++) {
      String name = "web-" + i;
      objects.add(reader.read(JSON.readTree(deployment(name))));
      objects.add(reader.read(JSON.readTree(scaledObject(name))));
      LoadCurve day = new LoadCurve.Day(0, 50_000, 24 * HOUR_NANOS, (i % 24) * HOUR_NANOS);
      loads.add(new LoadSpec("shop", name, new LoadForm.Given(day)));
    }
    NodeTemplate node =
        new NodeTemplate(
            "big",
            1,
            true,
            Map.of(),
            List.of(),
            Map.of(
                "cpu", Quantity.parse("10000"),
                "memory", Quantity.parse("40000Gi"),
                "pods", Quantity.parse("100000")));
    spec =
        SimulationSpec.of(
                ClusterSpec.empty(ModelDefaults.KUBERNETES_VERSION)
                    .withObjects(objects)
                    .withNodes(List.of(node)))
            .withLoads(loads)
            .withEnd(EndSpec.at(24 * HOUR_NANOS));
  }

  private static String deployment(String name) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "NAME", "namespace": "shop"},
     "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "NAME"}},
       "template": {"metadata": {"labels": {"app": "NAME"}},
         "spec": {"containers": [{"name": "c", "image": "registry.example/web:1"}]}}}}
    """
        .replace("NAME", name);
  }

  private static String scaledObject(String name) {
    return """
    {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "metadata": {"name": "NAME", "namespace": "shop"},
     "spec": {"scaleTargetRef": {"name": "NAME"}, "minReplicaCount": 1, "maxReplicaCount": 20,
       "triggers": [{"type": "metrics-api",
         "metadata": {"url": "http://metrics.example/shop/NAME", "targetValue": "5"}}]}}
    """
        .replace("NAME", name);
  }

  /** Simulates the day; at every full hour the targets must be as large as their loads ask for. */
  @Benchmark
  public RunResult day() {
    RunResult run = Simulation.run(spec, 1);
    Series wanted = run.series(Series.WANTED_REPLICAS);
    for (int hour = 1; wanted != null && hour < 24; hour++) {
      double asked = 0;
      for (LoadSpec load : spec.loads()) {
        asked += Math.max(1, Math.ceil(milliAt(load, hour * HOUR_NANOS) / 1000.0 / TARGET));
      }
      double found = wanted.at(hour * HOUR_NANOS);
      // The tolerance is a tenth up and down, and the way down waits for five minutes.
      if (Math.abs(found - asked) > asked / 10 + scaledObjects / 2.0) {
        throw new IllegalStateException(
            "at hour " + hour + " " + found + " replicas are wanted, the load asks for " + asked);
      }
    }
    if (wanted == null || wanted.size() < 24) {
      throw new IllegalStateException("the replicas do not follow the load: " + wanted);
    }
    return run;
  }

  private static long milliAt(LoadSpec load, long nanos) {
    return ((LoadForm.Given) load.form()).curve().milliAt(nanos);
  }
}
