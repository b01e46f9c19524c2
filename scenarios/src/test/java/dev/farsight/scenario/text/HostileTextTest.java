package dev.farsight.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ManifestReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of a megabyte may take long, and none may throw. */
class HostileTextTest {

  /** Processor time for a text of 1 MB; measured were at most 0.8 s, in a heap of 256 MB. */
  private static final long LIMIT_NANOS = 2_000_000_000L;

  private static final Duration WATCHDOG = Duration.ofMinutes(2);

  private static final int SIZE = 1 << 20;

  static List<String> hostileUnits() {
    return List.of(
        "[",
        "{",
        "? ",
        "- ",
        "&a ",
        "*a ",
        "!",
        "!!x ",
        "|",
        ">",
        "\"",
        "'",
        "%",
        "\t",
        " ",
        "\n",
        "\\",
        "a: ",
        "a: b\n",
        "- - -\n",
        "---\n",
        "&a [*a]\n",
        "[[],",
        "{a: {",
        "1",
        "9e",
        "0x",
        ", ",
        "#\n",
        "\u0000",
        "\ufeff",
        "\u2028",
        "\"\\u0000\",",
        "? - ? -\n",
        "<<: *a\n",
        "`",
        "@",
        "- &a a\n",
        "a:\n ",
        "{\"a\":",
        "[1,",
        "\"\\x",
        "...\n",
        "!<",
        "_",
        "- {a: [",
        "kind: List\nitems:\n- ",
        "{{",
        "$",
        "~,");
  }

  @ParameterizedTest
  @MethodSource("hostileUnits")
  void repeatedUnitsEndSoon(String unit) {
    byte[] text = unit.repeat(SIZE / unit.length()).getBytes(StandardCharsets.UTF_8);
    read(text);
    read(("a: " + unit.repeat(SIZE / 2 / unit.length())).getBytes(StandardCharsets.UTF_8));
    read(("{\"a\": " + unit.repeat(SIZE / 2 / unit.length())).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void veryManyKeysAreFoundSoon() {
    StringBuilder yaml = new StringBuilder();
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; yaml.length() < SIZE; i++) {
      yaml.append('k').append(i).append(": ").append(i).append('\n');
      json.append("\"k").append(i).append("\": ").append(i).append(", ");
    }
    read(yaml.toString().getBytes(StandardCharsets.UTF_8));
    read(json.append("\"k\": 0}").toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void packedTextIsNotUnpackedBeyondAHundredTimesItsSize() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] blanks = " ".repeat(SIZE).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 64; i++) {
        gzip.write(blanks);
      }
    }
    Issues issues = new Issues();
    assertThat(new TextLoader(TextLimits.DEFAULT, issues).load("x.yaml.gz", packed.toByteArray()))
        .isEmpty();
    assertThat(issues.sorted())
        .singleElement()
        .satisfies(issue -> assertThat(issue.code()).isEqualTo(IssueCode.INPUT_TOO_LARGE));
  }

  private static void read(byte[] text) {
    assertTimeoutPreemptively(
        WATCHDOG,
        () -> {
          long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          Issues issues = new Issues();
          ManifestReader reader = new ManifestReader(Instant.EPOCH, "default", issues);
          new TextLoader(TextLimits.DEFAULT, issues).load("x", text).forEach(reader::read);
          assertThat(reader.inputs().objects()).isEmpty();
          long tookNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
          assertThat(tookNanos).isLessThan(LIMIT_NANOS);
        });
  }
}
