package dev.farsight.bench.report;

/** Why a target may be missed, as far as that is known. */
final class Reasons {

  private static final String UNKNOWN = "The reason is not known yet.";

  private static final String EVENT_LIST =
      "The targets come from a prototype with ticks of a microsecond and events that are nothing"
          + " but a time; here a tick is a nanosecond, which costs a level of the wheel more, and"
          + " the key holds a priority. Small lists are bound by that alone; how much of it the"
          + " large ones owe to the caches of the machine is not known.";

  private static final String ENGINE =
      "The prototype of the targets had neither handles nor a digest. Each event here is looked up"
          + " by its handle, counted against the limits, told apart as progress or maintenance, and"
          + " folded with its time, type and subject into the digest of the run; the loop it is"
          + " compared with does none of that.";

  private static final String DRAWS =
      "The contender inversionAlone is the same without the key: most of the time is that of"
          + " StrictMath, which gives the same on every machine and is slower for it.";

  private static final String PLACEMENT =
      "The time includes the queue, the assumed pod, the binding and the watch of the bound pod,"
          + " not just filters and scores. On 5,000 nodes two thirds are the cycle, mostly the walk"
          + " over the 500 nodes of its window to find those that fit and the best of them; on 50,000"
          + " nodes, with a window of 2,500, nine tenths. A third is queue, assumed pod and binding.";

  private static final String REPLICATIONS =
      "A warm replication is within its target; the start is not. Measured on a loaded machine, 10,000"
          + " of them cost 49.1 s of CPU in a cold JVM with both compilers, of which the full one takes"
          + " 15.6; once more in the same JVM, 27.3; and 35.8 with the quick compiler alone, which"
          + " the launcher therefore asks for below 30,000 replications.";

  private static final String LAUNCH =
      "What is left is spread over the objects that a pod, its node and their events are: about"
          + " 60 kB are allocated for each pod that gets Ready, and no single step of a process"
          + " takes more than a tenth of the time.";

  private static final String DAY =
      "A day is 475,707 events, and every poll and every sync is played, those that change nothing"
          + " among them: samples find three tenths of the time in syncs, a seventh in polls, and most of"
          + " the rest in the Deployments and pods that follow.";

  private static final String RESTART =
      "The scenario rolls three Deployments out twice and launches every pod of the second time, so"
          + " that it has about twice the events and objects of one without a cure (1.17 MB allocated"
          + " against 0.68 MB), and pays as much more.";

  private static final String GCDA =
      "In a fresh JVM most of what it does runs before the compilers have seen it: the same placement"
          + " of warm code takes a tenth of the time. Of the samples of a profile, a quarter are SnakeYAML"
          + " and the tree of the documents, a tenth is the reading of objects from it, half is the"
          + " simulation (a fifth of all is scheduling), and the collector takes about an eighth.";

  private static final String DEMO =
      "It plays fourteen scenarios and forty replications and draws pictures in a fresh JVM;"
          + " most of the code runs once or twice, before it is compiled.";

  private Reasons() {}

  /** Returns why a target is missed, in sentences. */
  static String of(Target target) {
    String what = target.what();
    return switch (target.group()) {
      case Target.EVENT_LIST -> EVENT_LIST;
      case Target.ENGINE -> what.contains("draw") ? DRAWS : ENGINE;
      case Target.SCHEDULER -> PLACEMENT;
      case Target.PEERS -> what.startsWith("hold") ? EVENT_LIST : ENGINE;
      case Target.RUNS -> ofRuns(what);
      case Target.COMMANDS -> ofCommands(what);
      default -> UNKNOWN;
    };
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
