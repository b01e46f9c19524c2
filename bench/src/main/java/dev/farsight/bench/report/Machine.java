package dev.farsight.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where and when figures were measured.
 *
 * @param computer processors, memory and system
 * @param jvm name and version of the JVM
 * @param date day of the last figure, in UTC
 * @param load load average of the last minute before the first figure; negative where the system
 *     does not tell
 */
record Machine(String computer, String jvm, String date, double load) {

  /** Returns this machine, now. */
  static Machine here() {
    String computer =
        String.format(
            Locale.ROOT,
            "%d processors (%s), %s, %s",
            Runtime.getRuntime().availableProcessors(),
            valueOf("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
            memory(),
            System.getProperty("os.name"));
    return new Machine(
        computer,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        LocalDate.now(ZoneOffset.UTC).toString(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Returns whether figures of the other may stand beside figures of this. */
  boolean isLike(@Nullable Machine other) {
    return other != null && computer.equals(other.computer) && jvm.equals(other.jvm);
  }

  private static String memory() {
    String kibibytes = valueOf("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
    return kibibytes.isEmpty()
        ? "memory unknown"
        : Math.round(Long.parseLong(kibibytes) / 1048576.0) + " GiB";
  }

  private static String valueOf(String file, String key, String otherwise) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith(key)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException unknown) {
      return otherwise;
    }
    return otherwise;
  }
}
