package dev.farsight.fuzz;

import dev.farsight.scenario.fuzz.FuzzTarget;
import dev.farsight.scenario.fuzz.SavedTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Searches target after target with Jazzer, each in a JVM of its own with 256 MB, and adds to the
 * saved texts what reaches code that no saved text reached, and what brought a fault to light.
 */
public final class Campaign {

  /** Longest text that is tried: faults of readers are seldom a matter of length. */
  private static final int MAX_LENGTH = 4096;

  /** Most bytes that one search may add, so that the saved texts stay quick to read. */
  private static final int MAX_ADDED_BYTES = 96 * 1024;

  private final int seconds;
  private final Path work;
  private final Path saved;

  private Campaign(int seconds, Path work, Path saved) {
    this.seconds = seconds;
    this.work = work;
    this.saved = saved;
  }

  /**
   * Runs a campaign.
   *
   * @param args targets with commas or {@code all}, seconds for each, a scratch folder, the folder
   *     of the saved texts
   */
  public static void main(String[] args) throws Exception {
    List<FuzzTarget> targets = new ArrayList<>();
    for (FuzzTarget target : FuzzTarget.values()) {
      if (args[0].equals("all") || List.of(args[0].split(",")).contains(target.folder())) {
        targets.add(target);
      }
    }
    Campaign campaign = new Campaign(Integer.parseInt(args[1]), Path.of(args[2]), Path.of(args[3]));
    boolean clean = true;
    for (FuzzTarget target : targets) {
      clean &= campaign.search(target);
    }
    System.exit(clean && !targets.isEmpty() ? 0 : 1);
  }

  /** Returns whether a search found no fault. */
  private boolean search(FuzzTarget target)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    Path folder = Files.createDirectories(work.resolve(target.folder()));
    Path seeds = Files.createDirectories(folder.resolve("seeds"));
    Path tried = Files.createDirectories(folder.resolve("tried"));
    List<byte[]> known = SavedTexts.of(target, saved);
    for (byte[] text : known) {
      Files.write(seeds.resolve(name(text)), text);
    }
    Path faults = Files.createDirectories(folder.resolve("faults"));
    int code =
        jazzer(
            target,
            List.of(
                "-max_total_time=" + seconds,
                "-max_len=" + MAX_LENGTH,
                "-timeout=20",
                "-artifact_prefix=" + faults + "/",
                tried.toString(),
                seeds.toString()));
    jazzer(target, List.of("-merge=1", seeds.toString(), tried.toString()));
    List<byte[]> found = new ArrayList<>(contents(faults));
    int bytes = 0;
    for (byte[] text : contents(seeds)) {
      boolean isNew = known.stream().noneMatch(old -> java.util.Arrays.equals(old, text));
      if (isNew && bytes + text.length <= MAX_ADDED_BYTES) {
        bytes += text.length;
        found.add(text);
      }
    }
    SavedTexts.add(target, saved, found);
    System.out.printf(
        Locale.ROOT, "%s: %d texts added, exit code %d%n", target.folder(), found.size(), code);
    return code == 0;
  }

  private static int jazzer(FuzzTarget target, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + Entry.class.getName());
    command.add("--target_args=" + target.name());
    command.add("--instrumentation_includes=dev.farsight.**:org.yaml.**:com.fasterxml.**");
    command.addAll(options);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** Returns the contents of all files of a folder, short ones first. */
  private static List<byte[]> contents(Path folder) throws IOException {
    List<byte[]> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readAllBytes(file));
      }
    }
    texts.sort(Comparator.comparingInt(text -> text.length));
    return texts;
  }

  private static String name(byte[] text) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
  }
}
