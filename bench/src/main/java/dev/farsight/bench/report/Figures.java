package dev.farsight.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** All figures of a machine, and the machine. */
final class Figures {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the benchmarks of other simulators are called before the name of ours. */
  private static final String PEER = "Peer";

  /** Contenders that others are set against, where both were measured in one run. */
  private static final List<String> REFERENCES = List.of("priorityQueue", "commonsMath");

  private final List<Figure> figures = new ArrayList<>();
  private @Nullable Machine machine;

  /**
   * Begins to measure: takes over what a file holds from earlier runs on a machine like this one.
   */
  void begin(Machine here, Path file) throws IOException {
    machine = here;
    if (Files.exists(file)) {
      Figures earlier = new Figures();
      earlier.read(file);
      if (here.isLike(earlier.machine)) {
        earlier.figures.forEach(this::add);
      }
    }
  }

  /** Returns where the figures come from; null if nothing was measured. */
  @Nullable Machine machine() {
    return machine;
  }

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

  /**
   * Returns the setting of a benchmark: its class and all parameters but the contender. Benchmarks
   * of other simulators have the settings of ours.
   */
  static String setting(BenchmarkParams parameters) {
    String name = parameters.getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    StringBuilder setting = new StringBuilder(type.substring(type.lastIndexOf('.') + 1));
    setting.setLength(setting.length() - "Benchmark".length());
    if (setting.indexOf(PEER) == 0) {
      setting.delete(0, PEER.length());
    }
    for (String key : parameters.getParamsKeys()) {
      if (!key.equals("structure")) {
        setting.append(' ').append(parameters.getParam(key));
      }
    }
    return setting.toString();
  }

  static String contender(BenchmarkParams parameters) {
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

  /** Returns the ratio of a figure to the reference in its setting; null if there is none. */
  @Nullable Double ratio(Figure figure) {
    for (String reference : REFERENCES) {
      Figure other = find(figure.name(), reference);
      if (other != null && other.unit().equals(figure.unit())) {
        return figure.median() / other.median();
      }
    }
    return null;
  }

  /** Reads a file that an earlier run wrote. */
  void read(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    machine = JSON.treeToValue(root.path("machine"), Machine.class);
    for (JsonNode each : root.path("figures")) {
      add(JSON.treeToValue(each, Figure.class));
    }
  }

  /** Writes everything to a file, which is replaced at once. */
  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.putPOJO("machine", machine);
    ArrayNode list = root.putArray("figures");
    figures.forEach(each -> list.addPOJO(each));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path written = file.resolveSibling(file.getFileName() + ".new");
    JSON.writerWithDefaultPrettyPrinter().writeValue(written.toFile(), root);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
