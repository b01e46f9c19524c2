package dev.farsight.cli;

import dev.farsight.report.chart.Charts;
import dev.farsight.report.file.AtomicFile;
import dev.farsight.report.json.ResultJsonWriter;
import dev.farsight.report.table.Csv;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.sim.result.ExperimentResult;
import java.io.IOException;
import java.nio.file.Path;

/** The folder of {@code --out}: the result as JSON, tables for spreadsheets, and pictures. */
final class ResultFolder {

  private ResultFolder() {}

  /**
   * Writes {@code result.json}, {@code pods.csv}, {@code series.csv}, {@code metrics.csv} and the
   * pictures.
   *
   * @param result result to write
   * @param folder folder to write into; made where it is missing
   * @param console where to say what was left out
   * @throws IOException if a file cannot be written
   */
  static void write(ExperimentResult result, Path folder, Console console) throws IOException {
    ResultJsonWriter json = new ResultJsonWriter(Version.number());
    AtomicFile.writeText(folder.resolve("result.json"), writer -> json.write(result, writer));
    AtomicFile.write(folder.resolve("pods.csv"), Csv.pods(result));
    AtomicFile.write(folder.resolve("series.csv"), Csv.series(result));
    AtomicFile.write(folder.resolve("metrics.csv"), Csv.metrics(result, Experiment::summary));
    Charts.Written charts = Charts.write(result, folder);
    String note = charts.note();
    if (note != null) {
      console.err().println(note);
    }
    console.err().println("Wrote " + (charts.files().size() + 4) + " files into " + folder);
  }
}
