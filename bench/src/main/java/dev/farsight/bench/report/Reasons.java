package dev.farsight.bench.report;

/** Why a target may be missed, as far as that is known. */
final class Reasons {

  private static final String UNKNOWN = "The reason is not known yet.";

  private static final String SMALL_LIST =
      "With so few events a hold is some twenty nanoseconds in either list, and half of them are the"
          + " branch that cannot be predicted: which of two random times comes first. A list of one"
          + " is inserted into without it, which took 13 ns against 15 to 16 with it and 20 of"
          + " java.util.PriorityQueue.";

  private static final String LARGE_LIST =
      "An event is written twice and sorted once whatever the size: 36 to 42 ns of CPU from 100 to"
          + " 100,000 events. The ratio depends on how much of the caches is left to either list:"
          + " beside a build a loop of 100,000 timers took 185 ns instead of 105.";

  private static final String LOOP =
      "Digest, limits, checks and observers are not the reason: a loop of two timers took as"
          + " long without them. Up to 10,000 timers the list takes two thirds of the time. With"
          + " 100,000 each event also reads and writes its slot, in two arrays that together are"
          + " larger than a cache of 2 MB, and the arrays of a fresh engine grow by 12 B for each of"
          + " its events.";

  private static final String SERVER =
      "Most of a customer is the same in both: of the 107 ns of CPU of the loop over"
          + " PriorityQueue 99 are the server, its statistics and two keyed draws, and Farsight"
          + " takes 146. With increments from a table it is 50 and 83, and 27 without any event"
          + " list. Of the difference the sorted list, against two fields, is 16, the slots that"
          + " make an event cancellable 8, the digest of the run 6; limits, quiescence and observers"
          + " are nothing that could be measured. Two draws took 100 ns and take 72 now, so that the"
          + " ratio has become worse and the customer quicker.";

  private static final String PEER_SERVER =
      "Each simulator works in its usual way. Of Farsight's 146 ns of CPU for a customer two"
          + " keyed draws are 72; the targets come from a prototype without keys, digest and slots,"
          + " whose generator takes 3 ns a draw. With that generator Farsight takes 84.";

  private static final String RESET =
      "A reset adds two entries to the list and leaves a cancelled one that is dropped with"
          + " the others when a third of the list is such. Beyond the caches each of these is a read"
          + " of a slot at random.";

  private static final String DRAWS =
      "The draw is one chain of operations, each of which waits for the one before: the count"
          + " of draws, three mixings, two polynomials and their quotient, the exponential,"
          + " rounding. It takes 42 ns of CPU on the quiet machine, and up to 65 beside other work.";

  private static final String PLACEMENT =
      "The time includes the queue, the assumed pod, the binding and the watch of the bound pod,"
          + " not just filters and scores. On 5,000 nodes half of it is the cycle, of which a third"
          + " sorts the best nodes of the window; on 50,000 nodes seven tenths, mostly that.";

  private static final String REPLICATIONS =
      "A warm replication is within its target; the start of the JVM is not. With the quick compiler"
          + " alone, which the launcher asks for below 60,000 replications, the first 1,000 cost twice"
          + " as much as later ones, and with both compilers 30,000 cost a third more. No part of a"
          + " replication takes much: a tenth is its set-up, the greatest controller a seventh, and no"
          + " method more than a fortieth.";

  private static final String LAUNCH =
      "What is left is spread over the objects that a pod, its node and their events are: about"
          + " 45 kB are allocated for each pod that gets Ready, and no single step of a process"
          + " takes more than a tenth of the time.";

  private static final String DAY =
      "A day is 475,707 events, and every poll and every sync is played, those that change nothing"
          + " among them: samples find a quarter of the time in syncs, a tenth in polls, and most of the"
          + " rest in the Deployments and pods that follow. The machine is"
          + " shared: single days took 0.42 to 0.76 s, with the code of before as well.";

  private static final String RESTART =
      "The scenario rolls three Deployments out twice and launches every pod of the second time, so"
          + " that it has about twice the events and objects of one without a cure (0.70 MB allocated"
          + " against 0.42 MB), and pays as much more.";

  private static final String GCDA =
      "In a fresh JVM most of what it does runs before the compilers have seen it: once more in the"
          + " same JVM it takes six tenths of the time. Of the samples of a profile, seven tenths are the"
          + " simulation (a quarter of all is scheduling), a fifth is making objects of the files"
          + " (most of their text is read by the other core meanwhile), and a fifteenth goes to the"
          + " start. The collector takes a twentieth of all. The machine is"
          + " shared: single starts within three hours took 1.6 to 2.8 s.";

  private static final String DEMO =
      "It plays fourteen scenarios and forty replications and draws pictures in a fresh JVM;"
          + " most of the code runs once or twice, before it is compiled.";

  private Reasons() {}

  /** Returns why a target is missed, in sentences. */
  static String of(Target target) {
    String what = target.what();
    return switch (target.group()) {
      case Target.EVENT_LIST -> ofList(what);
      case Target.ENGINE -> ofEngine(what);
      case Target.SCHEDULER -> PLACEMENT;
      case Target.PEERS -> ofPeers(what);
      case Target.RUNS -> ofRuns(what);
      case Target.COMMANDS -> ofCommands(what);
      default -> UNKNOWN;
    };
  }

  private static String ofList(String what) {
    return what.matches(".*, (2|10|30) events.*") ? SMALL_LIST : LARGE_LIST;
  }

  private static String ofEngine(String what) {
    if (what.contains("draw")) {
      return DRAWS;
    }
    if (what.startsWith("M/M/1")) {
      return SERVER;
    }
    return what.contains("reset") ? RESET : LOOP;
  }

  private static String ofPeers(String what) {
    if (what.startsWith("hold")) {
      return ofList(what);
    }
    return what.startsWith("M/M/1") ? PEER_SERVER : ofEngine(what);
  }

  private static String ofRuns(String what) {
    if (what.contains("replications")) {
      return REPLICATIONS;
    }
    if (what.contains("ScaledObjects")) {
      return DAY;
    }
    if (what.contains("profile-then-restart")) {
      return RESTART;
    }
    return what.contains("Fargate, limited launches") ? LAUNCH : UNKNOWN;
  }

  private static String ofCommands(String what) {
    if (what.contains("GCDA")) {
      return GCDA;
    }
    return what.equals("demo") ? DEMO : UNKNOWN;
  }
}
