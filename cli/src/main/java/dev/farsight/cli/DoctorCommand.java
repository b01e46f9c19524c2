package dev.farsight.cli;

import dev.farsight.report.chart.Charts;
import dev.farsight.scenario.issue.SafeText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code farsight doctor}. */
@Command(
    name = "doctor",
    description = "Say whether this machine has what Farsight needs.",
    footer = {
      "",
      "Exit codes: 0 all is well, 1 something is missing without which Farsight cannot work.",
      "",
      "Example:",
      "  farsight doctor"
    })
final class DoctorCommand implements Callable<Integer> {

  private static final int OLDEST_JAVA = 17;
  private static final long MEBIBYTE = 1 << 20;
  private static final long LEAST_HEAP_MEBIBYTES = 256;

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  private final StringBuilder lines = new StringBuilder();

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of());
    lines.setLength(0);
    say(Version.line());
    int java = Runtime.version().feature();
    boolean fine = java >= OLDEST_JAVA;
    say((fine ? "ok    " : "WRONG ") + "Java " + Runtime.version() + " (needed: 17 or newer)");
    // JDK-8377811: G1 of 25.0.0 to 25.0.2 may corrupt data.
    if (Runtime.version().toString().matches("25(\\.0\\.[0-2])?([+-].*)?")) {
      say("note  JDK 25.0.0 to 25.0.2 can corrupt data with G1 (JDK-8377811); update to 25.0.3");
    }
    long heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
    String amount = "heap up to " + heap + " MiB, processors: " + processors();
    say(heap < LEAST_HEAP_MEBIBYTES ? "note  only " + amount : "ok    " + amount);
    say(
        Charts.available()
            ? "ok    fonts for charts"
            : "note  no fonts, so no charts; install fontconfig and one font (./build tells how)");
    say(
        Files.isWritable(Path.of("."))
            ? "ok    this folder can be written to (demo writes charts into farsight-demo)"
            : "note  this folder cannot be written to; use --out DIR");
    say(
        Charset.defaultCharset().name().equals("UTF-8")
            ? "ok    texts are UTF-8"
            : "note  the JVM's charset is "
                + SafeText.of(Charset.defaultCharset().name())
                + "; Farsight writes UTF-8 anyway");
    global.print(spec, lines.toString());
    return fine ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void say(String line) {
    lines.append(line).append('\n');
  }
}
