package dev.farsight.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code ./farsight-bench [GROUP...] [--quick] [--page]}: measures groups of benchmarks, writes the
 * figures to {@code bench/target/benchmarks.json} and, with {@code --page}, the page {@code
 * docs/benchmarks.md}. Groups are eventlist, engine, scheduler, runs and commands; none means all.
 * Figures of groups that are not measured now are kept from the file. All groups together take
 * about ten minutes on two idle cores.
 */
public final class Benchmarks {

  private static final List<String> GROUPS =
      List.of("eventlist", "engine", "scheduler", "runs", "commands");

  private final Figures figures = new Figures();
  private final boolean quick;
  private final Path root;

  private Benchmarks(Path root, boolean quick) {
    this.root = root;
    this.quick = quick;
  }

  /** Runs what the arguments select. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    Set<String> groups = new TreeSet<>();
    boolean quick = false;
    boolean page = false;
    for (String argument : arguments) {
      switch (argument) {
        case "--quick" -> quick = true;
        case "--page" -> page = true;
        default -> {
          if (!GROUPS.contains(argument)) {
            throw new IllegalArgumentException(
                "usage: farsight-bench [GROUP...] [--quick] [--page]; groups: "
                    + String.join(", ", GROUPS));
          }
          groups.add(argument);
        }
      }
    }
    Path root = Path.of(System.getProperty("farsight.root", "."));
    Path json = root.resolve("bench/target/benchmarks.json");
    Benchmarks benchmarks = new Benchmarks(root, quick);
    if (Files.exists(json)) {
      benchmarks.figures.read(json);
    }
    for (String group : groups.isEmpty() ? GROUPS : new ArrayList<>(groups)) {
      benchmarks.measure(group);
      benchmarks.figures.write(json);
    }
    BenchmarksPage text = new BenchmarksPage(benchmarks.figures, settings());
    if (page) {
      text.write(root.resolve("docs/benchmarks.md"));
    } else {
      System.out.println(text.text());
    }
  }

  private void measure(String group) throws IOException, InterruptedException, RunnerException {
    switch (group) {
      case "eventlist" -> {
        run(
            options("eventlist.Hold")
                .param("pending", "2", "10", "30")
                .param("increments", "EXPONENTIAL")
                .param("structure", "radixWheel", "priorityQueue"));
        run(
            options("eventlist.Hold")
                .param("pending", "100", "1000", "10000", "100000", "1000000")
                .param("increments", "EXPONENTIAL", "BIMODAL", "TIES")
                .param("structure", "radixWheel", "priorityQueue"));
      }
      case "engine" -> {
        run(options("eventlist.EngineLoop"));
        run(options("eventlist.TimerReset"));
        run(options("eventlist.SingleServer"));
        run(options("eventlist.Variate").param("distribution", "exponential", "lognormal"));
      }
      case "scheduler" -> {
        run(
            options("scheduler.Placement")
                .param("nodes", "500", "5000", "50000")
                .param("template", "BASIC"));
        run(
            options("scheduler.Placement")
                .param("nodes", "500", "5000")
                .param("template", "SPREAD"));
      }
      case "runs" -> {
        run(options("run.Story"));
        run(options("run.Replications").param("replications", "1000").param("threads", "2"));
        run(
            options("run.Replications")
                .param("replications", "10000")
                .param("threads", "1", "2")
                .forks(quick ? 1 : 2));
        run(options("run.Fleet"));
      }
      default -> new Commands(root, quick ? 1 : 5).measure(figures);
    }
  }

  /** Short iterations of many forks: forks differ more than iterations of one fork do. */
  private ChainedOptionsBuilder options(String include) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("dev\\.farsight\\.bench\\." + include.replace(".", "\\.") + ".*")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    if (include.startsWith("eventlist.")) {
      options
          .warmupIterations(2)
          .warmupTime(TimeValue.milliseconds(150))
          .measurementIterations(3)
          .measurementTime(TimeValue.milliseconds(100));
    }
    return options.forks(quick ? 1 : 3);
  }

  private void run(ChainedOptionsBuilder options) throws RunnerException {
    figures.addAll(new Runner(options.build()).run());
  }

  private static String settings() {
    return "a machine with "
        + Runtime.getRuntime().availableProcessors()
        + " processors ("
        + processor()
        + "), "
        + System.getProperty("os.name")
        + ", JDK "
        + System.getProperty("java.vm.version")
        + ", "
        + LocalDate.now(java.time.ZoneOffset.UTC)
        + "; collectors as the benchmarks say: G1 for event lists, engine and scheduler, Serial"
        + " for runs and commands";
  }

  private static String processor() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException unknown) {
      return System.getProperty("os.arch");
    }
    return System.getProperty("os.arch");
  }
}
