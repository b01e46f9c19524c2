package dev.farsight.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** All figures of a run of the benchmarks. */
final class Figures {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Figure> figures = new ArrayList<>();

  void add(Figure figure) {
    figures.removeIf(
        each -> each.name().equals(figure.name()) && each.contender().equals(figure.contender()));
    figures.add(figure);
  }

  void addAll(Collection<RunResult> results) {
    for (RunResult result : results) {
      Statistics statistics = result.getPrimaryResult().getStatistics();
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      add(
          new Figure(
              setting(result.getParams()),
              contender(result.getParams()),
              result.getPrimaryResult().getScoreUnit(),
              statistics.getPercentile(50),
              statistics.getMin(),
              statistics.getMax(),
              (int) statistics.getN(),
              allocated == null ? -1 : allocated.getScore()));
    }
  }

  /** Returns the setting of a benchmark: its class and all parameters but the contender. */
  static String setting(BenchmarkParams parameters) {
    String name = parameters.getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    StringBuilder setting = new StringBuilder(type.substring(type.lastIndexOf('.') + 1));
    setting.setLength(setting.length() - "Benchmark".length());
    for (String key : parameters.getParamsKeys()) {
      if (!key.equals("structure")) {
        setting.append(' ').append(parameters.getParam(key));
      }
    }
    return setting.toString();
  }

  private static String contender(BenchmarkParams parameters) {
    String structure = parameters.getParam("structure");
    String name = parameters.getBenchmark();
    return structure != null ? structure : name.substring(name.lastIndexOf('.') + 1);
  }

  /** Returns a figure, or null if it was not measured. */
  @Nullable Figure find(String name, String contender) {
    for (Figure figure : figures) {
      if (figure.name().equals(name) && figure.contender().equals(contender)) {
        return figure;
      }
    }
    return null;
  }

  List<Figure> all() {
    return List.copyOf(figures);
  }

  /** Adds the figures of a file that an earlier run wrote. */
  void read(Path file) throws IOException {
    for (JsonNode each : JSON.readTree(file.toFile()).path("figures")) {
      add(JSON.treeToValue(each, Figure.class));
    }
  }

  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("figures");
    figures.forEach(each -> list.addPOJO(each));
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }
}
