package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.farsight.report.file.AtomicFile;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.run.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The file of {@code --trace}: every simulated event of the first replication, one a line. */
final class TraceFile {

  private TraceFile() {}

  /**
   * Plays the first replication once more and writes its events.
   *
   * @throws IOException if the file cannot be written
   */
  static void write(ResolvedScenario scenario, Path file) throws IOException {
    AtomicFile.writeText(
        file,
        writer -> {
          JsonGenerator json = new JsonFactory().createGenerator(writer);
          json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
          json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
          Simulation.run(
              scenario.spec(),
              scenario.seed(),
              List.of(
                  (timeNanos, event, subject) ->
                      line(json, timeNanos, event, subject.subjectName())));
          json.writeRaw('\n');
          json.flush();
        });
  }

  private static void line(JsonGenerator json, long timeNanos, String event, String subject) {
    try {
      json.writeStartObject();
      json.writeFieldName("t");
      json.writeNumber(DecimalText.seconds(timeNanos));
      json.writeStringField("event", event);
      json.writeStringField("subject", subject);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
