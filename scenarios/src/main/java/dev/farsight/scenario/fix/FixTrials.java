package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs of a scenario with remedies applied, each set of parts once per replication. */
final class FixTrials {

  private static final int MAX_TRIALS = 150;
  private static final long PATIENCE_NANOS = SimTime.HOUR_NANOS;

  private final ScenarioTree tree;
  private final List<Unfixed> unfixed;
  private final Unfixed searched;
  private final boolean afterwards;
  private final Set<String> ignored;
  private final Map<Version, Optional<Played>> played;
  private final Map<String, Trial> trials = new LinkedHashMap<>();

  /** A changed scenario in one replication. */
  private record Version(long seed, JsonNode root) {}

  /** A changed scenario and its run in the replication that is searched. */
  private record Played(ResolvedScenario scenario, RunResult run) {}

  /**
   * Makes trials of a scenario.
   *
   * @param unfixed the scenario as it is, once per replication
   * @param searched the replication in which fixes are looked for; the others confirm them
   * @param afterwards whether steps that failed before the moment of the fix do not count
   * @param ignored workloads whose troubles do not count
   */
  FixTrials(List<Unfixed> unfixed, Unfixed searched, boolean afterwards, Set<String> ignored) {
    this(unfixed, searched, afterwards, ignored, new ConcurrentHashMap<>());
  }

  private FixTrials(
      List<Unfixed> unfixed,
      Unfixed searched,
      boolean afterwards,
      Set<String> ignored,
      Map<Version, Optional<Played>> played) {
    this.tree = searched.situation().tree();
    this.unfixed = unfixed;
    this.searched = searched;
    this.afterwards = afterwards;
    this.ignored = ignored;
    this.played = played;
  }

  /** Returns trials that look at other workloads of the same runs. */
  FixTrials without(Set<String> workloads) {
    return new FixTrials(unfixed, searched, afterwards, workloads, played);
  }

  /** Returns trials of the same kind that look for fixes in another replication. */
  FixTrials in(Unfixed other) {
    return new FixTrials(unfixed, other, afterwards, ignored, played);
  }

  /** Returns what is wrong in a replication, without what these trials ignore. */
  Situation situation(Unfixed one) {
    Situation whole = one.situation();
    return new Situation(
        whole.tree(),
        whole.scenario(),
        whole.run(),
        whole.troubles().without(ignored),
        whole.momentNanos());
  }

  /** Returns the replications in which a set of parts does not suffice, in their order. */
  List<Unfixed> failing(Trial trial) {
    List<Optional<Trial>> again =
        Unfixed.parallel(unfixed.size(), n -> again(trial, unfixed.get(n)));
    List<Unfixed> failing = new ArrayList<>();
    for (int n = 0; n < again.size(); n++) {
      if (again.get(n).isEmpty() || !again.get(n).get().sufficient()) {
        failing.add(unfixed.get(n));
      }
    }
    return failing;
  }

  /** Returns trials of the same runs in which steps that failed before the fix do not count. */
  FixTrials ofLatecomers(List<Unfixed> later, Unfixed one) {
    return new FixTrials(later, one, true, ignored, played);
  }

  /** Returns the instant at which remedies of now are applied. */
  long atNanos() {
    return searched.momentNanos();
  }

  /** Returns all trials so far, in their order. */
  Collection<Trial> all() {
    return trials.values();
  }

  /** Returns whether the bound of runs is reached. */
  boolean isFull() {
    return trials.size() >= MAX_TRIALS;
  }

  static String key(List<Part> parts) {
    return String.join(
        "+", parts.stream().map(part -> part.id() + "@" + part.target()).sorted().toList());
  }

  /**
   * Returns the trial of some parts, run now if it was not yet, also beyond the bound: what is told
   * of a fix needs it.
   */
  @Nullable Trial known(List<Part> parts) {
    Trial before = trials.get(key(parts));
    return before == null ? run(parts) : before;
  }

  @Nullable Trial trial(List<Part> parts) {
    return trials.containsKey(key(parts)) || isFull() ? null : run(parts);
  }

  private @Nullable Trial run(List<Part> parts) {
    String key = key(parts);
    Played of = played(parts);
    if (of == null) {
      return null;
    }
    Trial trial = evaluated(parts, of.scenario(), of.run(), searched);
    trials.put(key, trial);
    return trial;
  }

  /** Runs several sets of parts at the same time, for the trials of them that follow. */
  void prepare(List<List<Part>> sets) {
    int room = Math.max(0, MAX_TRIALS - trials.size());
    List<List<Part>> within = sets.subList(0, Math.min(sets.size(), room));
    Unfixed.parallel(within.size(), n -> Optional.ofNullable(played(within.get(n))));
  }

  /** Returns the run of some parts, or null where they do not make a scenario. */
  private @Nullable Played played(List<Part> parts) {
    ObjectNode root = changed(parts, atNanos());
    Version version = new Version(searched.seed(), root);
    Optional<Played> before = played.get(version);
    if (before == null) {
      ResolvedScenario scenario = resolved(root, parts, atNanos());
      before =
          scenario == null
              ? Optional.empty()
              : Optional.of(new Played(scenario, Unfixed.run(scenario, searched.seed())));
      played.put(version, before);
    }
    return before.orElse(null);
  }

