package dev.farsight.scenario.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.check.CheckJson;
import dev.farsight.scenario.check.CheckReport;
import dev.farsight.scenario.check.CheckText;
import dev.farsight.scenario.check.InputCheck;
import dev.farsight.scenario.document.DistributionText;
import dev.farsight.scenario.document.DurationText;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.document.SelectorText;
import dev.farsight.scenario.document.Threshold;
import dev.farsight.scenario.document.ThresholdParser;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.scenario.manifest.KubeWriter;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.LabelSelectorRequirement;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Wildcards;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.time.SimTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that reads text of users; each may refuse a text, and nothing else may happen. */
public enum FuzzTarget {
  /** Files of any kind: YAML, JSON, manifests, profiles, and the report about them. */
  LOADER(
      List.of(
          ": ",
          "- ",
          "\n",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "&a ",
          "*a",
          "<<: ",
          "!!",
          "|\n",
          "---\n",
          "kind: ",
          "items:",
          "\\u0000",
          "1e9",
          "0x",
          "~",
          "\t",
          "#",
          "%",
          "\u2028",
          "apiVersion: v1\n")) {
    @Override
    void read(byte[] text) {
      Issues issues = new Issues();
      ManifestReader reader = new ManifestReader(Instant.EPOCH, "default", issues);
      new TextLoader(TextLimits.DEFAULT, issues).load("fuzz", text).forEach(reader::read);
      CheckReport report = new InputCheck(reader.inputs(), issues).report();
      requirePrintable(CheckText.human(report) + IssueText.of(issues));
      CheckJson.of(report);
      CheckText.junit(report);
      if (!issues.hasErrors()) {
        for (ManifestObject read : reader.inputs().objects()) {
          requireSameWhenWritten(read.object());
        }
      }
    }
  },
  /** Quantities; what is printed must be read as the same amount. */
  QUANTITY(List.of("Ki", "m", "n", "e", "E+", "-", ".", "0", "9", "Ei", "+", "999999999")) {
    @Override
    void read(byte[] text) {
      Quantity quantity = Quantity.tryParse(textOf(text));
      if (quantity != null) {
        quantity.milliValue();
        require(quantity.equals(Quantity.tryParse(quantity.toString())), "printed and read back");
        require(quantity.compareTo(quantity.plus(Quantity.ZERO)) == 0, "plus zero");
      }
    }
  },
  /** Durations. */
  DURATION(List.of("s", "ms", "h", "m", "1", "9", ".", "-", "ns", "us", "d", "999999999999")) {
    @Override
    void read(byte[] text) throws ExpressionException {
      long nanos = DurationText.parse(textOf(text));
      require(nanos >= 0, "durations are not negative");
      require(DurationText.parse(SimTime.format(nanos)) == nanos, "printed and read back");
    }
  },
  /** Label selectors. */
  SELECTOR(List.of("=", "!=", "==", ",", " in ", " notin ", "(", ")", "!", "app", "/")) {
    @Override
    void read(byte[] text) throws ExpressionException {
      LabelSelector selector = SelectorText.parse(textOf(text));
      selector.matches(Map.of("app", "web"));
      String printed =
          selector.matchExpressions().stream()
              .map(FuzzTarget::printed)
              .collect(Collectors.joining(","));
      require(SelectorText.parse(printed).equals(selector), "printed and read back");
    }
  },
  /** Wildcards of Fargate selectors, against a slow twin. */
  WILDCARD(List.of("*", "?", "a", "b", "**", "?*", "\u0000")) {
    @Override
    void read(byte[] text) {
      String both = textOf(text);
      int split = both.length() / 3;
      String pattern = both.substring(0, Math.min(split, 40));
      String subject = both.substring(split, Math.min(both.length(), split + 40));
      require(
          Wildcards.matches(pattern, subject) == SlowWildcards.matches(pattern, subject),
          "as the slow twin says");
      Wildcards.matches(both, both);
    }
  },
  /** Threshold expressions. */
  THRESHOLD(
      List.of(
          "p95(",
          "time_to_ready",
          ")",
          "<",
          "<=",
          "90s",
          "prob(",
          "stuck_pods",
          "> 0",
          "%",
          "last(",
          "{namespace=",
          "\"",
          "==")) {
    @Override
    void read(byte[] text) throws ExpressionException {
      Threshold threshold = ThresholdParser.parse(textOf(text));
      require(ThresholdParser.parse(threshold.expression()).equals(threshold), "read once more");
    }
  },
  /** Distribution expressions; what is printed must be read as the same distribution. */
  DISTRIBUTION(
      List.of(
          "lognormal(",
          "median=",
          "sigma=",
          "uniform(",
          "0s",
          ", ",
          ")",
          "min=",
          "max=",
          "constant(",
          "exponential(",
          "gamma(",
          "1e9",
          "-",
          "150s",
          "0.5")) {
    @Override
    void read(byte[] text) throws ExpressionException {
      Distribution distribution = DistributionText.parse(textOf(text));
      String printed = DistributionText.of(distribution);
      Distribution again = DistributionText.parse(printed);
      require(DistributionText.of(again).equals(printed), "printed and read back: " + printed);
      for (double share : new double[] {0.0001, 0.5, 0.9999}) {
        require(distribution.quantileNanos(share) >= 0, "latencies are not negative");
      }
    }
  };

  private static final long LIMIT_NANOS = 2_000_000_000L;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that cannot change
  private final List<String> words;

  FuzzTarget(List<String> words) {
    this.words = words;
  }

  /** Words that make texts of this kind interesting. */
  List<String> words() {
    return words;
  }

  /** Returns the name of the folder of its saved texts. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a text and checks all that must hold of it: it is read or refused with a reason, in two
   * seconds of processor time, and what is read can be written and read again.
   *
   * @throws IllegalStateException if something does not hold
   */
  public void check(byte[] text) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begin = clock.getCurrentThreadCpuTime(); // what the machine does besides must not count
    try {
      read(text);
    } catch (ExpressionException e) {
      require(e.getMessage() != null && !e.getMessage().isBlank(), "a refusal has a reason");
    }
    require(clock.getCurrentThreadCpuTime() - begin < LIMIT_NANOS, "two seconds are enough");
  }

  /** Reads a text; whatever is thrown but a refusal is a fault. */
  abstract void read(byte[] text) throws ExpressionException;

  private static void requireSameWhenWritten(KubeObject object) {
    JsonNode written = new KubeWriter(Instant.EPOCH).write(object);
    KubeObject again =
        new KubeReader(Instant.EPOCH)
            .read(Document.of("", written), written, JsonPath.ROOT, new Issues());
    require(object.equals(again), "written and read again:\n" + object + "\n" + again);
  }

  private static String printed(LabelSelectorRequirement requirement) {
    return switch (requirement.operator()) {
      case "Exists" -> requirement.key();
      case "DoesNotExist" -> "!" + requirement.key();
      case "In" -> requirement.key() + " in (" + String.join(", ", requirement.values()) + ")";
      default -> requirement.key() + " notin (" + String.join(", ", requirement.values()) + ")";
    };
  }

  private static String textOf(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("does not hold: " + what);
    }
  }

  /** Nothing that steers a terminal may be in what people are shown. */
  private static void requirePrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean steers = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
      require(!steers, "no control character in human output");
    }
  }
}
