package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {

  @Test
  void runWritesResultTablesAndPictures(@TempDir Path folder) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path target = folder.resolve("out");
    Farsight.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute("run", "keda/not-selected", "--reps", "2", "--out", target.toString());
    assertThat(err.toString()).contains("files into");
    assertThat(target.resolve("time-to-ready.png")).isNotEmptyFile();
    assertThat(target.resolve("stuck-pods.png")).isNotEmptyFile();
    assertThat(Files.readString(target.resolve("pods.csv")))
        .startsWith("replication,seed,namespace,name,")
        .contains(",keda,keda-operator-");
    assertThat(Files.readString(target.resolve("series.csv"))).contains(",stuck_pods,");
    assertThat(Files.readString(target.resolve("metrics.csv")))
        .startsWith("replication,seed,metric,n,min,p50,p90,p95,p99,max,mean,last\n0,")
        .containsPattern("\n1,\\d+,cost_usd,1,")
        .containsPattern("\n1,\\d+,launch_headroom,1,");
    assertThat(Files.readString(target.resolve("result.json"))).contains("\"formatVersion\"");
  }
}
