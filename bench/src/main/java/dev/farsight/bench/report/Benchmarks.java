package dev.farsight.bench.report;

import dev.farsight.bench.eventlist.PeerLists;
import dev.farsight.bench.run.KeptMemory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code ./farsight-bench}: measures groups of benchmarks, keeps the figures in {@code
 * bench/target/benchmarks.json} and makes {@code docs/benchmarks.md} from them.
 */
public final class Benchmarks {

  private static final int USAGE_ERROR = 2;

  private final Path root;
  private final Arguments arguments;
  private final PrintStream progress;
  private final Figures figures = new Figures();

  private Benchmarks(Path root, Arguments arguments, PrintStream progress) {
    this.root = root;
    this.arguments = arguments;
    this.progress = progress;
  }

  /** Runs what the arguments select; exits with 1 if a benchmark failed. */
  public static void main(String[] words) throws IOException, InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Arguments.USAGE);
      System.exit(USAGE_ERROR);
      return;
    }
    if (arguments.groups().contains("peers") && !PeerLists.has("SsjSplayTree")) {
      System.err.println("The group peers needs what ./farsight-bench peers fetches.");
      System.exit(USAGE_ERROR);
    }
    if (arguments.help()) {
      System.out.println(Arguments.USAGE);
      return;
    }
    Path root = Path.of(System.getProperty("farsight.root", "."));
    List<String> failures = new Benchmarks(root, arguments, System.err).run();
    if (!failures.isEmpty()) {
      System.err.println("These failed: " + String.join(", ", failures));
      System.exit(1);
    }
  }

  private List<String> run() throws IOException, InterruptedException {
    Path json = root.resolve("bench/target/benchmarks.json");
    figures.begin(Machine.here(), json);
    List<String> failures = new ArrayList<>();
    if (!arguments.pageOnly()) {
      measureAll(json, failures);
    }
    BenchmarksPage page = new BenchmarksPage(figures);
    if (arguments.page()) {
      Path file = root.resolve("docs/benchmarks.md");
      Files.writeString(file, page.text());
      progress.println("Wrote " + file);
    } else {
      System.out.println(page.text());
    }
    return failures;
  }

  private void measureAll(Path json, List<String> failures)
      throws IOException, InterruptedException {
    Commands commands = new Commands(root, arguments.commandStarts());
    List<Campaign> campaigns = new ArrayList<>();
    for (String group : arguments.groups()) {
      campaigns.addAll(Campaign.of(group, arguments.forks()));
    }
    boolean timesCommands = arguments.groups().contains("commands");
    double seconds = campaigns.stream().mapToDouble(Campaign::seconds).sum();
    double expected = seconds + (timesCommands ? commands.seconds() : 0);
    progress.println(
        "About " + ProgressFormat.minutes(Math.round(expected)) + " on an idle machine.");
    ProgressFormat format = new ProgressFormat(progress, System::nanoTime, expected);
    for (Campaign campaign : campaigns) {
      format.begin(campaign);
      try {
        figures.addAll(new Runner(campaign.options(), format).run());
      } catch (RunnerException e) {
        failures.add(campaign.include());
        format.lastLines().forEach(progress::println);
        progress.println(campaign.include() + " failed: " + e.getMessage());
      }
      figures.write(json);
    }
    if (arguments.groups().contains("runs")) {
      figures.add(keptMemory());
      figures.write(json);
    }
    if (timesCommands) {
      try {
        commands.measure(figures, format);
      } catch (IOException | IllegalStateException e) {
        failures.add("commands");
        progress.println("commands failed: " + e.getMessage());
      }
      figures.write(json);
    }
  }

  /** Returns what is kept of each replication until all of them are summed up. */
  private static Figure keptMemory() {
    double kilobytes = KeptMemory.bytesPerReplication(1_000) / 1e3;
    return new Figure("Replications 1000", "kept", "kB", kilobytes, kilobytes, kilobytes, 1, -1);
  }
}
