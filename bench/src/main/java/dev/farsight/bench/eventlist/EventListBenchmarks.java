package dev.farsight.bench.eventlist;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of this package, writes {@code bench/target/eventlist.json} and prints each
 * figure with its ratio to PriorityQueue. Takes the arguments of JMH, such as {@code Hold -p
 * pending=100 -f 3}.
 */
public final class EventListBenchmarks {

  private static final String REFERENCE = "priorityQueue";

  private EventListBenchmarks() {}

  /** Runs what the arguments select, by default everything. */
  public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(arguments);
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given).addProfiler(GCProfiler.class).resultFormat(ResultFormatType.JSON);
    if (!given.getResult().hasValue()) {
      options.result("bench/target/eventlist.json");
    }
    if (given.getIncludes().isEmpty()) {
      options.include("dev\\.farsight\\.bench\\.eventlist\\..*");
    }
    for (String line : table(new Runner(options.build()).run())) {
      System.out.println(line);
    }
  }

  /**
   * Returns one line for each result: setting, contender, median, bytes, ratio to the reference.
   */
  static List<String> table(Collection<RunResult> results) {
    Map<String, Map<String, RunResult>> settings = new TreeMap<>();
    for (RunResult result : results) {
      settings
          .computeIfAbsent(setting(result.getParams()), key -> new TreeMap<>())
          .put(contender(result.getParams()), result);
    }
    List<String> lines = new ArrayList<>();
    settings.forEach(
        (setting, contenders) -> {
          RunResult reference = contenders.get(REFERENCE);
          double base = reference == null ? Double.NaN : median(reference);
          contenders.forEach((name, result) -> lines.add(line(setting, name, result, base)));
        });
    return lines;
  }

  private static String line(String setting, String name, RunResult result, double base) {
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return String.format(
        Locale.ROOT,
        "%-60s %-16s %12.1f %-6s %8.1f B/op  x%.2f",
        setting,
        name,
        median(result),
        result.getPrimaryResult().getScoreUnit(),
        allocated == null ? Double.NaN : allocated.getScore(),
        median(result) / base);
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static String setting(BenchmarkParams parameters) {
    String name = parameters.getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    StringBuilder setting = new StringBuilder(type.substring(type.lastIndexOf('.') + 1));
    for (String key : parameters.getParamsKeys()) {
      if (!key.equals("structure")) {
        setting.append(' ').append(key).append('=').append(parameters.getParam(key));
      }
    }
    return setting.toString();
  }

  private static String contender(BenchmarkParams parameters) {
    String name = parameters.getBenchmark();
    String structure = parameters.getParam("structure");
    return structure != null ? structure : name.substring(name.lastIndexOf('.') + 1);
  }
}
