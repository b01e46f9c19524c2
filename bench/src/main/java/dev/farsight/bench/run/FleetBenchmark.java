package dev.farsight.bench.run;

import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Large fleets on Fargate. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx2g", "-XX:+UseSerialGC"})
public class FleetBenchmark {

  private static final int LAUNCHED = 3_500;
  private static final int STUCK = 500;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: %s, namespace: %s}
      spec:
        replicas: %d
        selector: {matchLabels: {app: fleet}}
        template:
          metadata: {labels: {app: fleet}}
          spec:
            containers:
              - name: main
                image: public.ecr.aws/docker/library/nginx:1.27
                resources: {requests: {cpu: 250m, memory: 256Mi}}
      """;

  private final ResolvedScenario launch =
      BenchScenarios.of(
          """
          apiVersion: farsight.dev/v1alpha1
          kind: Scenario
          spec:
            cluster:
              kubernetesVersion: "1.33"
              fargateProfiles: [{name: fp, selectors: [{namespace: fleet}]}]
              quotas: {fargateVcpu: 4000, launchBurst: 100, launchPerSecond: 20}
            timeline:
              - {at: 0s, apply: [fleet.yaml]}
            until: 30m
          """,
          Map.of(
              "fleet.yaml", namespace("fleet") + DEPLOYMENT.formatted("fleet", "fleet", LAUNCHED)));

  private final ResolvedScenario stuck =
      BenchScenarios.of(
          """
          apiVersion: farsight.dev/v1alpha1
          kind: Scenario
          spec:
            cluster:
              kubernetesVersion: "1.33"
              nodes:
                - name: fargate-node
                  count: 10000
                  capacity: {cpu: 250m, memory: 512Mi, pods: "1"}
                  labels: {eks.amazonaws.com/compute-type: fargate}
                  taints: [{key: eks.amazonaws.com/compute-type, value: fargate, effect: NoSchedule}]
            timeline:
              - {at: 0s, apply: [stuck.yaml]}
            until: 24h
          """,
          Map.of("stuck.yaml", namespace("batch") + DEPLOYMENT.formatted("stuck", "batch", STUCK)));

  private static String namespace(String name) {
    return "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + name + "}\n---\n";
  }

  private static void check(RunResult result, PodState state, int count) {
    long actual = result.pods().stream().filter(pod -> pod.state() == state).count();
    if (actual != count) {
      throw new IllegalStateException(actual + " pods " + state + ", not " + count);
    }
  }

  /** 3,500 pods from none to Ready, with launches limited in rate. */
  @Benchmark
  public RunResult launch() {
    RunResult result = Simulation.run(launch.spec(), 1);
    check(result, PodState.READY, LAUNCHED);
    return result;
  }

  /** 500 pods that wait for a day beside 10,000 Fargate nodes. */
  @Benchmark
  public RunResult stuck() {
    RunResult result = Simulation.run(stuck.spec(), 1);
    check(result, PodState.PENDING, STUCK);
    return result;
  }
}
