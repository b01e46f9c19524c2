package dev.farsight.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.sim.result.AdmissionOutcome;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.Cost;
import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.Durations;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ExperimentResult.FailedReplication;
import dev.farsight.sim.result.Interval;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.NodeOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodShortage;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.PodStory;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.ProfileSnapshot;
import dev.farsight.sim.result.QueueMove;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.result.ThresholdVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a result back from the tree of its JSON. */
public final class ResultJsonReader {

  private ResultJsonReader() {}

  /**
   * Returns the result that a tree holds.
   *
   * @throws IllegalArgumentException if the tree is no result of this format; the message says why
   */
  public static ExperimentResult read(JsonNode root) {
    String version = root.path("formatVersion").asText();
    if (!version.equals(ExperimentResult.FORMAT_VERSION)) {
      throw new IllegalArgumentException(
          "not a result of Farsight: formatVersion is \""
              + version
              + "\", expected \""
              + ExperimentResult.FORMAT_VERSION
              + "\"");
    }
    Map<String, LatencySummary> summary = new LinkedHashMap<>();
    root.path("summary").properties().forEach(e -> summary.put(e.getKey(), summary(e.getValue())));
    return new ExperimentResult(
        root.path("scenario").path("name").asText(),
        root.path("scenario").path("hash").asText(),
        root.path("seed").asLong(),
        root.path("kubernetesVersion").asText(),
        root.path("planned").asLong(root.path("replications").size()),
        list(root.path("replications"), ResultJsonReader::run),
        list(
            root.path("failures"),
            n -> new FailedReplication(n.path("seed").asLong(), n.path("message").asText())),
        summary,
        list(root.path("thresholds"), ResultJsonReader::threshold),
        list(root.path("diagnoses"), ResultJsonReader::diagnosis));
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
    List<T> items = new ArrayList<>();
    array.forEach(item -> items.add(reader.apply(item)));
    return items;
  }

  private static LatencySummary summary(JsonNode n) {
    return new LatencySummary(
        n.path("n").asLong(),
        number(n, "p50"),
        number(n, "p90"),
        number(n, "p95"),
        number(n, "p99"),
        number(n, "mean"),
        number(n, "min"),
        number(n, "max"),
        n.path("last").isNumber() ? n.path("last").asDouble() : Double.NaN,
        interval(n.path("ci95")));
  }

  private static double number(JsonNode n, String name) {
    return n.path(name).isNumber() ? n.path(name).asDouble() : Double.POSITIVE_INFINITY;
  }

  private static @Nullable Interval interval(JsonNode n) {
    return n.size() == 2 ? new Interval(n.get(0).asDouble(), n.get(1).asDouble()) : null;
  }

  private static ThresholdVerdict threshold(JsonNode n) {
    return new ThresholdVerdict(
        n.path("expression").asText(),
        word(ThresholdVerdict.Verdict.class, n.path("verdict").asText()),
        number(n, "value"),
        interval(n.path("interval")),
        n.path("unit").asText());
  }

  private static Diagnosis diagnosis(JsonNode n) {
    return new Diagnosis(
        n.path("causeCode").asText(),
        n.path("title").asText(),
        list(n.path("pods"), JsonNode::asText),
        list(n.path("steps"), JsonNode::asText),
        list(n.path("evidence"), JsonNode::asText),
        list(n.path("alternatives"), JsonNode::asText),
        list(n.path("remedyIds"), JsonNode::asText),
        n.path("replications").asLong());
  }

  private static RunResult run(JsonNode n) {
    JsonNode cost = n.path("cost");
    List<Series> series = new ArrayList<>();
    n.path("series").properties().forEach(e -> series.add(series(e.getKey(), e.getValue())));
    List<Durations> durations = new ArrayList<>();
    n.path("durations").properties().forEach(e -> durations.add(durations(e)));
    return new RunResult(
        n.path("seed").asLong(),
        Long.parseUnsignedLong(n.path("digest").asText("0"), 16),
        n.path("events").asLong(),
        nanos(n, "end"),
        n.path("quiescent").asBoolean(),
        list(n.path("pods"), ResultJsonReader::pod),
        list(n.path("deployments"), ResultJsonReader::deployment),
        list(n.path("nodes"), ResultJsonReader::node),
        list(n.path("profiles"), ResultJsonReader::profile),
        list(n.path("steps"), ResultJsonReader::step),
        list(n.path("clusterEvents"), ResultJsonReader::event),
        series,
        new Cost(
            cost.path("usd").asDouble(),
            cost.path("vcpuHours").asDouble(),
            cost.path("gbHours").asDouble()),
        durations,
        list(
            n.path("shortages"),
            s ->
                new PodShortage(
                    s.path("object").asText(),
                    s.path("wanted").asLong(),
                    s.path("existing").asLong())));
  }

