package dev.farsight.scenario.issue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the issues of one pass over the inputs; not safe for several threads.
 *
 * <p>Issues come back in file order: files in the order in which they were first named, then by
 * line and column. At most {@value #MAX_KEPT} are kept, so that a hostile input cannot fill the
 * memory; all are counted.
 */
public final class Issues {

  /** How many issues are shown to people at once. */
  public static final int MAX_SHOWN = 50;

  /** How many issues are kept at all. */
  public static final int MAX_KEPT = 10_000;

  private final List<Issue> kept = new ArrayList<>();
  private final Set<Issue> seen = new LinkedHashSet<>();
  private final Set<String> saidOnce = new LinkedHashSet<>();
  private final Map<String, Integer> fileOrder = new LinkedHashMap<>();
  private @Nullable Set<String> topicsHeard;
  private long addedWithoutTopic;
  private final int[] counts = new int[Severity.values().length];

  /** Fixes the place of a file in the order, for files whose issues may be found late. */
  public void expectFile(String file) {
    fileOrder.putIfAbsent(file, fileOrder.size());
  }

  /** Adds an issue; an issue that is equal to an earlier one is left out. */
  public void add(Issue issue) {
    addedWithoutTopic++;
    addNew(issue);
  }

  private void addNew(Issue issue) {
    if (kept.size() < MAX_KEPT && !seen.add(issue)) {
      return;
    }
    expectFile(issue.file());
    counts[issue.severity().ordinal()]++;
    if (kept.size() < MAX_KEPT) {
      kept.add(issue);
    }
  }

  /**
   * Adds an issue unless one with the same topic was added before, as notes about ignored fields
   * are.
   */
  public void addOnce(String topic, Issue issue) {
    if (topicsHeard != null) {
      topicsHeard.add(topic);
    }
    if (saidOnce.add(topic)) {
      addNew(issue);
    }
  }

  /**
   * Does a task and listens to what it has to say.
   *
   * @return the topics of the issues that it would have added once, whether they were new or not;
   *     null if it added others
   */
  public @Nullable Set<String> topicsOf(Runnable task) {
    Set<String> topics = new LinkedHashSet<>();
    long before = addedWithoutTopic;
    topicsHeard = topics;
    task.run();
    topicsHeard = null;
    return addedWithoutTopic == before ? topics : null;
  }

  /** Returns whether issues about all these topics were added before, so that none would be new. */
  public boolean saidAll(Set<String> topics) {
    return saidOnce.containsAll(topics);
  }

  /** Adds all issues of another collection. */
  public void addAll(Issues others) {
    others.sorted().forEach(this::add);
  }

  /** Returns whether an error was added. */
  public boolean hasErrors() {
    return count(Severity.ERROR) > 0;
  }

  /** Returns whether nothing was added. */
  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Returns how many issues of a severity were added. */
  public int count(Severity severity) {
    return counts[severity.ordinal()];
  }

  /** Returns the kept issues in file order. */
  public List<Issue> sorted() {
    List<Issue> sorted = new ArrayList<>(kept);
    sorted.sort(
        Comparator.comparingInt((Issue issue) -> fileOrder.getOrDefault(issue.file(), 0))
            .thenComparingInt(Issue::line)
            .thenComparingInt(Issue::column));
    return List.copyOf(sorted);
  }

  /**
   * Returns the issues to show to people, at most {@value #MAX_SHOWN}, in file order: errors crowd
   * out warnings, and warnings crowd out notes.
   */
  public List<Issue> shown() {
    List<Issue> all = sorted();
    int[] left = {MAX_SHOWN, 0, 0};
    for (int severity = 1; severity < left.length; severity++) {
      left[severity] = Math.max(0, left[severity - 1] - counts[severity - 1]);
    }
    List<Issue> shown = new ArrayList<>();
    for (Issue issue : all) {
      if (left[issue.severity().ordinal()]-- > 0) {
        shown.add(issue);
      }
    }
    return List.copyOf(shown);
  }

  /** Returns how many issues there are beyond those of {@link #shown()}. */
  public int hidden() {
    return counts[0] + counts[1] + counts[2] - shown().size();
  }
}
