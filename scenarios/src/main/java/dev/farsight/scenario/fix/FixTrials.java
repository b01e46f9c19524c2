package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.experiment.ReplicationSeeds;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.spec.EndSpec;
import dev.farsight.sim.time.SimTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs of a scenario with remedies applied, each set of parts once per seed. */
final class FixTrials {

  private static final int MAX_TRIALS = 150;
  private static final long PATIENCE_NANOS = SimTime.HOUR_NANOS;
  private static final long SETTLE_NANOS = 60 * SimTime.SECOND_NANOS;

  private final ScenarioTree tree;
  private final Trial base;
  private final long seed;
  private final @Nullable Long wantedAtNanos;
  private final long atNanos;
  private final Set<String> ignored;
  private final Map<String, Trial> trials = new LinkedHashMap<>();

  /**
   * Makes trials of a scenario.
   *
   * @param base the scenario as it is
   * @param seed seed of the runs
   * @param wantedAtNanos instant of the remedies; null for one after the last step
   * @param ignored workloads whose troubles do not count
   */
  FixTrials(Trial base, long seed, @Nullable Long wantedAtNanos, Set<String> ignored) {
    this.tree = base.situation().tree();
    this.base = base;
    this.seed = seed;
    this.wantedAtNanos = wantedAtNanos;
    this.atNanos = wantedAtNanos == null ? momentAfter(base.run()) : wantedAtNanos;
    this.ignored = ignored;
  }

  /** Returns the instant at which remedies of now are applied. */
  long atNanos() {
    return atNanos;
  }

  /** Returns all trials so far, in their order. */
  Collection<Trial> all() {
    return trials.values();
  }

  /** Returns whether the bound of runs is reached. */
  boolean isFull() {
    return trials.size() >= MAX_TRIALS;
  }

  /** After the last thing that anybody did, and after every profile is propagated. */
  private static long momentAfter(RunResult run) {
    long last = 0;
    for (StepOutcome step : run.steps()) {
      Long started = step.startedNanos();
      Long completed = step.completedNanos();
      last = Math.max(last, started == null ? 0 : started);
      boolean acted = !step.action().equals("fault");
      last = Math.max(last, completed == null || !acted ? 0 : completed);
    }
    for (ProfileOutcome profile : run.profiles()) {
      Long effective = profile.effectiveNanos();
      last = Math.max(last, effective == null ? 0 : effective);
    }
    for (PodOutcome pod : Troubles.of(run, Long.MIN_VALUE).pods()) {
      Long since = pod.stuckSinceNanos();
      last = Math.max(last, Math.max(pod.createdNanos(), since == null ? 0 : since));
    }
    return last + SETTLE_NANOS;
  }

  private static String key(List<Part> parts) {
    return String.join(
        "+", parts.stream().map(part -> part.id() + "@" + part.target()).sorted().toList());
  }

  /** Returns the trial of some parts, run now if it was not yet. */
  @Nullable Trial known(List<Part> parts) {
    Trial before = trials.get(key(parts));
    return before == null ? trial(parts) : before;
  }

  @Nullable Trial trial(List<Part> parts) {
    String key = key(parts);
    if (trials.containsKey(key) || isFull()) {
      return null;
    }
    ResolvedScenario scenario = resolved(parts, atNanos);
    if (scenario == null) {
      return null;
    }
    Trial trial = evaluated(parts, scenario, seed, atNanos);
    trials.put(key, trial);
    return trial;
  }

  private ObjectNode changed(List<Part> parts, long momentNanos) {
    ObjectNode root = tree.copy();
    Moment moment = new Moment(momentNanos);
    parts.forEach(part -> part.edit().apply(root, moment));
    return root;
  }

  /** Resolves a changed scenario and lets it run long enough to see what becomes of it. */
  private @Nullable ResolvedScenario resolved(List<Part> parts, long momentNanos) {
    Issues issues = new Issues();
    ResolvedScenario scenario = tree.resolve(changed(parts, momentNanos), issues);
    if (scenario == null) {
      return null;
    }
    long delay =
        parts.stream().mapToLong(part -> part.remedy().delaySeconds()).sum() * SimTime.SECOND_NANOS;
    EndSpec end = scenario.spec().end();
    long until = Math.max(end.untilNanos(), momentNanos + delay + PATIENCE_NANOS);
    return scenario.withSpec(scenario.spec().withEnd(new EndSpec(until, end.whenQuiescent())));
  }