  private static Durations durations(Map.Entry<String, JsonNode> named) {
    JsonNode seconds = named.getValue();
    long[] nanos = new long[seconds.size()];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = seconds.get(i).isNumber() ? nanos(seconds.get(i)) : Durations.NEVER_NANOS;
    }
    return new Durations(named.getKey(), nanos);
  }

  private static Series series(String name, JsonNode points) {
    long[] times = new long[points.size()];
    double[] values = new double[points.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = nanos(points.get(i).get(0));
      values[i] = points.get(i).get(1).asDouble();
    }
    return new Series(name, times, values);
  }

  private static PodOutcome pod(JsonNode n) {
    JsonNode admission = n.path("admission");
    return new PodOutcome(
        n.path("namespace").asText(),
        n.path("name").asText(),
        n.path("uid").asText(),
        text(n, "owner"),
        nanos(n, "createdAt"),
        new AdmissionOutcome(
            word(AdmissionOutcome.Decision.class, admission.path("decision").asText()),
            text(admission, "profile"),
            reason(admission.path("reasonCode").asText()),
            admission.path("reason").asText()),
        n.path("schedulerName").asText(),
        n.path("attempts").asLong(),
        text(n, "message"),
        text(n, "node"),
        text(n, "size"),
        maybeNanos(n, "scheduledAt"),
        maybeNanos(n, "readyAt"),
        maybeNanos(n, "deletedAt"),
        word(PodState.class, n.path("state").asText()),
        n.path("stuck").asBoolean(),
        maybeNanos(n, "stuckSince"),
        text(n, "causeCode"),
        story(n.path("story")));
  }

  private static AdmissionReason reason(String code) {
    for (AdmissionReason reason : AdmissionReason.values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown admission reason \"" + code + "\"");
  }

  private static PodStory story(JsonNode n) {
    return new PodStory(
        text(n, "step"),
        list(n.path("ownerChain"), JsonNode::asText),
        textMap(n.path("labels")),
        textMap(n.path("annotations")),
        textMap(n.path("nodeSelector")),
        text(n, "pinnedNode"),
        n.path("priority").asLong(),
        n.path("toleratesFargate").asBoolean(),
        n.path("cpuMilli").asLong(),
        n.path("memoryBytes").asLong(),
        n.path("webhookInstalled").asBoolean(),
        list(
            n.path("profiles"),
            p ->
                new ProfileSnapshot(
                    p.path("name").asText(),
                    p.path("status").asText(),
                    p.path("admitting").asBoolean(),
                    p.path("selectsNamespace").asBoolean(),
                    p.path("selects").asBoolean())),
        list(n.path("events"), ResultJsonReader::event),
        list(
            n.path("queueMoves"),
            m ->
                new QueueMove(
                    m.path("queue").asText(),
                    m.path("reason").asText(),
                    nanos(m, "firstAt"),
                    nanos(m, "lastAt"),
                    m.path("count").asLong())),
        maybeNanos(n, "runningAt"));
  }

  private static EventRecord event(JsonNode n) {
    return new EventRecord(
        n.path("object").asText(),
        n.path("component").asText(),
        n.path("type").asText(),
        n.path("reason").asText(),
        n.path("message").asText(),
        nanos(n, "firstAt"),
        nanos(n, "lastAt"),
        n.path("count").asLong());
  }

  private static DeploymentOutcome deployment(JsonNode n) {
    return new DeploymentOutcome(
        n.path("namespace").asText(),
        n.path("name").asText(),
        n.path("desired").asLong(),
        n.path("updated").asLong(),
        n.path("ready").asLong(),
        n.path("available").asLong(),
        list(
            n.path("conditions"),
            c ->
                new DeploymentOutcome.ConditionOutcome(
                    c.path("type").asText(),
                    c.path("status").asText(),
                    c.path("reason").asText(),
                    c.path("message").asText())),
        maybeNanos(n, "rolloutSeconds"));
  }

  private static NodeOutcome node(JsonNode n) {
    return new NodeOutcome(
        n.path("name").asText(),
        word(NodeOutcome.Kind.class, n.path("kind").asText()),
        nanos(n, "createdAt"),
        maybeNanos(n, "removedAt"));
  }

  private static ProfileOutcome profile(JsonNode n) {
    return new ProfileOutcome(
        n.path("name").asText(),
        list(
            n.path("selectors"),
            s ->
                new ProfileOutcome.Selector(
                    s.path("namespace").asText(), textMap(s.path("labels")))),
        nanos(n, "requestedAt"),
        maybeNanos(n, "activeAt"),
        maybeNanos(n, "effectiveAt"),
        maybeNanos(n, "deletingAt"),
        maybeNanos(n, "goneAt"),
        text(n, "failure"));
  }

  private static StepOutcome step(JsonNode n) {
    return new StepOutcome(
        n.path("id").asText(),
        n.path("action").asText(),
        n.path("text").asText(),
        maybeNanos(n, "startedAt"),
        maybeNanos(n, "completedAt"),
        text(n, "failure"),
        maybeNanos(n, "failedAt"),
        list(n.path("waitedFor"), JsonNode::asText));
  }

  private static Map<String, String> textMap(JsonNode n) {
    Map<String, String> map = new LinkedHashMap<>();
    n.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
    return map;
  }

  private static @Nullable String text(JsonNode n, String name) {
    return n.path(name).isTextual() ? n.path(name).asText() : null;
  }

  private static long nanos(JsonNode n, String name) {
    return nanos(n.path(name));
  }

  private static @Nullable Long maybeNanos(JsonNode n, String name) {
    return n.path(name).isNumber() ? nanos(n.path(name)) : null;
  }

  private static long nanos(JsonNode n) {
    return n.decimalValue().movePointRight(9).longValue();
  }

  private static <E extends Enum<E>> E word(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
