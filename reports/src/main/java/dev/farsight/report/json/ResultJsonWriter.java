package dev.farsight.report.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ExperimentResult.FailedReplication;
import dev.farsight.sim.result.Interval;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.ThresholdVerdict;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole experiment. Every field is always there, null where nothing happened; a time that
 * never came ("infinite") is null as well.
 */
public final class ResultJsonWriter {

  private final String farsightVersion;

  /** Makes a writer that names a version of Farsight in the result. */
  public ResultJsonWriter(String farsightVersion) {
    this.farsightVersion = farsightVersion;
  }

  /** Writes a result as indented JSON with a final line end; the writer is flushed, not closed. */
  public void write(ExperimentResult result, Writer target) throws IOException {
    JsonGenerator generator = new JsonFactory().createGenerator(target);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    generator.setPrettyPrinter(printer);
    write(result, new JsonSink(generator));
    generator.writeRaw('\n');
    generator.flush();
  }

  private void write(ExperimentResult result, JsonSink sink) throws IOException {
    sink.open();
    writeHead(result, sink);
    sink.openList("replications");
    RunJson runs = new RunJson(sink);
    for (var replication : result.replications()) {
      runs.write(replication);
    }
    sink.closeList();
    writeTail(result, sink);
    sink.close();
  }

  /** Writes the fields before the replications: what was run. */
  void writeHead(ExperimentResult result, JsonSink sink) throws IOException {
    sink.text("formatVersion", ExperimentResult.FORMAT_VERSION);
    sink.text("farsight", farsightVersion);
    sink.open("scenario");
    sink.text("name", result.scenarioName());
    sink.text("hash", result.scenarioHash());
    sink.close();
    sink.count("seed", result.seed());
    sink.text("kubernetesVersion", result.kubernetesVersion());
    sink.count("planned", result.planned());
  }

  /** Writes the fields after the replications: what they say together. */
  void writeTail(ExperimentResult result, JsonSink sink) throws IOException {
    sink.openList("failures");
    for (FailedReplication failure : result.failures()) {
      sink.open();
      sink.count("seed", failure.seed());
      sink.text("message", failure.message());
      sink.close();
    }
    sink.closeList();
    writeSummary(result.summary(), sink);
    sink.openList("thresholds");
    for (ThresholdVerdict verdict : result.thresholds()) {
      writeThreshold(verdict, sink);
    }
    sink.closeList();
    sink.openList("diagnoses");
    for (Diagnosis diagnosis : result.diagnoses()) {
      writeDiagnosis(diagnosis, sink);
    }
    sink.closeList();
  }

  private static void writeSummary(Map<String, LatencySummary> summary, JsonSink sink)
      throws IOException {
    sink.open("summary");
    for (Map.Entry<String, LatencySummary> entry : summary.entrySet()) {
      LatencySummary values = entry.getValue();
      sink.open(entry.getKey());
      sink.count("n", values.n());
      sink.number("p50", values.p50());
      sink.number("p90", values.p90());
      sink.number("p95", values.p95());
      sink.number("p99", values.p99());
      sink.number("mean", values.mean());
      sink.number("min", values.min());
      sink.number("max", values.max());
      sink.number("last", values.last());
      writeInterval("ci95", values.ci95(), sink);
      sink.close();
    }
    sink.close();
  }

  private static void writeThreshold(ThresholdVerdict verdict, JsonSink sink) throws IOException {
    sink.open();
    sink.text("expression", verdict.expression());
    sink.text("verdict", verdict.verdict().word());
    sink.number("value", verdict.value());
    writeInterval("interval", verdict.interval(), sink);
    sink.text("unit", verdict.unit());
    sink.close();
  }

  private static void writeDiagnosis(Diagnosis diagnosis, JsonSink sink) throws IOException {
    sink.open();
    sink.text("causeCode", diagnosis.causeCode());
    sink.text("title", diagnosis.title());
    sink.texts("pods", diagnosis.pods());
    sink.texts("steps", diagnosis.steps());
    sink.texts("evidence", diagnosis.evidence());
    sink.texts("alternatives", diagnosis.alternatives());
    sink.texts("remedyIds", diagnosis.remedyIds());
    sink.count("replications", diagnosis.replications());
    sink.close();
  }

  private static void writeInterval(String name, @Nullable Interval interval, JsonSink sink)
      throws IOException {
    if (interval == null) {
      sink.nothing(name);
    } else {
      sink.name(name);
      sink.pair(interval.low(), interval.high());
    }
  }
}