  private ObjectNode changed(List<Part> parts, long momentNanos) {
    ObjectNode root = tree.copy();
    Moment moment = new Moment(momentNanos);
    parts.forEach(part -> part.edit().apply(root, moment));
    return root;
  }

  /** Resolves a changed scenario and lets it run long enough to see what becomes of it. */
  private @Nullable ResolvedScenario resolved(ObjectNode root, List<Part> parts, long momentNanos) {
    ResolvedScenario scenario = tree.resolve(root, new Issues());
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
      List<Part> parts, ResolvedScenario scenario, RunResult run, Unfixed before) {
    Troubles troubles =
        Troubles.of(run, afterwards ? before.momentNanos() : Long.MIN_VALUE).without(ignored);
    Troubles old = before.situation().troubles().without(ignored);
    Set<String> workloads = old.workloads().keySet();
    // A pod that is gone, and that nothing makes anew, is not in trouble; nor is it recovered.
    boolean sufficient = troubles.isEmpty() && Troubles.keepsPods(run, workloads);
    boolean now = parts.stream().allMatch(Part::isNow);
    long momentNanos = before.momentNanos();
    Long ready = Troubles.servedNanos(run, workloads, old.steps(), momentNanos);
    double recovery =
        ready == null
            ? Double.POSITIVE_INFINITY
            : Math.max(0, ready - (now ? momentNanos : 0)) / (double) SimTime.SECOND_NANOS;
    return new Trial(
        parts,
        new Situation(tree, scenario, run, troubles, momentNanos),
        sufficient,
        Troubles.served(run, workloads, momentNanos),
        now ? disrupted(run, before) : 0,
        old.isEmpty() ? List.of() : List.of(recovery),
        List.of(sufficient));
  }

  /**
   * Returns how many pods that were Ready at the moment of the fix are gone in the end, and would
   * not be without it.
   */
  private static int disrupted(RunResult run, Unfixed before) {
    Set<String> gone = lost(run, before.momentNanos());
    gone.removeAll(lost(before.situation().run(), before.momentNanos()));
    for (PodOutcome pod : before.situation().run().pods()) {
      if (pod.state() == PodState.SUCCEEDED) {
        gone.remove(pod.uid()); // it has done what it is for
      }
    }
    return gone.size();
  }

  private static Set<String> lost(RunResult run, long momentNanos) {
    Set<String> lost = new LinkedHashSet<>();
    for (PodOutcome pod : run.pods()) {
      Long ready = pod.readyNanos();
      Long deleted = pod.deletedNanos();
      boolean over = pod.state() == PodState.SUCCEEDED;
      if (!over
          && ready != null
          && ready <= momentNanos
          && deleted != null
          && deleted >= momentNanos) {
        lost.add(pod.uid());
      }
    }
    return lost;
  }

  /**
   * Repeats trials in the other replications, each at the moment that its own run without a fix
   * gives. The runs share nothing and go on at the same time; what comes out does not depend on how
   * many do. How long pods took to recover is measured where they were in trouble.
   *
   * @return the trials with all their runs, in the same order
   */
  List<Trial> replicated(List<Trial> firsts) {
    List<Unfixed> others = unfixed.stream().filter(one -> one != searched).toList();
    int each = others.size();
    List<Optional<Trial>> again =
        Unfixed.parallel(
            firsts.size() * each, n -> again(firsts.get(n / each), others.get(n % each)));
    List<Trial> all = new ArrayList<>();
    for (int t = 0; t < firsts.size(); t++) {
      Trial first = firsts.get(t);
      List<Double> recoveries = new ArrayList<>(first.recoverySeconds());
      List<Boolean> enough = new ArrayList<>();
      enough.add(first.sufficient());
      for (Optional<Trial> other : again.subList(t * each, (t + 1) * each)) {
        enough.add(other.isPresent() && other.get().sufficient());
        other.ifPresent(one -> recoveries.addAll(one.recoverySeconds()));
      }
      all.add(
          new Trial(
              first.parts(),
              first.situation(),
              first.sufficient(),
              first.recoveredPods(),
              first.disruptedPods(),
              recoveries,
              enough));
    }
    return all;
  }

  private Optional<Trial> again(Trial first, Unfixed before) {
    List<Part> parts = first.parts();
    long momentNanos = before.momentNanos();
    ResolvedScenario scenario = resolved(changed(parts, momentNanos), parts, momentNanos);
    return scenario == null
        ? Optional.empty()
        : Optional.of(evaluated(parts, scenario, Unfixed.run(scenario, before.seed()), before));
  }

  /**
   * Returns the changed scenario as text; it ends when the run did that is the proof. Its one text
   * serves all replications, so that remedies of now come when the last of them would have them.
   */
  String yaml(Trial trial) {
    long latestNanos = atNanos();
    for (Unfixed one : unfixed) {
      latestNanos = Math.max(latestNanos, one.momentNanos());
    }
    ObjectNode root = changed(trial.parts(), latestNanos);
    EndSpec end = trial.situation().scenario().spec().end();
    if (!end.whenQuiescent()) {
      long untilNanos = end.untilNanos() + latestNanos - atNanos();
      long seconds = -Math.floorDiv(-untilNanos, SimTime.SECOND_NANOS);
      ScenarioTree.spec(root).put("until", seconds + "s");
    }
    return ScenarioTree.yaml(root);
  }
}
