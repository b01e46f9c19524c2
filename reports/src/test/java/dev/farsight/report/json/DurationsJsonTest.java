package dev.farsight.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.report.table.Csv;
import dev.farsight.sim.result.Cost;
import dev.farsight.sim.result.Durations;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.RunResult;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurationsJsonTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static ExperimentResult result(Durations... durations) {
    RunResult run =
        new RunResult(
            7,
            1,
            2,
            3,
            true,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Cost(0, 0, 0),
            List.of(durations),
            List.of());
    return new ExperimentResult(
        "s", "h", 7, "1.33", 1, List.of(run), List.of(), Map.of(), List.of(), List.of());
  }

  @Test
  void waitsOfEachReplicationAreWrittenAndReadBackAlsoThoseThatNeverEnd() throws IOException {
    ExperimentResult written =
        result(
            new Durations(
                Durations.QUEUE_WAIT, new long[] {Durations.NEVER_NANOS, 0, 1_500_000_000L}),
            new Durations(Durations.TIME_TO_CAPACITY, new long[0]));
    StringWriter text = new StringWriter();
    new ResultJsonWriter("test").write(written, text);
    assertThat(text.toString().replaceAll("\\s", ""))
        .contains("\"durations\":{\"queue_wait\":[0.0,1.5,null],\"time_to_capacity\":[]}");
    assertThat(ResultJsonReader.read(new ObjectMapper().readTree(text.toString())))
        .isEqualTo(written);
  }

  @Test
  void tableOfMetricsHasALineForEachMetricThatHasValues() {
    Map<String, LatencySummary> summary = new LinkedHashMap<>();
    double none = Double.NaN;
    summary.put("queue_wait", new LatencySummary(4, 1, 2, 3, INFINITE, 5, 0.5, 6, none, null));
    summary.put("rollout_time", new LatencySummary(0, 0, 0, 0, 0, 0, 0, 0, 0, null));
    assertThat(Csv.metrics(result(), run -> summary))
        .isEqualTo(
            """
            replication,seed,metric,n,min,p50,p90,p95,p99,max,mean,last
            0,7,queue_wait,4,0.5,1,2,3,inf,6,5,
            """);
  }
}
