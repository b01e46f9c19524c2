package dev.farsight.bench.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The words of the command line.
 *
 * @param groups groups to measure, in the order in which they are run
 * @param forks JVMs for each figure
 * @param page whether the page is written
 * @param pageOnly whether the page is made from the figures of earlier runs alone
 * @param help whether only the usage is wanted
 */
record Arguments(List<String> groups, int forks, boolean page, boolean pageOnly, boolean help) {

  private static final int DEFAULT_FORKS = 3;
  private static final int MOST_FORKS = 20;

  /** What the command takes. */
  static final String USAGE =
      """
      Usage: ./farsight-bench [GROUP...] [--quick | --forks N] [--page | --page-only]

      Groups: eventlist, engine, scheduler, runs, commands, peers; none means all but peers.
      Figures go to bench/target/benchmarks.json; those of groups that are not measured now are
      kept if they come from the same machine and JVM, so that an interrupted run can go on with
      the groups that are missing. Without --page the page is printed.
      The group peers fetches SSJ, DSOL and kalasim and measures their event lists and simulators.

        --quick      one JVM for each figure: a third of the time, figures less steady
        --forks N    N JVMs for each figure (default 3)
        --page       write docs/benchmarks.md
        --page-only  write docs/benchmarks.md from the figures of earlier runs, measuring nothing
        --with-cloudsim
                     with the group peers: fetch CloudSim Plus too, which is under the GPL

      Examples:
        ./farsight-bench --page             everything, for the page; a quarter of an hour
        ./farsight-bench --quick            everything in about five minutes
        ./farsight-bench engine --forks 5   one group, steadier
        ./farsight-bench peers --quick      other simulators, three minutes; before --page, which then
                                            has them too\
      """;

  Arguments {
    groups = List.copyOf(groups);
  }

  /**
   * Reads the words.
   *
   * @throws IllegalArgumentException if a word is unknown; the message says which
   */
  static Arguments parse(List<String> words) {
    List<String> named = new ArrayList<>();
    int forks = DEFAULT_FORKS;
    boolean page = false;
    boolean pageOnly = false;
    boolean help = false;
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      switch (word) {
        case "--quick" -> forks = 1;
        case "--forks" -> forks = number(rest.hasNext() ? rest.next() : "");
        case "--page" -> page = true;
        case "--page-only" -> {
          page = true;
          pageOnly = true;
        }
        case "--help", "-h" -> help = true;
        case "--with-cloudsim" -> {
          // The script has put it on the class path.
        }
        default -> {
          if (!Campaign.GROUPS.contains(word)) {
            throw new IllegalArgumentException("Unknown group or option: " + word);
          }
          named.add(word);
        }
      }
    }
    List<String> groups = new ArrayList<>(Campaign.GROUPS);
    if (named.isEmpty()) {
      groups.remove("peers");
    } else {
      groups.retainAll(named);
    }
    return new Arguments(groups, forks, page, pageOnly, help);
  }

  private static int number(String word) {
    if (!word.matches("[0-9]{1,2}") || word.equals("0") || Integer.parseInt(word) > MOST_FORKS) {
      throw new IllegalArgumentException(
          "--forks wants a number from 1 to " + MOST_FORKS + ", not \"" + word + "\"");
    }
    return Integer.parseInt(word);
  }

  /** Returns how often each command is timed. */
  int commandStarts() {
    return forks + 2;
  }
}
