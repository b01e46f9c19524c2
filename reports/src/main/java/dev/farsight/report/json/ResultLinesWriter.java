package dev.farsight.report.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.RunResult;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes a result as NDJSON: a first line with {@code formatVersion} and what was run, one line for
 * each replication, and a last line with summary, thresholds and diagnoses. Every line says in
 * {@code type} what it is: {@code experiment}, {@code replication} or {@code summary}; the fields
 * are those of the JSON result.
 */
public final class ResultLinesWriter {

  private final ResultJsonWriter json;

  /**
   * Makes a writer.
   *
   * @param farsightVersion version of Farsight that made the result
   */
  public ResultLinesWriter(String farsightVersion) {
    this.json = new ResultJsonWriter(farsightVersion);
  }

  /** Writes a result; the writer is flushed, not closed. */
  public void write(ExperimentResult result, Writer target) throws IOException {
    JsonGenerator generator = new JsonFactory().createGenerator(target);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    JsonSink sink = new JsonSink(generator);
    sink.open();
    sink.text("type", "experiment");
    json.writeHead(result, sink);
    sink.close();
    for (RunResult replication : result.replications()) {
      sink.open();
      sink.text("type", "replication");
      new RunJson(sink).writeFields(replication);
      sink.close();
    }
    sink.open();
    sink.text("type", "summary");
    json.writeTail(result, sink);
    sink.close();
    generator.writeRaw('\n');
    generator.flush();
  }
}
