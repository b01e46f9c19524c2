package dev.farsight.scenario.fuzz;

import dev.farsight.scenario.check.CheckJson;
import dev.farsight.scenario.check.CheckReport;
import dev.farsight.scenario.check.CheckText;
import dev.farsight.scenario.check.InputCheck;
import dev.farsight.scenario.document.DistributionText;
import dev.farsight.scenario.document.DurationText;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.document.SelectorText;
import dev.farsight.scenario.document.ThresholdParser;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Wildcards;
import dev.farsight.sim.random.Distribution;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Everything that reads text of users; each may refuse a text, and nothing else may happen. */
enum FuzzTarget {
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
      require(DurationText.parse(textOf(text)) >= 0, "durations are not negative");
    }
  },
  /** Label selectors. */
  SELECTOR(List.of("=", "!=", "==", ",", " in ", " notin ", "(", ")", "!", "app", "/")) {
    @Override
    void read(byte[] text) throws ExpressionException {
      SelectorText.parse(textOf(text)).matches(java.util.Map.of("app", "web"));
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
      ThresholdParser.parse(textOf(text));
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
      for (double share : new double[] {0.0001, 0.5, 0.9999}) {
        require(distribution.quantileNanos(share) >= 0, "latencies are not negative");
      }
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that cannot change
  private final List<String> words;

  FuzzTarget(List<String> words) {
    this.words = words;
  }

  /** Words that make texts of this kind interesting. */
  List<String> words() {
    return words;
  }

  /** Reads a text; whatever is thrown but a refusal is a fault. */
  abstract void read(byte[] text) throws ExpressionException;

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
