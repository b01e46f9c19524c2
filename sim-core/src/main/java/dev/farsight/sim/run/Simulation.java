package dev.farsight.sim.run;

import dev.farsight.sim.engine.SimObserver;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.Durations;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodShortage;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.spec.EndSpec;
import dev.farsight.sim.spec.SimulationSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a spec. Equal specs and seeds give equal results, on any machine, JDK and thread; runs share
 * nothing, so any number of them may go on at the same time.
 */
public final class Simulation {

  private Simulation() {}

  /** Returns the result of a spec and a seed. */
  public static RunResult run(SimulationSpec spec, long seed) {
    return run(spec, seed, List.of());
  }

  /** Returns the result of a spec, prepared for this run and others, and a seed. */
  public static RunResult run(PreparedSpec prepared, long seed) {
    return run(prepared, seed, List.of(), StuckProof.Kind.SHORTEST);
  }

  /**
   * Returns the result of a spec and a seed.
   *
   * @param observers see every executed event that is part of the record
   */
  public static RunResult run(SimulationSpec spec, long seed, List<SimObserver> observers) {
    return run(PreparedSpec.of(spec), seed, observers, StuckProof.Kind.SHORTEST);
  }

  /**
   * Returns the result of a spec and a seed as {@link #run(SimulationSpec, long)} does, with proofs
   * that play on to their end even where nothing is left to prove: the slow twin for tests.
   */
  public static RunResult runWithWholeProofs(SimulationSpec spec, long seed) {
    return run(PreparedSpec.of(spec), seed, List.of(), StuckProof.Kind.WHOLE);
  }

  private static RunResult run(
      PreparedSpec prepared, long seed, List<SimObserver> observers, StuckProof.Kind proof) {
    EndSpec end = prepared.spec().end();
    SimulationAssembly assembly =
        new SimulationAssembly(prepared, seed, untilEnd(observers, end), RunWitness.NONE);
    assembly.start();
    Simulator simulator = assembly.simulator();
    boolean quiescent = simulator.run(end.untilNanos());
    long endNanos = quiescent && end.whenQuiescent() ? simulator.now() : end.untilNanos();
    long digest = simulator.digest();
    long events = simulator.executedEventCount();
    ResultBuilder builder =
        new ResultBuilder(assembly.cluster(), assembly.recorder(), assembly.admission(), endNanos);
    List<DeploymentOutcome> deployments = builder.deployments();
    List<ProfileOutcome> profiles = builder.profiles(assembly.timeline().log().refusedProfiles());
    List<StepOutcome> steps = assembly.timeline().log().outcomes();
    List<PodShortage> shortages = builder.shortages();
    List<Durations> durations = assembly.scaling().durations();
    assembly.recorder().freeze();
    assembly.scaling().freeze();
    assembly.launches().freeze();
    boolean proven = quiescent || StuckProof.of(assembly, proof).play(endNanos);
    List<PodOutcome> pods = builder.pods(proven);
    return new RunResult(
        seed,
        digest,
        events,
        endNanos,
        quiescent,
        pods,
        deployments,
        assembly.recorder().nodes(),
        profiles,
        steps,
        assembly.recorder().otherEvents(),
        builder.series(pods, assembly.scaling(), assembly.launches()),
        builder.cost(pods),
        durations,
        shortages);
  }

  /**
   * Plays a spec to its end before a witness, without result and without proofs.
   *
   * @param witness sees the cluster state and the scheduler
   * @return what became of the steps
   */
  public static List<StepOutcome> play(SimulationSpec spec, long seed, RunWitness witness) {
    SimulationAssembly assembly =
        new SimulationAssembly(PreparedSpec.of(spec), seed, List.of(), witness);
    assembly.start();
    assembly.simulator().run(spec.end().untilNanos());
    return assembly.timeline().log().outcomes();
  }

  /** Returns observers that do not see the unrecorded proof after the end. */
  private static List<SimObserver> untilEnd(List<SimObserver> observers, EndSpec end) {
    List<SimObserver> recorded = new ArrayList<>();
    for (SimObserver observer : observers) {
      recorded.add(
          (timeNanos, event, subject) -> {
            if (timeNanos <= end.untilNanos()) {
              observer.onEvent(timeNanos, event, subject);
            }
          });
    }
    return recorded;
  }
}
