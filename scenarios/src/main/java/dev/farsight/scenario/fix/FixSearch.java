package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.diagnosis.StepCauses;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
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
 * <p>The scenario is played several times as it is. Fixes are looked for in the replication with
 * the most troubled pods, and confirmed in all; where that fails because others are in other
 * trouble, fixes are looked for in those as well, and put together.
 *
 * <p>Remedies of the causes, and those that people try anyway, are applied one by one; what does
 * not suffice is combined with the remedies of the causes that are left, until sets of {@value
 * #MAX_PARTS}. Every run has the same seeds, and draws are keyed by stream and subject, so that two
 * runs differ by the remedy alone.
 */
public final class FixSearch {

  private static final int MAX_PARTS = 4;
  private static final int REPLICATIONS = 10;

  /** So many kinds of trouble that the best fix leaves are searched for fixes of their own. */
  private static final int MAX_SEARCHED = 3;

  /** A fix that frees all pods so soon, and costs nothing, makes larger sets uninteresting. */
  private static final double SOON_SECONDS = 600;

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

  private final List<Unfixed> unfixed;
  private final Set<String> only;
  private final boolean afterwards;
  private final FixTrials trials;
  private final List<Trial> sufficient = new ArrayList<>();
  private final Trial base;
  private final Pace pace;

  /** How much a search spares itself. */
  enum Pace {
    /** It stops enlarging sets where the first choice does all, and runs sets at the same time. */
    QUICK,
    /** It tries everything, one after the other: the slow twin for tests. */
    PLAIN
  }

  private FixSearch(
      List<Unfixed> unfixed,
      Trial base,
      Set<String> only,
      boolean afterwards,
      FixTrials trials,
      Pace pace) {
    this.pace = pace;
    this.unfixed = unfixed;
    this.base = base;
    this.only = only;
    this.afterwards = afterwards;
    this.trials = trials;
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
    return run(tree, seed, only, atNanos, Pace.QUICK, issues);
  }

  static @Nullable FixReport run(
      ScenarioTree tree,
      @Nullable Long seed,
      Set<String> only,
      @Nullable Long atNanos,
      Pace pace,
      Issues issues) {
    FixSearch search = whole(tree, seed, only, atNanos, pace, issues);
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
  static @Nullable FixReport ofCause(
      ScenarioTree tree, @Nullable Long seed, Set<String> only, long atNanos, Cause cause) {
    FixSearch search = whole(tree, seed, only, atNanos, Pace.QUICK, new Issues());
    Set<String> group =
        search == null ? null : search.base.situation().troubles().groups().get(cause);
    return search == null || group == null ? null : search.focused(group).report();
  }

  private static @Nullable FixSearch whole(
      ScenarioTree tree,
      @Nullable Long seed,
      Set<String> only,
      @Nullable Long atNanos,
      Pace pace,
      Issues issues) {
    ResolvedScenario scenario = tree.resolve(tree.copy(), issues);
    if (scenario == null) {
      return null;
    }
    long chosen = seed == null ? scenario.seed() : seed;
    List<Unfixed> unfixed = Unfixed.all(tree, scenario, chosen, atNanos, REPLICATIONS);
    Unfixed searched = worst(unfixed);
    boolean afterwards = atNanos != null;
    return new FixSearch(
        unfixed,
        base(searched.situation()),
        only,
        afterwards,
        new FixTrials(unfixed, searched, afterwards, Set.of()),
        pace);
  }

  /** Returns the replication with the most troubled pods, the first of several. */
  private static Unfixed worst(List<Unfixed> unfixed) {
    Unfixed worst = unfixed.get(0);
    for (Unfixed one : unfixed) {
      worst = one.troubles().weight() > worst.troubles().weight() ? one : worst;
    }
    return worst;
  }

  private static Trial base(Situation situation) {
    return new Trial(
        List.of(), situation, situation.troubles().isEmpty(), 0, 0, List.of(), List.of());
  }

  /** Returns a search that looks at some of the troubled workloads only. */
  private FixSearch focused(Set<String> workloads) {
    Situation situation = base.situation();
    Set<String> others = new LinkedHashSet<>(situation.troubles().workloads().keySet());
    others.removeAll(workloads);
    Troubles left = situation.troubles().without(others);
    Situation narrowed =
        new Situation(
            situation.tree(), situation.scenario(), situation.run(), left, situation.momentNanos());
    return new FixSearch(unfixed, base(narrowed), only, afterwards, trials.without(others), pace);
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
    List<Trial> confirmed = new ArrayList<>(trials.replicated(minimal));
    confirmed.addAll(acrossReplications(confirmed));
    Necessity necessity = new Necessity(trials);
    confirmed = new ArrayList<>(necessity.minimal(confirmed));
    List<Trial> idle = necessity.idle(confirmed);
    confirmed.removeAll(idle);
    List<Trial> all = List.copyOf(confirmed);
    confirmed.removeIf(trial -> all.stream().anyMatch(trial::isMoreThan));
    confirmed.sort(new FixOrder(base, trials).comparator());
    List<FixReport.Fix> fixes = new ArrayList<>();
    FixAccount account = new FixAccount(trials, necessity);
    confirmed.forEach(trial -> fixes.add(account.fix(trial)));
    if (confirmed.stream().noneMatch(Trial::isNow)) {
      fixes.addAll(apartFromSteps());
    }
    List<RunResult> runs = unfixed.stream().map(one -> one.situation().run()).toList();
    return new FixReport(
        base.situation().scenario().name(),
        unfixed.get(0).seed(),
        REPLICATIONS,
        (int) unfixed.stream().filter(one -> !one.troubles().isEmpty()).count(),
        trials.atNanos(),
        base.situation().troubles().pods().size(),
        List.copyOf(base.situation().troubles().steps()),
        Diagnoses.of(runs),
        fixes,
        List.of(),
        account.compounds(confirmed),
        account.insufficient(idle),
        trials.isFull());
  }

  /**
   * Where an installer has given up, nothing that is done now makes its step well; what frees the
   * pods is looked for all the same, for whoever runs the step again.
   */
  private List<FixReport.Fix> apartFromSteps() {
    Set<String> failed = base.situation().troubles().steps();
    if (failed.isEmpty() || base.situation().troubles().workloads().isEmpty()) {
      return List.of();
    }
    List<Unfixed> later = unfixed.stream().map(Unfixed::afterwards).toList();
    Unfixed worst = worst(later);
    FixSearch search =
        new FixSearch(
            later, base(worst.situation()), only, true, trials.ofLatecomers(later, worst), pace);
    List<String> again = new ArrayList<>();
    for (StepOutcome step : base.run().steps()) {
      if (failed.contains(step.id())) {
        again.add(step.text());
      }
    }
    return search.report().fixes().stream().map(fix -> fix.withRerun(again)).toList();
  }

  /**
   * Where no fix of now suffices in all replications: puts the best one together with those of the
   * replications in which it does not suffice, one for each kind of trouble.
   */
  private List<Trial> acrossReplications(List<Trial> confirmed) {
    List<Trial> now = new ArrayList<>(confirmed.stream().filter(Trial::isNow).toList());
    if (now.isEmpty() || now.stream().anyMatch(trial -> trial.sufficientIn() == REPLICATIONS)) {
      return List.of();
    }
    now.sort(new FixOrder(base, trials).comparator());
    List<Part> parts = now.get(0).parts();
    Set<Map<Cause, Set<String>>> seen = new LinkedHashSet<>();
    for (Unfixed other : trials.failing(now.get(0))) {
      Situation situation = trials.situation(other);
      boolean further = seen.size() < MAX_SEARCHED && !situation.troubles().isEmpty();
      if (further && seen.add(situation.troubles().groups())) {
        FixSearch search =
            new FixSearch(unfixed, base(situation), only, afterwards, trials.in(other), pace);
        search.search();
        Trial best = search.best();
        for (Part part : best == null ? List.<Part>of() : best.parts()) {
          parts = Part.with(parts, part);
        }
      }
    }
    String key = FixTrials.key(parts);
    if (confirmed.stream().anyMatch(trial -> FixTrials.key(trial.parts()).equals(key))) {
      return List.of();
    }
    Trial whole = trials.known(parts);
    return whole == null || !whole.sufficient() ? List.of() : trials.replicated(List.of(whole));
  }

  /** Returns the best fix of now that was found so far, or null. */
  private @Nullable Trial best() {
    return sufficient.stream()
        .filter(Trial::isNow)
        .min(new FixOrder(base, trials).comparator())
        .orElse(null);
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
      if (pace == Pace.QUICK) {
        trials.prepare(frontier.stream().filter(parts -> !isCovered(parts)).toList());
      }
      for (List<Part> parts : frontier) {
        Trial trial = isCovered(parts) ? null : trials.trial(parts);
        if (trial == null) {
          continue;
        }
        if (trial.sufficient()) {
          sufficient.add(trial);
        } else {
          extensions(trial).forEach(part -> next.add(Part.with(parts, part)));
        }
      }
      frontier = hasGood() || (size >= 2 && hasNow()) ? List.of() : next;
    }
  }

  /**
   * Puts the best fixes of each cause together, where causes are several: what each needs by itself
   * is found with few runs, and sets of any size come out of it.
   */
  private void union() {
    Map<Cause, Set<String>> groups = base.situation().troubles().groups();
    if (groups.size() < 2 || hasGood()) {
      return;
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Set<String> workloads : groups.values()) {
      FixSearch search = focused(workloads);
      search.search();
      Trial best = search.best();
      if (best == null) {
        return;
      }
      best.parts().forEach(part -> parts.merge(part.id(), part, Part::joined));
    }
    List<Part> all = new ArrayList<>(parts.values());
    all.sort(Comparator.comparing(Part::stage));
    Trial whole = isCovered(all) ? null : trials.trial(all);
    if (whole != null && whole.sufficient()) {
      sufficient.add(whole);
    }
  }

  /** Returns whether the first choice frees all pods now, soon, and at no price. */
  private boolean hasGood() {
    FixOrder order = new FixOrder(base, trials);
    return sufficient.stream()
        .anyMatch(
            trial ->
                pace == Pace.QUICK
                    && trial.isNow()
                    && !trial.parts().get(0).isWait()
                    && trial.monthlyUsd() == 0
                    && trial.disruptedPods() == 0
                    && FixOrder.mean(trial) <= SOON_SECONDS
                    && order.isFirstChoice(trial));
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

  /** Returns whether a remedy is for workloads whose pods are not there. */
  private static boolean isOfRefusals(Remedy remedy) {
    return Cause.NOT_CREATED.remedies().contains(remedy);
  }

  private @Nullable Part proposed(Situation situation, List<PodOutcome> pods, Remedy remedy) {
    if (!only.isEmpty() && !only.contains(remedy.id())) {
      return null;
    }
    if (remedy.when() == Remedy.When.NOW) {
      boolean withoutPods = remedy == Remedy.WAIT || isOfRefusals(remedy);
      return pods.isEmpty() && !withoutPods ? null : new Repairs(situation, pods).part(remedy);
    }
    return afterwards ? null : new Preventions(situation, pods).part(remedy);
  }
}
