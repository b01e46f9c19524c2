package dev.farsight.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Times commands as a user starts them, with the launcher and the start of the JVM. */
final class Commands {

  private static final String SCENARIO =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster:
          kubernetesVersion: "1.36"
          from: [nodes.yaml]
        timeline:
          - {at: 0s, apply: [pods.yaml]}
        until: 10m
      """;

  /** How often a running command is looked at; it may use more for that long unseen. */
  private static final int LOOK_MILLIS = 10;

  /** How long it takes to start each command once, about, on the machine of the page. */
  private static final double SECONDS_OF_ALL = 7.5;

  private final Path root;
  private final int repetitions;

  /**
   * Makes it.
   *
   * @param root folder of the launcher
   * @param repetitions how often each command is timed
   */
  Commands(Path root, int repetitions) {
    this.root = root;
    this.repetitions = repetitions;
  }

  /** What one start took. */
  private record Start(double seconds, double cpuSeconds, double gigabytes, String output) {}

  /** Returns how long all of them take, about, on the machine of the page. */
  double seconds() {
    return (repetitions + 1) * SECONDS_OF_ALL;
  }

  void measure(Figures figures, ProgressFormat progress) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("farsight-bench");
    try {
      extract("nodes.yaml", folder);
      extract("pods.yaml", folder);
      Files.writeString(folder.resolve("scenario.yaml"), SCENARIO);
      time(figures, "help", folder, "Usage: farsight", "--help");
      time(figures, "demo", folder, "stuck", "demo", "--no-color");
      time(figures, "gcda", folder, "7064 pods", "run", "scenario.yaml", "--no-progress");
      CheckedFiles.writeObjects(folder.resolve("objects.yaml"), 5_000);
      time(figures, "check", folder, "5000 objects", "check", "objects.yaml");
      CheckedFiles.writeDump(folder.resolve("dump.json"), 100_000_000);
      progress.finish("Commands", seconds());
      Commands once = new Commands(root, 1);
      once.time(figures, "dump", folder, "1 file", "check", "dump.json", "-o", "json=dump.txt");
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void extract(String name, Path folder) throws IOException {
    String resource = "/gcda/" + name + ".gz";
    try (InputStream packed = Commands.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException("resource is missing: " + resource);
      }
      Files.copy(new GZIPInputStream(packed), folder.resolve(name));
    }
  }

  private void time(Figures figures, String name, Path folder, String expected, String... words)
      throws IOException, InterruptedException {
    double[] seconds = new double[repetitions];
    double[] cpuSeconds = new double[repetitions];
    double[] gigabytes = new double[repetitions];
    for (int i = -1; i < repetitions; i++) {
      Start start = start(folder, words);
      if (!start.output().contains(expected)) {
        throw new IllegalStateException(name + " does not say \"" + expected + "\"");
      }
      if (i >= 0) {
        seconds[i] = start.seconds();
        cpuSeconds[i] = start.cpuSeconds();
        gigabytes[i] = start.gigabytes();
      }
    }
    figures.add(figure("Command " + name, "wall", "s", seconds));
    figures.add(figure("Command " + name, "cpu", "s", cpuSeconds));
    figures.add(figure("Command " + name, "memory", "GB", gigabytes));
  }

  private static Figure figure(String name, String contender, String unit, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double high = sorted[sorted.length - 1];
    return new Figure(name, contender, unit, median, sorted[0], high, sorted.length, -1);
  }

  private Start start(Path folder, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("farsight").toString());
    command.addAll(List.of(words));
    Path output = Files.createTempFile("farsight-bench", ".txt");
    try {
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      double most = 0;
      Duration cpu = Duration.ZERO;
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        most = Math.max(most, residentGigabytes(process.pid()));
        cpu = process.info().totalCpuDuration().orElse(cpu);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Start(
          seconds, cpu.toMillis() / 1e3, most, Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  /** Returns the most memory a process has held so far, where the system tells; else 0. */
  private static double residentGigabytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e9;
        }
      }
    } catch (IOException gone) {
      return 0;
    }
    return 0;
  }
}
