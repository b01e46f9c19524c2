package dev.farsight.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader of plain YAML against SnakeYAML: the same values, places and issues. */
class BlockYamlReaderTest {

  private static final int MUTANTS = 12_000;

  /** What the mutations begin with, beside the files: one of each form that is read. */
  private static final List<String> SEEDS =
      List.of(
          "a: b\nc:\n- d\n- e: f\n  g: 1\n",
          "a: |\n  x\n   y\n\n  z\nb: 'c'\n",
          "- - a\n  - b\n-\n  c: d\n-\n",
          "a: 'b ''c\n  d\n\n  e' # f\ng: \"h\n  i\\n\"\n",
          "a: b\n  c\n\n  d\ne: >\n  f\n  g\n\n  h\n",
          "a: {b: c, \"d\": ['e', f]}\ng: [{h: i}, [], {}]\n",
          "a:\n  b: {}\n  c: []\n  d: \"e f\" # g\n# h\n\n  i:\n",
          "---\na: 1.5\nb: 0x10\nc: yes\n---\nd: |-\n    e\n  \n\n#x\nf: g\n");

  /** What a mutation puts in: all that means something to YAML, and characters of each kind. */
  private static final List<String> BITS =
      List.of(
          " ",
          "  ",
          "\n",
          "\n\n",
          "\n  ",
          "\n ",
          ":",
          ": ",
          "- ",
          "-",
          "#",
          " #",
          "#c\n",
          "'",
          "''",
          "\"",
          "|",
          "|-",
          "|+",
          "|2",
          ">",
          "{}",
          "[]",
          "{",
          "}",
          "[",
          "]",
          ",",
          "&a",
          "*a",
          "!",
          "%",
          "@",
          "`",
          "?",
          "? ",
          "\t",
          "\\",
          "\\\"",
          "\\n",
          "\\/",
          "\r",
          "---",
          "--- ",
          "...",
          "\n---\n",
          "a",
          "1",
          "~",
          "null",
          "<<",
          "yes",
          ".",
          "-1",
          "0x1",
          "=",
          "a: ",
          "- a",
          ": b",
          "\u00e9",
          "\u2028",
          "\ud83d\ude00",
          "\u0085",
          "\ufeff",
          "\u0007");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b",
        "  a: b\n  c: d\n",
        "--- # first\na: b # c\n#d: e\n",
        "a:\n  b:\n    c: d\ne: f\n",
        "a:\n- b\n-  c: d\n   e: f\ng:\n  - h\n  - - i\n    - j\n  -\n  - k\n",
        "- a:\n  - b\n  c:\n    d\u00fc: e\n",
        "a: 'b: c'\n'd e': \"f # g\"\n\"h\": ''\n",
        "a: {}\nb: [ ]\n",
        "a: 'it''s'\n'b''c': \"\\\"\\\\\\n\\t''\"\nd: '\"'\n",
        "a: 'b ''  \n\n   c '\nd:\n  \"e\n  f\\n\n  \" # g\n",
        "a: {b: c, d: [e, 'f', {g: http://h:1}], \"i\":\"j\"} # k\n",
        "a: [b,\n  c\n\n  ]\nd: {e:\n f}\n",
        "a: >-\n  b c\n  d\n\n  e\n\n\n  f\n\ng: >\n  h\ni: >-\n  j",
        "a: b\n  c - d # e\nf: g\n\n h\n\n\n  \"i\nj:\n  1\n  2\n",
        "- a\n  b\n-\n  c\n-\n  'd'\n-\n  |\n  e\n",
        "- {a: b}\n- [[c], -d, {}]\n- - [e]\n",
        "yes: no\n1: 2\n0x10: 0o7\n1e3: 1_000\nn: ~\n",
        "a: b:c#d\nhttp://x: y\nk:{\"name\":\"e\"}: f\n",
        "a: |\n   b\n\n    c\n   \nd: |-\n  e # f\n\n# g\n",
        "- |\n a\n- |-\n b",
        "a:\n\n\n\n- b\n"
      })
  void plainBlockYamlIsReadAsSnakeYamlReadsIt(String text) {
    assertThat(isPlain(text, TextLimits.DEFAULT)).isTrue();
    assertThat(read(text, true)).isEqualTo(read(text, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "a",
        "a: &b c\n",
        "a: *b\n",
        "<<: {}\n",
        "a: !!str b\n",
        "a: [b,]\n",
        "a: [b: c]\n",
        "a: {b}\n",
        "a: {b: }\n",
        "a: {b:, c: d}\n",
        "a: {b: c # d\n  }\n",
        "a: {b: c\n}\n",
        "a: [b\n c]\n",
        "a: >\n  b\n   c\n",
        "a: b\n  c: d\n",
        "a: b # c\n  d\n",
        "a\nb\n",
        "a: {b: c}: d\n",
        "[a]: b\n",
        "a: [",
        "a: {b: ",
        "a: |2\n  b\n",
        "a: |\n\n  b\n",
        "a: 'b\nc'\n",
        "a: 'b\n  # c'\n",
        "a: 'b\n",
        "a: 'b' 'c'\n",
        "a: 'b'[]\n",
        "a: \"\\x41\"\n",
        "a: \"\\/\"\n",
        "a: \"b\\\n  c\"\n",
        "a: 'b\n  c': d\n",
        "a: b: c\n",
        "a: b\n c: d\n",
        "a: b\na: c\n",
        "a: .inf\n",
        "~: a\n",
        "? a\n: b\n",
        "a:\tb\n",
        "a: b\r\n",
        "a: \ud83d\ude00\n",
        "a: \u2028b\n",
        "a: \u0007\n",
        "a: b\n...\nc: d\n",
        "%YAML 1.1\n---\na: b\n",
        "--- a: b\n"
      })
  void whateverElseIsLeftToSnakeYaml(String text) {
    assertThat(isPlain(text, TextLimits.DEFAULT)).isFalse();
    assertThat(read(text, true)).isEqualTo(read(text, false));
  }

  @Test
  void whatExceedsLimitsIsLeftToSnakeYaml() {
    TextLimits limits = TextLimits.DEFAULT;
    String deep = "- ".repeat(limits.maxDepth()) + "a: b";
    String longKey = "k".repeat(1_025) + ": v\n";
    String deepFlow = "[".repeat(limits.maxDepth() + 1) + "]".repeat(limits.maxDepth() + 1);
    String deepEmpty = "- ".repeat(limits.maxDepth()) + "{}";
    String longLiteral = "a: |\n" + (" " + "x".repeat(1 << 19) + "\n").repeat(2);
    assertThat(List.of(deep, deepFlow, deepEmpty, longKey, longLiteral))
        .noneMatch(text -> isPlain(text, limits));
    assertThat(isPlain(deep.substring(2), limits)).isTrue();
    for (String text :
        List.of(deep, deep.substring(2), deepFlow, deepEmpty, longKey, longLiteral)) {
      assertThat(read(text, true)).isEqualTo(read(text, false));
    }
  }

  @Test
  void wordsThatShareATablePlaceStayApart() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      String word = Integer.toString(i % 10_007, 36);
      text.append("k").append(i).append(": ").append(word).append('\n');
      text.append("'q").append(i).append("': '").append(word).append("'\n");
    }
    assertThat(isPlain(text.toString(), TextLimits.DEFAULT)).isTrue();
    assertThat(read(text.toString(), true)).isEqualTo(read(text.toString(), false));
  }

  @Test
  void everyFileHereAndItsMutantsAreReadAsSnakeYamlReadsThem() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path root : List.of(Path.of("src/main/resources"), Path.of("src/test/resources"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(BlockYamlReaderTest::isYaml).sorted().toList()) {
          texts.add(Files.readString(file));
          assertSame(texts.get(texts.size() - 1));
        }
      }
    }
    Random random = new Random(1);
    int plain = 0;
    for (int i = 0; i < MUTANTS; i++) {
      List<String> from = i % 3 == 0 ? SEEDS : texts;
      String text = excerpt(from.get(random.nextInt(from.size())), random);
      for (int more = random.nextInt(2); more >= 0; more--) {
        text = mutate(text, random);
      }
      assertSame(text);
      plain += isPlain(text, TextLimits.DEFAULT) ? 1 : 0;
    }
    assertThat(plain).as("mutants that are plain still").isGreaterThan(MUTANTS / 8);
  }

  private static boolean isYaml(Path file) {
    return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
  }

  private static void assertSame(String text) {
    assertThat(read(text, true)).as(text).isEqualTo(read(text, false));
  }

  private static boolean isPlain(String text, TextLimits limits) {
    SourceLines lines = new SourceLines(text);
    return new BlockYamlReader("f", text, lines, limits).read(0, text.length(), 1, 0) != null;
  }

  /** Returns some lines of a text, so that a mutation is not lost in a long one. */
  private static String excerpt(String text, Random random) {
    if (text.length() < 700) {
      return text;
    }
    int from = text.indexOf('\n', random.nextInt(text.length() - 500)) + 1;
    int to = text.indexOf('\n', Math.min(text.length() - 1, from + 400));
    return text.substring(from, to < 0 ? text.length() : to);
  }

  private static String mutate(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    String[] lines = text.split("(?<=\n)", -1);
    int one = random.nextInt(lines.length);
    switch (random.nextInt(5)) {
      case 0 -> {
        return text.substring(0, at) + BITS.get(random.nextInt(BITS.size())) + text.substring(at);
      }
      case 1 -> {
        int to = Math.min(text.length(), at + 1 + random.nextInt(3));
        return text.substring(0, at) + text.substring(to);
      }
      case 2 -> lines[one] = " ".repeat(random.nextInt(4)) + lines[one];
      case 3 -> lines[one] = lines[one].replaceFirst("^ {1," + (1 + random.nextInt(4)) + "}", "");
      default -> {
        int other = random.nextInt(lines.length);
        String moved = lines[one];
        lines[one] = lines[other];
        lines[other] = random.nextBoolean() ? moved : lines[other];
      }
    }
    return String.join("", lines);
  }

  /** Returns all that a reader tells of a text, and where. */
  private static String read(String text, boolean blocks) {
    Issues issues = new Issues();
    List<Document> documents = new ArrayList<>();
    int count = new YamlReader("f", TextLimits.DEFAULT, issues, blocks).read(text, documents::add);
    StringBuilder told = new StringBuilder().append(count).append(" documents\n");
    for (Document document : documents) {
      told.append(document.index()).append(' ').append(document.start()).append(' ');
      tell(document.root(), document.positions(), told);
    }
    for (Issue issue : issues.sorted()) {
      told.append(issue).append('\n');
    }
    return told.toString();
  }

  private static void tell(JsonNode node, Positions positions, StringBuilder told) {
    told.append(node.getClass().getSimpleName()).append('(');
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      told.append(field.getKey()).append('=');
      tell(field.getValue(), positions, told);
    }
    for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
      tell(item, positions, told);
    }
    Positions.Places places = positions.of(node);
    for (int i = 0; places != null && i < places.size(); i++) {
      told.append(places.name(i)).append(Position.unpack(places.key(i)));
      told.append(Position.unpack(places.value(i)));
    }
    told.append(places == null ? node.asText() : "").append(")\n");
  }
}
