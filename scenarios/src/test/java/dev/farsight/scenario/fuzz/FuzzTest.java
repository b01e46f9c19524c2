package dev.farsight.scenario.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.farsight.scenario.document.ExpressionException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads the saved corpus and texts made from it. In {@code verify} a fixed number with a fixed
 * seed; {@code -Dfuzz.seconds=60 -Dfuzz.seed=7} goes on for that long with another. A text that
 * brings a fault to light is printed: save it beside the others, and the fault cannot come back
 * unnoticed.
 */
class FuzzTest {

  private static final int EXECUTIONS = 2_000;
  private static final long LIMIT_NANOS = 2_000_000_000L;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyTextIsReadOrRefused(FuzzTarget target) throws IOException, URISyntaxException {
    List<byte[]> corpus = corpus(target);
    for (byte[] text : corpus) {
      read(target, text);
    }
    Mutations mutations = new Mutations(Long.getLong("fuzz.seed", 1), corpus, target.words());
    long seconds = Long.getLong("fuzz.seconds", 0);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (int i = 0; i < EXECUTIONS || (seconds > 0 && System.nanoTime() < end); i++) {
      read(target, mutations.next());
    }
  }

  private static void read(FuzzTarget target, byte[] text) {
    long begin = cpuNanos();
    try {
      target.read(text);
    } catch (ExpressionException e) {
      assertThat(e.getMessage()).isNotBlank(); // refused, with a reason
    } catch (RuntimeException | StackOverflowError e) {
      fail(target + " fails on base64 " + Base64.getEncoder().encodeToString(text), e);
    }
    assertThat(cpuNanos() - begin)
        .as(target + " on base64 " + Base64.getEncoder().encodeToString(text))
        .isLessThan(LIMIT_NANOS);
  }

  /** Processor time: what the machine does besides must not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The saved texts of a target: one a file for files, one a line for expressions. */
  private static List<byte[]> corpus(FuzzTarget target) throws IOException, URISyntaxException {
    String name = "/fuzz/" + target.name().toLowerCase(Locale.ROOT);
    List<byte[]> texts = new ArrayList<>();
    Path folder = Path.of(FuzzTest.class.getResource(name).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".lines")) {
          for (String line : Files.readAllLines(file)) {
            texts.add(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }
        } else {
          texts.add(Files.readAllBytes(file));
        }
      }
    }
    assertThat(texts).as(name).hasSizeGreaterThan(10);
    return texts;
  }
}
