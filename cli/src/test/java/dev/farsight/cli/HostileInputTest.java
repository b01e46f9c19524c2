package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The limits on hostile input, one by one, as a user meets them: what lies just inside is read,
 * what lies just outside is refused with a code and exit 3, and nothing ends in a stack trace.
 * docs/inputs.md lists them.
 */
class HostileInputTest {

  private static final String HEAD = "apiVersion: farsight.dev/v1alpha1\nkind: Scenario\nspec:\n";
  private static final String POD =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";

  @TempDir private Path folder;

  private String put(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** A text with a ConfigMap around a value, which no rule but that of the text layer looks at. */
  private static String around(String value) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: " + value + "\n";
  }

  private static String jsonAround(String value) {
    return "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"m\"},"
        + " \"data\": "
        + value
        + "}";
  }

  /** Lists that alias one another: so many values are written, so many times as many are meant. */
  private static String bomb(int width, int levels) {
    StringBuilder text = new StringBuilder("{a0: &a0 [" + "x,".repeat(width) + "]");
    for (int i = 1; i <= levels; i++) {
      text.append(", a%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ",").repeat(width)));
    }
    return text.append("}").toString();
  }

  private static String nested(int depth, String open, String close) {
    return open.repeat(depth) + close.repeat(depth);
  }

  static List<Arguments> limits() {
    String exact = "1".repeat(64);
    return List.of(
        row("expanded aliases", around(bomb(10, 3)), around(bomb(10, 5)), "FS0008"),
        row("depth of YAML", around(nested(99, "[", "]")), around(nested(100, "[", "]")), "FS0007"),
        row(
            "depth of JSON",
            jsonAround(nested(99, "[", "]")),
            jsonAround(nested(100, "[", "]")),
            "FS0007"),
        row(
            "value of YAML",
            around("{k: '" + "x".repeat((1 << 20) - 100) + "'}"),
            around("{k: '" + "x".repeat((1 << 20) + 1) + "'}"),
            "FS0015"),
        row(
            "value of JSON",
            jsonAround("{\"k\": \"" + "x".repeat(1 << 20) + "\"}"),
            jsonAround("{\"k\": \"" + "x".repeat((1 << 20) + 1) + "\"}"),
            "FS0015"),
        row(
            "digits of YAML",
            around("{k: " + exact + "}"),
            around("{k: " + exact + "1}"),
            "FS0011"),
        row(
            "digits of JSON",
            jsonAround("{\"k\": " + exact + "}"),
            jsonAround("{\"k\": " + exact + "1}"),
            "FS0011"),
        row("exponent of YAML", around("{k: 1e18}"), around("{k: 1e19}"), "FS0011"),
        row(
            "exponent of JSON",
            jsonAround("{\"k\": 1e-18}"),
            jsonAround("{\"k\": 1e-19}"),
            "FS0011"),
        row("not a number", around("{k: nan}"), around("{k: .nan}"), "FS0011"),
        row("infinite number", around("{k: inf}"), around("{k: -.inf}"), "FS0011"),
        row("keys of YAML", around("{k: 1, l: 2}"), around("{k: 1, k: 2}"), "FS0005"),
        row(
            "keys of JSON",
            jsonAround("{\"k\": 1, \"l\": 2}"),
            jsonAround("{\"k\": 1, \"k\": 2}"),
            "FS0005"),
        row("text after JSON", jsonAround("{}"), jsonAround("{}") + " oops", "FS0012"),
        row("recursive alias", around("{a: &a [], b: *a}"), around("{a: &a [*a]}"), "FS0009"),
        row("type tags", around("{k: !!str 1}"), around("{k: !!javax.script.X [1]}"), "FS0010"));
  }

  private static Arguments row(String limit, String inside, String outside, String code) {
    return Arguments.of(limit, inside, outside, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void whatLiesInsideIsReadAndWhatLiesOutsideIsRefused(
      String limit, String inside, String outside, String code) throws IOException {
    CommandRun read = CommandRun.of("check", put("in.yaml", inside), "-o", "json");
    assertThat(read.code()).as(limit + ": " + read.err()).isZero();
    assertRefused(CommandRun.of("check", put("out.yaml", outside)), code);
  }

  private static void assertRefused(CommandRun run, String... parts) {
    assertThat(run.code()).as(run.all()).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(run.all()).contains(parts).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void sizeIsLookedAtBeforeAByteIsRead() throws IOException {
    for (String name : List.of("big.yaml", "big.json")) {
      Path file = folder.resolve(name);
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength((512L << 20) + 1);
      }
      assertRefused(CommandRun.of("check", file.toString()), "FS0006", "--max-input");
      Files.delete(file);
    }
    String small = put("small.yaml", POD + "#\n".repeat(1 << 20));
    assertThat(CommandRun.of("check", small, "--max-input", "3").code()).isZero();
    assertRefused(CommandRun.of("check", small, "--max-input", "2"), "FS0006", "2 MiB");
  }

  @Test
  void packedTextMayBeAHundredTimesItsSize() throws IOException {
    Path file = folder.resolve("bomb.yaml.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(" ".repeat(8 << 20).getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(CommandRun.of("check", file.toString()), "FS0006", "100 times its size");
  }

  static List<Arguments> modelBombs() {
    String deployment =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: %s}, spec: {replicas: %d,"
            + " selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},"
            + " spec: {containers: [{name: c, image: i}]}}}}";
    String job =
        "{parallelism: 2147483647, completions: 2147483647, template: {spec: {restartPolicy: Never,"
            + " containers: [{name: c, image: i}]}}}";
    return List.of(
        bombRow("replicas", apply(deployment.formatted("d", Integer.MAX_VALUE)), "FS0506"),
        bombRow(
            "replicas of two",
            apply(deployment.formatted("d", 600_000) + ", " + deployment.formatted("e", 600_000)),
            "FS0506"),
        bombRow(
            "a Job's parallelism",
            apply("{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: " + job + "}"),
            "FS0506"),
        bombRow(
            "a CronJob's parallelism",
            apply(
                "{apiVersion: batch/v1, kind: CronJob, metadata: {name: j}, spec: {schedule: '* * *"
                    + " * *', jobTemplate: {spec: "
                    + job
                    + "}}}"),
            "FS0506"),
        bombRow(
            "replicas of a step",
            "timeline: [{at: 0s, scale: {kind: Deployment, namespace: default, name: d, replicas:"
                + " 2147483647}}]",
            "FS0111"),
        bombRow("a thousand years", "until: 8760000h", "FS0106"),
        bombRow("replications", "replications: 2147483647", "FS0111"),
        bombRow(
            "arrivals each nanosecond",
            "load: [{metric: {namespace: default, name: m}, queue: {arrivals: {constant:"
                + " 1000000000000}, serviceTime: 1s, servedBy: {namespace: default}}}]",
            "FS0506"));
  }

  private static String apply(String objects) {
    return "timeline: [{at: 0s, apply: [" + objects + "]}]";
  }

  private static Arguments bombRow(String what, String spec, String code) {
    return Arguments.of(what, spec, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("modelBombs")
  void modelsThatNoRunCouldHoldAreRefusedAtTheirLine(String what, String spec, String code)
      throws IOException {
    assertRefused(
        CommandRun.of("run", put("s.yaml", HEAD + "  " + spec + "\n")), "s.yaml:4:", code);
  }

  @Test
  void scenariosReadNothingOutsideTheirFolder() throws IOException {
    put("secret.yaml", POD);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("link.yaml"), folder.resolve("secret.yaml"));
    for (String name :
        List.of(
            "../secret.yaml",
            folder.resolve("secret.yaml").toString(),
            "link.yaml",
            "../*.yaml",
            "file:///etc/passwd",
            "http://example.com/x.yaml",
            "x\\u0000.yaml")) {
      Path scenario =
          Files.writeString(
              inner.resolve("s.yml"), HEAD + "  timeline: [{at: 0s, apply: [\"" + name + "\"]}]\n");
      assertRefused(CommandRun.of("run", scenario.toString()), "FS0001");
    }
  }

  @Test
  void globMayStandForTenThousandFiles() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i <= 10_000; i++) {
      Files.createFile(many.resolve(i + ".yaml"));
    }
    assertRefused(CommandRun.of("check", many.toString()), "more than 10000 files");
    String scenario = put("s.yaml", HEAD + "  timeline: [{at: 0s, apply: ['many/*.yaml']}]\n");
    assertRefused(CommandRun.of("run", scenario), "more than 10000 files");
  }

  /** Names that move the cursor, rename the window, turn the reading order and end XML. */
  private static final String EVIL =
      "\\e[2J\\e]0;owned\\a\\x9b31m\\u202egnp.\\u2066\\x00\\x08]]><script>alert(1)</script>"
          + "|`x`\\n::error::x";

  private String evil() throws IOException {
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: \"" + EVIL + "\", labels: {\"" + EVIL;
    return pod
        + "\": x}, namespace: \""
        + EVIL
        + "\"}, spec: {containers: [{name: \""
        + EVIL
        + "\"}]}}";
  }

  private static void assertSteersNothing(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean steers =
          (c < ' ' && c != '\n' && c != '\t')
              || (c >= 0x7f && c < 0xa0)
              || "\u202e\u2066".indexOf(c) >= 0;
      assertThat(steers).as("U+%04x in %s", (int) c, text).isFalse();
    }
  }

  @Test
  void namesSteerNoTerminal() throws IOException {
    String file = put("evil.yaml", evil());
    put("scenario.yaml", HEAD + "  timeline: [{at: 0s, apply: [evil.yaml]}]\n");
    String named = put("\u001b[31mred.yaml", "a: [");
    for (List<String> command :
        List.of(
            List.of("check", file),
            List.of("check", file, "-o", "markdown"),
            List.of("check", named),
            List.of("init", file, "-o", folder.resolve("new.yaml").toString()),
            List.of("import", file, "-o", folder.resolve("new.json").toString()),
            List.of("run", folder.toString()),
            List.of("why", "--scenario", folder.toString()),
            List.of("fix", folder.toString()),
            List.of("run", "\u001b[2J"))) {
      CommandRun run = CommandRun.of(command.toArray(String[]::new));
      assertThat(run.code()).as(run.all()).isNotEqualTo(70);
      assertSteersNothing(run.all());
    }
  }

  @Test
  void namesLeaveXmlAndMarkdownWhole() throws Exception {
    String file = put("evil.yaml", evil());
    String xml = CommandRun.of("check", file, "-o", "junit").out();
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.parse(new java.io.ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    assertThat(xml).doesNotContain("<script>");
    assertThat(CommandRun.of("check", file, "-o", "markdown").out()).doesNotContain("<script>");
  }

  @Test
  void wildcardsOfProfilesEndSoon() throws IOException {
    String stars = "*a".repeat(30) + "b";
    String profiles =
        IntStream.range(0, 50)
            .mapToObj(i -> "{name: p%d, selectors: [{namespace: '%s'}]}".formatted(i, stars))
            .collect(Collectors.joining(", ", "[", "]"));
    String name = "a".repeat(63);
    String objects =
        "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}\n---\n".formatted(name)
            + POD.replace("{name: p}", "{name: p, namespace: " + name + "}");
    String file = put("wild.yaml", objects);
    String cluster =
        put(
            "c.yaml",
            "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: c, region: r}\n"
                + "fargateProfiles: "
                + profiles);
    assertThat(CommandRun.of("check", file, cluster, "-o", "json").out()).contains("not-selected");
  }
}
