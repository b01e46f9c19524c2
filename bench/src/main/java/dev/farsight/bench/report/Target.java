package dev.farsight.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A figure that is wanted.
 *
 * @param group heading it stands under
 * @param what what is measured
 * @param bound bound of the value
 * @param atLeast whether the value is to be at least the bound; else at the most
 * @param unit unit of the value; empty for ratios
 * @param measure finds the value
 */
record Target(
    String group, String what, double bound, boolean atLeast, String unit, Measure measure) {

  /** Finds a value among the figures; null if it was not measured. */
  @FunctionalInterface
  interface Measure {
    @Nullable Double of(Figures figures);
  }

  // Headings that reasons are told by.
  static final String EVENT_LIST = "Event list: ratio to java.util.PriorityQueue";
  static final String ENGINE = "Whole engine: ratio to a loop over java.util.PriorityQueue";
  static final String SCHEDULER = "Scheduler alone: queue, cycle and cache";
  static final String RUNS = "Whole runs";
  static final String COMMANDS = "Commands, JVM start included";
  static final String PEERS = "Other simulators: ratio to theirs";

  /** A million customers against the 50,000 that kalasim serves. */
  private static final double SHORTER_SERVER = 1_000_000.0 / 50_000;

  private static final String PRIORITY_QUEUE = "priorityQueue";

  boolean isMet(double value) {
    return atLeast ? value >= bound : value <= bound;
  }

  private static Measure ratio(String name, String one, String other) {
    return figures -> {
      Figure first = figures.find(name, one);
      Figure second = figures.find(name, other);
      return first == null || second == null ? null : first.median() / second.median();
    };
  }

  private static Measure value(String name, String contender, DoubleUnaryOperator unit) {
    return figures -> {
      Figure figure = figures.find(name, contender);
      return figure == null ? null : unit.applyAsDouble(figure.median());
    };
  }

  private static Measure bytes(String name, String contender) {
    return figures -> {
      Figure figure = figures.find(name, contender);
      return figure == null || figure.bytes() < 0 ? null : figure.bytes();
    };
  }

  private static Measure growth(String small, String large, String contender) {
    return figures -> {
      Figure first = figures.find(small, contender);
      Figure second = figures.find(large, contender);
      return first == null || second == null ? null : second.median() / first.median();
    };
  }

  /** Returns all targets in the order of the page. */
  static List<Target> all() {
    List<Target> targets = new ArrayList<>();
    addEventList(targets);
    addEngine(targets);
    addPeers(targets);
    addScheduler(targets);
    addRuns(targets);
    return targets;
  }

  private static void addEventList(List<Target> targets) {
    String group = EVENT_LIST;
    String[] sizes = {"100", "1000", "10000", "100000", "1000000"};
    double[] exponential = {0.75, 0.6, 0.45, 0.25, 0.10};
    double[] bimodal = {0.75, 0.6, 0.6, 0.4, 0.3};
    double[] ties = {0.4, 0.3, 0.2, 0.1, 0.05};
    for (String small : List.of("2", "10", "30")) {
      targets.add(hold(group, small, "EXPONENTIAL", 0.7));
    }
    for (int i = 0; i < sizes.length; i++) {
      targets.add(hold(group, sizes[i], "EXPONENTIAL", exponential[i]));
    }
    for (int i = 0; i < sizes.length; i++) {
      targets.add(hold(group, sizes[i], "BIMODAL", bimodal[i]));
    }
    for (int i = 0; i < sizes.length; i++) {
      targets.add(hold(group, sizes[i], "TIES", ties[i]));
    }
    targets.add(
        new Target(
            group,
            "growth of the hold from 100 to 1,000,000 events",
            2.5,
            false,
            "",
            growth("Hold EXPONENTIAL 100", "Hold EXPONENTIAL 1000000", "radixWheel")));
    targets.add(
        new Target(
            group,
            "allocated by a hold, 10,000 events",
            0.5,
            false,
            "B",
            bytes("Hold EXPONENTIAL 10000", "radixWheel")));
  }

  private static Target hold(String group, String size, String increments, double bound) {
    String what =
        "hold, " + increments.toLowerCase(Locale.ROOT) + ", " + Numbers.grouped(size) + " events";
    Measure measure = ratio("Hold " + increments + " " + size, "radixWheel", PRIORITY_QUEUE);
    return new Target(group, what, bound, false, "", measure);
  }

  private static void addEngine(List<Target> targets) {
    String group = ENGINE;
    String[] sizes = {"100", "10000", "100000"};
    double[] loop = {0.7, 0.5, 0.3};
    for (int i = 0; i < sizes.length; i++) {
      Measure measure = ratio("EngineLoop " + sizes[i], "simulator", PRIORITY_QUEUE);
      String what = "schedule and dispatch, " + Numbers.grouped(sizes[i]) + " timers";
      targets.add(new Target(group, what, loop[i], false, "", measure));
    }
    Measure server = ratio("SingleServer", "simulator", PRIORITY_QUEUE);
    targets.add(new Target(group, "M/M/1, a million customers", 1.1, false, "", server));
    String[] timers = {"1000", "10000", "100000"};
    double[] reset = {0.4, 0.1, 0.015};
    for (int i = 0; i < timers.length; i++) {
      Measure measure = ratio("TimerReset " + timers[i], "simulator", PRIORITY_QUEUE);
      String what = "timer reset, " + Numbers.grouped(timers[i]) + " timers";
      targets.add(new Target(group, what, reset[i], false, "", measure));
    }
    targets.add(
        new Target(
            group,
            "allocated by a timer reset, 10,000 timers",
            0.5,
            false,
            "B",
            bytes("TimerReset 10000", "simulator")));
    for (String distribution : List.of("exponential", "lognormal")) {
      Measure measure = value("Variate " + distribution, "keyed", nanos -> nanos);
      targets.add(new Target(group, "a keyed " + distribution + " draw", 60, false, "ns", measure));
    }
  }

  private static void addPeers(List<Target> targets) {
    String group = PEERS;
    String[] sizes = {"100", "1000", "10000", "100000", "1000000"};
    double[] splayTree = {0.4, 0.3, 0.25, 0.08, 0.06};
    double[] futureQueue = {0.45, 0.3, 0.2, 0.08, 0.06};
    for (int i = 0; i < sizes.length; i++) {
      String setting = "Hold EXPONENTIAL " + sizes[i];
      String what = "hold, exponential, " + Numbers.grouped(sizes[i]) + " events, to ";
      Measure ssj = ratio(setting, "radixWheel", "SsjSplayTree");
      targets.add(new Target(group, what + "SSJ's SplayTree", splayTree[i], false, "", ssj));
      Measure cloudSim = ratio(setting, "radixWheel", "CloudSimFutureQueue");
      String toCloudSim = what + "CloudSim Plus's FutureQueue";
      targets.add(new Target(group, toCloudSim, futureQueue[i], false, "", cloudSim));
    }
    String[] timers = {"100", "10000", "100000"};
    double[] loop = {0.35, 0.25, 0.12};
    double[] entityLoop = {0.2, 0.1, 0.08};
    for (int i = 0; i < timers.length; i++) {
      String what = "schedule and dispatch, " + Numbers.grouped(timers[i]) + " timers, to SSJ";
      Measure measure = ratio("EngineLoop " + timers[i], "simulator", "ssj");
      targets.add(new Target(group, what, loop[i], false, "", measure));
      Measure cloudSim = ratio("EngineLoop " + timers[i], "simulator", "cloudSimPlus");
      String toCloudSim = what.replace("to SSJ", "to CloudSim Plus");
      targets.add(new Target(group, toCloudSim, entityLoop[i], false, "", cloudSim));
    }
    addSingleServers(targets);
    String[] resets = {"1000", "10000", "100000"};
    double[] reset = {0.2, 0.12, 0.05};
    for (int i = 0; i < resets.length; i++) {
      String what = "timer reset, " + Numbers.grouped(resets[i]) + " timers, to SSJ";
      Measure measure = ratio("TimerReset " + resets[i], "simulator", "ssj");
      targets.add(new Target(group, what, reset[i], false, "", measure));
    }
  }

  private static void addSingleServers(List<Target> targets) {
    String server = "SingleServer";
    String what = "M/M/1, a million customers, to ";
    Measure ssj = ratio(server, "simulator", "ssj");
    targets.add(new Target(PEERS, what + "SSJ", 0.4, false, "", ssj));
    Measure cloudSim = ratio(server, "simulator", "cloudSimPlus");
    targets.add(new Target(PEERS, what + "CloudSim Plus", 0.12, false, "", cloudSim));
    Measure dsol = ratio(server, "simulator", "dsol");
    targets.add(new Target(PEERS, what + "DSOL", 0.1, false, "", dsol));
    Measure kalasim =
        figures -> {
          Figure ours = figures.find(server, "simulator");
          Figure theirs = figures.find("ShortServer", "kalasim");
          return ours == null || theirs == null
              ? null
              : ours.median() / theirs.median() / SHORTER_SERVER;
        };
    String customer = "M/M/1, time of a customer, to kalasim";
    targets.add(new Target(PEERS, customer, 0.005, false, "", kalasim));
  }

  private static void addScheduler(List<Target> targets) {
    String group = SCHEDULER;
    DoubleUnaryOperator rate = micros -> 1e6 / micros;
    targets.add(
        new Target(
            group,
            "basic pods, 5,000 nodes, 10,000 pods",
            80_000,
            true,
            "pods/s",
            value("Placement 5000 BASIC", "place", rate)));
    targets.add(
        new Target(
            group,
            "zone spread and preferred anti-affinity, 5,000 nodes, 10,000 pods",
            20_000,
            true,
            "pods/s",
            value("Placement 5000 SPREAD", "place", rate)));
    targets.add(
        new Target(
            group,
            "growth of the time of a basic pod from 500 to 50,000 nodes",
            3,
            false,
            "",
            growth("Placement 500 BASIC", "Placement 50000 BASIC", "place")));
  }

  private static void addRuns(List<Target> targets) {
    String group = RUNS;
    for (String story :
        List.of("keda/not-selected", "keda/profile-then-restart", "coredns/eksctl-2025-07-06")) {
      Measure measure = value("Story " + story, "replication", millis -> millis);
      targets.add(new Target(group, "a warm replication of " + story, 5, false, "ms", measure));
    }
    addExperiments(targets, group);
    targets.add(
        new Target(
            group,
            "a day of 50 ScaledObjects, synced every 15 s and polled every 30 s",
            0.5,
            false,
            "s",
            value("ScalingDay 50", "day", seconds -> seconds)));
    addCommands(targets);
  }

  private static void addExperiments(List<Target> targets, String group) {
    DoubleUnaryOperator seconds = each -> each;
    targets.add(
        new Target(
            group,
            "1,000 replications of keda/not-selected, two threads, cold JVM",
            10,
            false,
            "s",
            value("Replications 1000 2", "experiment", seconds)));
    targets.add(
        new Target(
            group,
            "10,000 replications of keda/not-selected, two threads, cold JVM",
            10,
            false,
            "s",
            value("Replications 10000 2", "experiment", seconds)));
    targets.add(
        new Target(
            group,
            "memory that a replication of keda/not-selected keeps until the end",
            64,
            false,
            "kB",
            value("Replications 1000", "kept", kilobytes -> kilobytes)));
    targets.add(
        new Target(
            group,
            "two threads against one, 10,000 replications",
            1.6,
            true,
            "",
            growth("Replications 10000 2", "Replications 10000 1", "experiment")));
    targets.add(
        new Target(
            group,
            "3,500 pods from none to Ready on Fargate, limited launches",
            0.5,
            false,
            "s",
            value("Fleet", "launch", seconds)));
    targets.add(
        new Target(
            group,
            "10,000 Fargate nodes and 500 stuck pods for 24 h",
            1,
            false,
            "s",
            value("Fleet", "stuck", seconds)));
  }

  private static void addCommands(List<Target> targets) {
    DoubleUnaryOperator seconds = each -> each;
    String commands = COMMANDS;
    targets.add(
        new Target(
            commands,
            "run of 1,000 nodes and 7,064 pods (GCDA) from YAML to result",
            2,
            false,
            "s",
            value("Command gcda", "wall", seconds)));
    targets.add(
        new Target(
            commands,
            "its memory (resident)",
            0.5,
            false,
            "GB",
            value("Command gcda", "memory", seconds)));
    targets.add(
        new Target(commands, "--help", 0.35, false, "s", value("Command help", "wall", seconds)));
    targets.add(
        new Target(commands, "demo", 3, false, "s", value("Command demo", "wall", seconds)));
    targets.add(
        new Target(
            commands,
            "check of 5,000 objects in YAML",
            3,
            false,
            "s",
            value("Command check", "wall", seconds)));
    targets.add(
        new Target(
            commands,
            "memory (resident) of check of a JSON dump of 100 MB",
            0.7,
            false,
            "GB",
            value("Command dump", "memory", seconds)));
  }
}
