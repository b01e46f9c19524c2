package dev.farsight.bench.report;

import dev.farsight.bench.eventlist.PeerLists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Benchmarks that are run together, so that their figures may be compared.
 *
 * @param group group of the command line that they belong to
 * @param include regular expression of their names, behind {@code dev.farsight.bench.}
 * @param contenders how many benchmarks it matches
 * @param parameters values of each parameter; every combination is measured
 * @param rhythm how long each fork measures
 * @param forks JVMs for each combination
 */
record Campaign(
    String group,
    String include,
    int contenders,
    Map<String, List<String>> parameters,
    Rhythm rhythm,
    int forks) {

  /** Groups of the command line, in the order in which they are run. */
  static final List<String> GROUPS =
      List.of("eventlist", "engine", "scheduler", "runs", "commands", "peers");

  /**
   * How long a fork measures.
   *
   * @param warmups iterations that do not count
   * @param measurements iterations that count
   * @param iterationMillis length of an iteration; 0 if it is one call, however long
   * @param forkSeconds how long a fork takes in all, about, on the machine of the page
   */
  record Rhythm(int warmups, int measurements, int iterationMillis, double forkSeconds) {}

  private static final Rhythm SHORT = new Rhythm(3, 5, 100, 1.8);
  private static final Rhythm LARGE = new Rhythm(3, 5, 100, 4);
  private static final Rhythm PEER_LARGE = new Rhythm(3, 5, 100, 7);

  // The targets were set with 3 and 5 iterations of 0.4 s, 0.5 s for whole engines. A list is
  // compiled sooner, since its proof runs it before; an engine is more code than a queue and would
  // be measured half compiled by shorter ones.
  private static final Rhythm TIMERS = new Rhythm(3, 5, 400, 4.2);
  private static final Rhythm MILLION_EVENTS = new Rhythm(3, 5, 500, 5.5);
  private static final Rhythm PEER_EVENTS = new Rhythm(3, 5, 500, 8);
  private static final Rhythm PEER_SERVER = new Rhythm(3, 5, 500, 12);

  // After four rounds half of the scheduler is not compiled, and a round still takes half as long
  // again as the tenth after it.
  private static final Rhythm PLACEMENT = new Rhythm(12, 4, 0, 5.6);

  private static final Rhythm STORY = new Rhythm(3, 2, 1000, 6);
  private static final Rhythm FLEET = new Rhythm(5, 3, 0, 8);
  private static final Rhythm SCALING_DAY = new Rhythm(5, 3, 0, 7);
  private static final Rhythm ONCE = new Rhythm(0, 1, 0, 4);
  private static final Rhythm ONCE_LONG = new Rhythm(0, 1, 0, 12);

  /** Sizes of event lists that a short iteration is enough for. */
  private static final List<String> SMALL_LISTS = List.of("100", "1000", "10000");

  private static final List<String> LARGE_LISTS = List.of("100000", "1000000");
  private static final List<String> LISTS = List.of("radixWheel", "priorityQueue");

  /** Returns the campaigns of a group, with so many forks each. */
  static List<Campaign> of(String group, int forks) {
    List<Campaign> campaigns = new ArrayList<>();
    switch (group) {
      case "eventlist" -> addEventLists(campaigns, forks);
      case "engine" -> addEngine(campaigns, forks);
      case "scheduler" -> addScheduler(campaigns, forks);
      case "runs" -> addRuns(campaigns, forks);
      case "peers" -> addPeers(campaigns, forks);
      default -> {
        return List.of();
      }
    }
    return campaigns;
  }

  private static void addEventLists(List<Campaign> campaigns, int forks) {
    List<String> fewest = List.of("2", "10", "30");
    campaigns.add(holds("eventlist", fewest, List.of("EXPONENTIAL"), LISTS, SHORT, forks));
    List<String> increments = List.of("EXPONENTIAL", "BIMODAL", "TIES");
    campaigns.add(holds("eventlist", SMALL_LISTS, increments, LISTS, SHORT, forks));
    campaigns.add(holds("eventlist", LARGE_LISTS, increments, LISTS, LARGE, forks));
    List<String> uniform = List.of("UNIFORM");
    campaigns.add(holds("eventlist", List.of("100", "10000"), uniform, LISTS, SHORT, forks));
    campaigns.add(holds("eventlist", List.of("1000000"), uniform, LISTS, LARGE, forks));
  }

  private static Campaign holds(
      String group,
      List<String> sizes,
      List<String> increments,
      List<String> lists,
      Rhythm rhythm,
      int forks) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("pending", sizes);
    parameters.put("increments", increments);
    parameters.put("structure", lists);
    return new Campaign(group, "eventlist.HoldBenchmark", 1, parameters, rhythm, forks);
  }

  private static void addEngine(List<Campaign> campaigns, int forks) {
    Map<String, List<String>> timers = Map.of("pending", List.of("100", "10000", "100000"));
    String engine = "engine";
    campaigns.add(
        new Campaign(engine, "eventlist.EngineLoopBenchmark", 2, timers, MILLION_EVENTS, forks));
    Map<String, List<String>> resets = Map.of("pending", List.of("1000", "10000", "100000"));
    campaigns.add(new Campaign(engine, "eventlist.TimerResetBenchmark", 2, resets, TIMERS, forks));
    campaigns.add(
        new Campaign(
            engine, "eventlist.SingleServerBenchmark", 2, Map.of(), MILLION_EVENTS, forks));
    Map<String, List<String>> draws = Map.of("distribution", List.of("exponential", "lognormal"));
    campaigns.add(new Campaign(engine, "eventlist.VariateBenchmark", 3, draws, SHORT, forks));
  }

  /** Other simulators, and ours once more, so that ratios come from one run. */
  private static void addPeers(List<Campaign> campaigns, int forks) {
    List<String> lists = new ArrayList<>(LISTS);
    for (String peer : List.of("SsjSplayTree", "DsolRedBlackTree", "CloudSimFutureQueue")) {
      if (PeerLists.has(peer)) {
        lists.add(peer);
      }
    }
    List<String> increments = List.of("EXPONENTIAL");
    campaigns.add(holds("peers", SMALL_LISTS, increments, lists, SHORT, forks));
    campaigns.add(holds("peers", LARGE_LISTS, increments, lists, PEER_LARGE, forks));
    int cloudSim = PeerLists.has("CloudSimFutureQueue") ? 1 : 0;
    List<String> timers = List.of("100", "10000", "100000");
    campaigns.add(ofPeers("EngineLoop", 3 + cloudSim, timers, PEER_EVENTS, forks));
    List<String> resets = List.of("1000", "10000", "100000");
    campaigns.add(ofPeers("TimerReset", 3, resets, TIMERS, forks));
    campaigns.add(ofPeers("SingleServer", 4 + cloudSim, List.of(), PEER_SERVER, forks));
    String kalasim = "eventlist.peer.PeerShortServerBenchmark";
    campaigns.add(new Campaign("peers", kalasim, 1, Map.of(), PEER_SERVER, forks));
  }

  private static Campaign ofPeers(
      String name, int contenders, List<String> sizes, Rhythm rhythm, int forks) {
    Map<String, List<String>> parameters = sizes.isEmpty() ? Map.of() : Map.of("pending", sizes);
    String include = "eventlist(.peer.Peer|.peer.gpl.Peer|.)" + name + "Benchmark";
    return new Campaign("peers", include, contenders, parameters, rhythm, forks);
  }

  private static void addScheduler(List<Campaign> campaigns, int forks) {
    campaigns.add(placement("BASIC", List.of("500", "5000", "50000"), forks));
    campaigns.add(placement("SPREAD", List.of("500", "5000"), forks));
  }

  private static Campaign placement(String template, List<String> nodes, int forks) {
    Map<String, List<String>> parameters = Map.of("nodes", nodes, "template", List.of(template));
    return new Campaign(
        "scheduler", "scheduler.PlacementBenchmark", 1, parameters, PLACEMENT, forks);
  }

  private static void addRuns(List<Campaign> campaigns, int forks) {
    String runs = "runs";
    List<String> stories =
        List.of("keda/not-selected", "keda/profile-then-restart", "coredns/eksctl-2025-07-06");
    campaigns.add(
        new Campaign(runs, "run.StoryBenchmark", 1, Map.of("story", stories), STORY, forks));
    campaigns.add(replications("1000", List.of("2"), ONCE, forks));
    campaigns.add(replications("10000", List.of("1", "2"), ONCE_LONG, forks));
    campaigns.add(new Campaign(runs, "run.FleetBenchmark", 2, Map.of(), FLEET, forks));
    campaigns.add(
        new Campaign(
            runs,
            "scaling.ScalingDayBenchmark",
            1,
            Map.of("scaledObjects", List.of("50")),
            SCALING_DAY,
            forks));
  }

  private static Campaign replications(
      String count, List<String> threads, Rhythm rhythm, int forks) {
    Map<String, List<String>> parameters =
        Map.of("replications", List.of(count), "threads", threads);
    return new Campaign("runs", "run.ReplicationsBenchmark", 1, parameters, rhythm, forks);
  }

  /** Returns how many JVMs it starts. */
  int forkCount() {
    int count = contenders * forks;
    for (List<String> values : parameters.values()) {
      count *= values.size();
    }
    return count;
  }

  /** Returns how many iterations each of its JVMs makes. */
  int iterationsPerFork() {
    return rhythm.warmups() + rhythm.measurements();
  }

  /** Returns how long it takes, about, on the machine of the page. */
  double seconds() {
    return forkCount() * rhythm.forkSeconds();
  }

  /** Returns it as JMH wants it told. */
  Options options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^dev\\.farsight\\.bench\\." + include.replace(".", "\\.") + "\\..*")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .warmupIterations(rhythm.warmups())
            .measurementIterations(rhythm.measurements())
            .forks(forks);
    if (rhythm.iterationMillis() > 0) {
      options
          .warmupTime(TimeValue.milliseconds(rhythm.iterationMillis()))
          .measurementTime(TimeValue.milliseconds(rhythm.iterationMillis()));
    }
    parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
    return options.build();
  }
}