  private Trial evaluated(
      List<Part> parts, ResolvedScenario scenario, long runSeed, long momentNanos) {
    RunResult run = Diagnoses.withCauses(Simulation.run(scenario.spec(), runSeed));
    long since = wantedAtNanos == null ? Long.MIN_VALUE : wantedAtNanos;
    Troubles troubles = Troubles.of(run, since).without(ignored);
    Set<String> workloads = base.situation().troubles().workloads().keySet();
    boolean now = parts.stream().allMatch(Part::isNow);
    Long ready = Troubles.servedNanos(run, workloads, base.situation().troubles().steps());
    double recovery =
        ready == null
            ? Double.POSITIVE_INFINITY
            : Math.max(0, ready - (now ? momentNanos : 0)) / (double) SimTime.SECOND_NANOS;
    return new Trial(
        parts,
        new Situation(tree, scenario, run, troubles),
        troubles.isEmpty(),
        Troubles.served(run, workloads),
        now ? disrupted(run, momentNanos) : 0,
        List.of(recovery),
        troubles.isEmpty() ? 1 : 0);
  }

  /**
   * Returns how many pods that were Ready at the moment of the fix are gone in the end, and would
   * not be without it.
   */
  private int disrupted(RunResult run, long momentNanos) {
    Set<String> gone = lost(run, momentNanos);
    gone.removeAll(lost(base.run(), momentNanos));
    return gone.size();
  }

  private static Set<String> lost(RunResult run, long momentNanos) {
    Set<String> lost = new LinkedHashSet<>();
    for (PodOutcome pod : run.pods()) {
      Long ready = pod.readyNanos();
      Long deleted = pod.deletedNanos();
      if (ready != null && ready <= momentNanos && deleted != null && deleted >= momentNanos) {
        lost.add(pod.uid());
      }
    }
    return lost;
  }

  /**
   * Repeats trials with other seeds, each at the moment that its own run without a fix gives. The
   * runs share nothing and go on at the same time; what comes out does not depend on how many do.
   *
   * @param replications runs of each, the first included
   * @return the trials with all their runs, in the same order
   */
  List<Trial> replicated(List<Trial> firsts, int replications) {
    List<Long> moments =
        parallel(replications - 1, i -> momentOf(ReplicationSeeds.of(seed, i + 1)));
    int each = replications - 1;
    List<Optional<Trial>> again =
        parallel(
            firsts.size() * each,
            n -> again(firsts.get(n / each), n % each + 1, moments.get(n % each)));
    List<Trial> all = new ArrayList<>();
    for (int t = 0; t < firsts.size(); t++) {
      Trial first = firsts.get(t);
      List<Double> recoveries = new ArrayList<>(first.recoverySeconds());
      int good = first.sufficient() ? 1 : 0;
      for (Optional<Trial> other : again.subList(t * each, (t + 1) * each)) {
        if (other.isPresent()) {
          good += other.get().sufficient() ? 1 : 0;
          recoveries.add(other.get().recoverySeconds().get(0));
        }
      }
      all.add(
          new Trial(
              first.parts(),
              first.situation(),
              first.sufficient(),
              first.recoveredPods(),
              first.disruptedPods(),
              recoveries,
              good));
    }
    return all;
  }

  private long momentOf(long runSeed) {
    return wantedAtNanos == null
        ? momentAfter(
            Diagnoses.withCauses(Simulation.run(base.situation().scenario().spec(), runSeed)))
        : wantedAtNanos;
  }

  private Optional<Trial> again(Trial first, int replication, long momentNanos) {
    ResolvedScenario scenario = resolved(first.parts(), momentNanos);
    return scenario == null
        ? Optional.empty()
        : Optional.of(
            evaluated(
                first.parts(), scenario, ReplicationSeeds.of(seed, replication), momentNanos));
  }

  /** Returns what a function makes of 0, 1, ..., in that order, made on all processors. */
  private static <T> List<T> parallel(int count, IntFunction<T> made) {
    return IntStream.range(0, count).parallel().mapToObj(made).toList();
  }

  /** Returns the changed scenario as text; it ends when the run did that is the proof. */
  String yaml(Trial trial) {
    ObjectNode root = changed(trial.parts(), atNanos);
    EndSpec end = trial.situation().scenario().spec().end();
    if (!end.whenQuiescent()) {
      long seconds = -Math.floorDiv(-end.untilNanos(), SimTime.SECOND_NANOS);
      ScenarioTree.spec(root).put("until", seconds + "s");
    }
    return ScenarioTree.yaml(root);
  }
}
