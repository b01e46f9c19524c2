package dev.farsight.scenario.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the saved texts, and some made from them at random with a fixed seed; the search itself is
 * the module {@code fuzz}. A text that fails is printed: save it beside the others, and the fault
 * cannot come back unnoticed.
 */
class FuzzTest {

  private static final int EXECUTIONS = 2_000;

  private static Path saved() throws URISyntaxException {
    return Path.of(FuzzTest.class.getResource("/fuzz").toURI());
  }

  static List<Arguments> savedFiles() throws IOException, URISyntaxException {
    List<Arguments> found = new ArrayList<>();
    for (FuzzTarget target : FuzzTarget.values()) {
      try (Stream<Path> files = Files.list(saved().resolve(target.folder()))) {
        files.sorted().forEach(file -> found.add(Arguments.of(target, file.getFileName())));
      }
    }
    return found;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("savedFiles")
  void everySavedTextIsReadOrRefused(FuzzTarget target, Path file) throws Exception {
    for (byte[] text : SavedTexts.read(saved().resolve(target.folder()).resolve(file))) {
      check(target, text);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyRandomTextIsReadOrRefused(FuzzTarget target) throws IOException, URISyntaxException {
    List<byte[]> texts = SavedTexts.of(target, saved());
    assertThat(texts).as(target.folder()).hasSizeGreaterThan(10);
    Mutations mutations = new Mutations(1, texts, target.words());
    for (int i = 0; i < EXECUTIONS; i++) {
      check(target, mutations.next());
    }
  }

  private static void check(FuzzTarget target, byte[] text) {
    try {
      target.check(text);
    } catch (RuntimeException | StackOverflowError e) {
      fail(target + " fails on base64 " + Base64.getEncoder().encodeToString(text), e);
    }
  }
}
