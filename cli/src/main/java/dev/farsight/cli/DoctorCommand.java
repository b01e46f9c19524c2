package dev.farsight.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code farsight doctor}. */
@Command(name = "doctor", description = "Say whether this machine has what Farsight needs.")
final class DoctorCommand implements Callable<Integer> {

  private static final int OLDEST_JAVA = 17;
  private static final long MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Runtime runtime = Runtime.getRuntime();
    int java = Runtime.version().feature();
    boolean fine = java >= OLDEST_JAVA;
    say(Version.line());
    say((fine ? "ok    " : "WRONG ") + "Java " + Runtime.version() + ", needed: 17 or newer");
    say(
        "ok    "
            + runtime.availableProcessors()
            + " processors, heap up to "
            + runtime.maxMemory() / MEBIBYTE
            + " MiB");
    if (Runtime.version().toString().matches("25(\\.0\\.[0-2])?([+-].*)?")) {
      say("note  JDK 25.0.0 to 25.0.2 can corrupt data with G1 (JDK-8377811); update to 25.0.3");
    }
    spec.commandLine().getOut().flush();
    return fine ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void say(String line) {
    spec.commandLine().getOut().print(line + "\n");
  }
}
