package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.diagnosis.StepCauses;
import dev.farsight.scenario.experiment.Intervals;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.run.Simulation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the smallest changes that free the pods.
 *
 * <p>Remedies of the causes, and those that people try anyway, are applied one by one; what does
 * not suffice is combined with the remedies of the causes that are left, until sets of {@value
 * #MAX_PARTS}. Every run has the same seeds, and draws are keyed by stream and subject, so that two
 * runs differ by the remedy alone.
 */
public final class FixSearch {

  private static final int MAX_PARTS = 4;
  private static final int DEFAULT_REPLICATIONS = 10;

  /** What people try whatever the cause is. */
  private static final List<Remedy> POPULAR =
      List.of(
          Remedy.WAIT,
          Remedy.ADD_TOLERATION,
          Remedy.ROLLOUT_RESTART,
          Remedy.DELETE_PODS,
          Remedy.CREATE_PROFILE,
          Remedy.RAISE_QUOTA,
          Remedy.RAISE_CLIENT_TIMEOUT,
          Remedy.UPGRADE_EKSCTL);

  private final ScenarioTree tree;
  private final long seed;
  private final Set<String> only;
  private final @Nullable Long wantedAtNanos;
  private final FixTrials trials;
  private final List<Trial> sufficient = new ArrayList<>();
  private final Trial base;

  private FixSearch(
      ScenarioTree tree,
      Trial base,
      long seed,
      Set<String> only,
      @Nullable Long wantedAtNanos,
      Set<String> ignored) {
    this.tree = tree;
    this.base = base;
    this.seed = seed;
    this.only = only;
    this.wantedAtNanos = wantedAtNanos;
    this.trials = new FixTrials(base, seed, wantedAtNanos, ignored);
  }

  /**
   * Looks for fixes.
   *
   * @param tree the scenario
   * @param seed seed of the runs; null for the scenario's
   * @param only ids of the remedies to try; empty for all
   * @param atNanos instant at which remedies of now are applied, and after which remedies of the
   *     next installation come too late; null to choose one after the last step
   * @param issues where problems of the scenario are reported
   * @return the report, or null after reporting
   */
  public static @Nullable FixReport run(
      ScenarioTree tree,
      @Nullable Long seed,
      Set<String> only,
      @Nullable Long atNanos,
      Issues issues) {
    FixSearch search = whole(tree, seed, only, atNanos, issues);
    if (search == null) {
      return null;
    }
    FixReport report = search.report();
    return report.fixes().isEmpty() ? search.withPartial(report) : report;
  }

  /**
   * Looks for fixes of the pods of one cause alone.
   *
   * @return the report, or null if the scenario cannot be run or has no such pods
   */
  static @Nullable FixReport of(
      ScenarioTree tree, @Nullable Long seed, Set<String> only, long atNanos, Cause cause) {
    FixSearch search = whole(tree, seed, only, atNanos, new Issues());
    Set<String> group =
        search == null ? null : search.base.situation().troubles().groups().get(cause);
    return search == null || group == null ? null : search.focused(group).report();
  }

  private static @Nullable FixSearch whole(
      ScenarioTree tree,
      @Nullable Long seed,
      Set<String> only,
      @Nullable Long atNanos,
      Issues issues) {
    ResolvedScenario scenario = tree.resolve(tree.copy(), issues);
    if (scenario == null) {
      return null;
    }
    long chosen = seed == null ? scenario.seed() : seed;
    RunResult run = Diagnoses.withCauses(Simulation.run(scenario.spec(), chosen));
    long since = atNanos == null ? Long.MIN_VALUE : atNanos;
    Situation situation = new Situation(tree, scenario, run, Troubles.of(run, since));
    return new FixSearch(tree, base(situation), chosen, only, atNanos, Set.of());
  }

  private static Trial base(Situation situation) {
    return new Trial(List.of(), situation, situation.troubles().isEmpty(), 0, 0, List.of(), 0);
  }

  /** Returns a search that looks at some of the troubled workloads only. */
  private FixSearch focused(Set<String> workloads) {
    Situation situation = base.situation();
    Set<String> others = new LinkedHashSet<>(situation.troubles().workloads().keySet());
    others.removeAll(workloads);
    Troubles left = situation.troubles().without(others);
    Situation narrowed = new Situation(tree, situation.scenario(), situation.run(), left);
    return new FixSearch(tree, base(narrowed), seed, only, wantedAtNanos, others);
  }

  /** Adds what frees the pods of each cause by itself, where causes are several. */
  private FixReport withPartial(FixReport report) {
    Map<Cause, Set<String>> groups = base.situation().troubles().groups();
    List<FixReport.Partial> partial = new ArrayList<>();
    if (groups.size() > 1) {
      groups.forEach(
          (cause, workloads) -> {
            FixSearch search = focused(workloads);
            List<PodOutcome> pods = search.base.situation().troubles().pods();
            partial.add(
                new FixReport.Partial(
                    cause, pods.stream().map(PodOutcome::key).toList(), search.report().fixes()));
          });
    }
    return report.withPartial(partial);
  }

  private FixReport report() {
    if (!base.sufficient()) {
      search();
      union();
    }
    leaveOneOut();
    List<Trial> minimal = new ArrayList<>();
    for (Trial trial : sufficient) {
      if (sufficient.stream().noneMatch(t -> t != trial && t.isWithin(trial.parts()))) {
        minimal.add(trial);
      }
    }
    List<FixReport.Fix> fixes = new ArrayList<>();
    List<Trial> confirmed = new ArrayList<>(trials.replicated(minimal, DEFAULT_REPLICATIONS));
    confirmed.sort(new FixOrder(base, trials).comparator());
    confirmed.forEach(trial -> fixes.add(fix(trial)));
    return new FixReport(
        base.situation().scenario().name(),
        seed,
        DEFAULT_REPLICATIONS,
        trials.atNanos(),
        base.situation().troubles().pods().size(),
        List.copyOf(base.situation().troubles().steps()),
        Diagnoses.of(List.of(base.run())),
        fixes,
        List.of(),
        compounds(confirmed),
        insufficient(),
        trials.isFull());
  }

  /** Tries every sufficient set without each of its parts: what is reported is minimal. */
  private void leaveOneOut() {
    for (int i = 0; i < sufficient.size(); i++) {
      List<Part> parts = sufficient.get(i).parts();
      for (Part left : parts.size() < 2 ? List.<Part>of() : parts) {
        List<Part> rest = parts.stream().filter(part -> part != left).toList();
        Trial without = trials.known(rest);
        if (without != null && without.sufficient() && !sufficient.contains(without)) {
          sufficient.add(without);
        }
      }
    }
  }

  private void search() {
    List<List<Part>> frontier = new ArrayList<>();
    for (Part part : proposals(base)) {
      frontier.add(List.of(part));
    }
    for (int size = 1; size <= MAX_PARTS && !frontier.isEmpty(); size++) {
      List<List<Part>> next = new ArrayList<>();
      for (List<Part> parts : frontier) {
        Trial trial = isCovered(parts) ? null : trials.trial(parts);
        if (trial == null) {
          continue;
        }
        if (trial.sufficient()) {
          sufficient.add(trial);
        } else {
          extensions(trial).forEach(part -> next.add(with(parts, part)));
        }
      }
      frontier = size >= 2 && hasNow() ? List.of() : next;
    }
  }

  /**
   * Puts the best fixes of each cause together, where causes are several: what each needs by itself
   * is found with few runs, and sets of any size come out of it.
   */
  private void union() {
    Map<Cause, Set<String>> groups = base.situation().troubles().groups();
    if (groups.size() < 2) {
      return;
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Set<String> workloads : groups.values()) {
      FixSearch search = focused(workloads);
      search.search();
      List<Trial> now =
          search.sufficient.stream()
              .filter(Trial::isNow)
              .sorted(new FixOrder(search.base, search.trials).comparator())
              .toList();
      if (now.isEmpty()) {
        return;
      }
      now.get(0).parts().forEach(part -> parts.merge(part.id(), part, Part::joined));
    }
    List<Part> all = new ArrayList<>(parts.values());
    all.sort(Comparator.comparing(Part::stage));
    Trial whole = isCovered(all) ? null : trials.trial(all);
    if (whole != null && whole.sufficient()) {
      sufficient.add(whole);
    }
  }

  private boolean hasNow() {
    return sufficient.stream().anyMatch(t -> t.isNow() && !t.parts().get(0).isWait());
  }

  /** Returns whether some of the parts suffice already. */
  private boolean isCovered(List<Part> parts) {
    return sufficient.stream().anyMatch(trial -> trial.isWithin(parts));
  }

  /** Returns the parts worth adding to a set that does not suffice: remedies of what is left. */
  private List<Part> extensions(Trial trial) {
    List<Part> worth = new ArrayList<>();
    if (trial.parts().get(0).isWait()) {
      return worth;
    }
    for (Part part : proposals(trial)) {
      boolean known = trial.parts().stream().anyMatch(part::isWithin);
      boolean sameTime = part.isNow() == trial.isNow();
      boolean relevant = isRemedyOf(part.remedy(), trial.situation().troubles().causes());
      if (!known && sameTime && relevant && !part.isWait()) {
        worth.add(part);
      }
    }
    return worth;
  }

  private static boolean isRemedyOf(Remedy remedy, Set<Cause> causes) {
    return causes.stream().anyMatch(cause -> cause.remedies().contains(remedy));
  }

  private static List<Part> with(List<Part> parts, Part further) {
    List<Part> all = new ArrayList<>();
    Part added = further;
    for (Part part : parts) {
      if (part.id().equals(further.id())) {
        added = part.joined(further);
      } else {
        all.add(part);
      }
    }
    all.add(added);
    all.sort(Comparator.comparing(Part::stage));
    return all;
  }

  /** Returns the remedies of all causes of a trial's run, and what people try anyway. */
  private List<Part> proposals(Trial trial) {
    Situation situation = trial.situation();
    Map<String, Part> parts = new LinkedHashMap<>();
    Set<Cause> causes = new LinkedHashSet<>(situation.troubles().causes());
    for (StepOutcome step : StepCauses.failed(situation.run())) {
      Cause cause = StepCauses.of(situation.run(), step);
      if (cause != null) {
        causes.add(cause);
      }
    }
    for (Cause cause : causes) {
      List<PodOutcome> pods = situation.troubles().podsOf(cause);
      for (Remedy remedy : cause.remedies()) {
        Part part = proposed(situation, pods, remedy);
        if (part != null) {
          parts.merge(part.id(), part, Part::joined);
        }
      }
    }
    if (trial.parts().isEmpty()) {
      for (Remedy remedy : POPULAR) {
        boolean same =
            remedy == Remedy.CREATE_PROFILE && parts.containsKey(Remedy.WIDEN_SELECTOR.id());
        if (same) {
          continue;
        }
        Part part =
            parts.containsKey(remedy.id())
                ? null
                : proposed(situation, situation.troubles().pods(), remedy);
        if (part != null) {
          parts.put(part.id(), part);
        }
      }
    }
    return List.copyOf(parts.values());
  }

  private @Nullable Part proposed(Situation situation, List<PodOutcome> pods, Remedy remedy) {
    if (!only.isEmpty() && !only.contains(remedy.id())) {
      return null;
    }
    if (remedy.when() == Remedy.When.NOW) {
      return pods.isEmpty() && remedy != Remedy.WAIT
          ? null
          : new Repairs(situation, pods).part(remedy);
    }
    return wantedAtNanos == null ? new Preventions(situation, pods).part(remedy) : null;
  }

  private FixReport.Fix fix(Trial trial) {
    List<FixReport.Step> steps = new ArrayList<>();
    for (Part part : trial.parts()) {
      steps.add(new FixReport.Step(part.remedy(), part.target(), part.commands()));
    }
    double[] values = trial.recoverySeconds().stream().mapToDouble(Double::doubleValue).toArray();
    return new FixReport.Fix(
        steps,
        trial.isNow(),
        trial.recoveredPods(),
        trial.sufficientIn(),
        FixOrder.mean(trial),
        Intervals.ofMean(values),
        trial.disruptedPods(),
        trial.monthlyUsd(),
        attribution(trial),
        trials.yaml(trial));
  }

  /** Leaves each part of a fix out. */
  private List<FixReport.Attribution> attribution(Trial trial) {
    List<FixReport.Attribution> attribution = new ArrayList<>();
    if (trial.parts().size() < 2) {
      return attribution;
    }
    for (Part left : trial.parts()) {
      List<Part> rest = trial.parts().stream().filter(part -> part != left).toList();
      Trial without = trials.known(rest);
      if (without != null) {
        attribution.add(
            new FixReport.Attribution(left.remedy(), !without.sufficient(), without.remaining()));
      }
    }
    return attribution;
  }

  /**
   * Puts the most popular remedy beside the best fix that makes new pods, as a Helm upgrade does
   * that adds a toleration, and leaves each part out: which of them was necessary?
   */
  private List<FixReport.Compound> compounds(List<Trial> confirmed) {
    List<FixReport.Compound> compounds = new ArrayList<>();
    Trial toleration = null;
    for (Trial trial : trials.all()) {
      boolean alone = trial.parts().size() == 1;
      toleration =
          alone && trial.parts().get(0).remedy() == Remedy.ADD_TOLERATION ? trial : toleration;
    }
    for (Trial fix : confirmed) {
      boolean recreates =
          fix.parts().stream().anyMatch(part -> part.remedy() == Remedy.ROLLOUT_RESTART);
      if (toleration == null || toleration.sufficient() || !recreates || !fix.isNow()) {
        continue;
      }
      List<Part> parts = with(fix.parts(), toleration.parts().get(0));
      Trial whole = trials.known(parts);
      if (whole != null) {
        compounds.add(
            new FixReport.Compound(
                parts.stream().map(part -> part.remedy().id()).toList(),
                whole.sufficient(),
                attribution(whole)));
        return compounds;
      }
    }
    return compounds;
  }

  private List<FixReport.Insufficient> insufficient() {
    List<FixReport.Insufficient> list = new ArrayList<>();
    for (Trial trial : trials.all()) {
      if (!trial.sufficient() && trial.parts().size() == 1) {
        Part part = trial.parts().get(0);
        list.add(
            new FixReport.Insufficient(
                part.remedy().id(), part.target(), trial.recoveredPods(), trial.remaining()));
      }
    }
    return list;
  }
}
