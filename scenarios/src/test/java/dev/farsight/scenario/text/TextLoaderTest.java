package dev.farsight.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLoaderTest {

  private final Issues issues = new Issues();
  private final TextLoader loader = new TextLoader(TextLimits.DEFAULT, issues);

  private List<Document> load(String text) {
    return loader.loadText("in.yaml", text);
  }

  private JsonNode value(String text) {
    List<Document> documents = load(text);
    assertThat(issues.sorted()).isEmpty();
    return documents.get(0).root();
  }

  private Issue onlyIssue(String text) {
    load(text);
    assertThat(issues.sorted()).hasSize(1);
    return issues.sorted().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "y, true",
        "Yes, true",
        "on, true",
        "n, false",
        "OFF, false",
        "true, true",
        "yEs, \"yEs\"",
        "~, null",
        "Null, null",
        "nULL, \"nULL\"",
        "0644, 420",
        "0o17, 15",
        "0x1F, 31",
        "0b101, 5",
        "-0b11, -3",
        "08, 8",
        "1_000, 1000",
        "+5, 5",
        "-7, -7",
        "1e3, 1000",
        "1.50, 1.5",
        ".5, 0.5",
        "5., 5",
        "1:30, \"1:30\"",
        "12:30:45, \"12:30:45\"",
        "2026-01-31, \"2026-01-31\"",
        "1e, \"1e\"",
        "0x, \"0x\"",
        "_1, \"_1\"",
        ".., \"..\"",
        "18446744073709551615, 18446744073709551615",
        "250m, \"250m\"",
        "512Mi, \"512Mi\"",
        "1e-3, 0.001",
        "=, \"=\"",
        "0, 0",
        "-0, 0",
        "1.0, 1",
        "0.0, 0",
        "!!str 012, \"012\"",
        "!!int 012, 10",
        "!!binary aGk=, \"hi\""
      })
  void plainScalarsMeanWhatTheyMeanToKubernetes(String yaml, String json) {
    assertThat(value("v: " + yaml).get("v").toString()).isEqualTo(json);
  }

  @Test
  void keysAreResolvedLikeValues() {
    assertThat(value("{on: 1, 0x10: 2, 1.50: 3}").toString())
        .isEqualTo("{\"true\":1,\"16\":2,\"1.5\":3}");
  }

  @Test
  void everyValueKnowsItsPlace() {
    Document document = load("# c\n---\nspec:\n  items:\n  - name: a\n    cpu: 0.5m\n").get(0);
    JsonPath cpu = JsonPath.ROOT.child("spec").child("items").child(0).child("cpu");
    assertThat(document.position(cpu)).isEqualTo(new Position(6, 10));
    assertThat(document.keyPosition(cpu)).isEqualTo(new Position(6, 5));
    assertThat(document.position(JsonPath.ROOT.descend("spec", "nothing")))
        .isEqualTo(new Position(4, 3));
    Issue issue =
        document.issue(
            IssueCode.CPU_BELOW_MILLI, cpu, "cpu request \"0.5m\" is below 1m", "Write 1m.");
    assertThat(IssueText.of(issue))
        .isEqualTo(
            """
            in.yaml:6:10  FS0112  warning  cpu request "0.5m" is below 1m
                6 |     cpu: 0.5m
                  |          ^^^^  Write 1m.""");
  }

  @Test
  void jsonValuesKnowTheirPlaceToo() {
    Document document = load("{\n \"a\": [1,\n   {\"b\": 2}]}").get(0);
    JsonPath path = JsonPath.ROOT.child("a").child(1).child("b");
    assertThat(document.position(path)).isEqualTo(new Position(3, 10));
    assertThat(path.toPointer()).isEqualTo("/a/1/b");
    assertThat(path).hasToString("a[1].b");
  }

  @Test
  void documentsAreSplitAndEmptyOnesSkipped() {
    List<Document> documents =
        load("# only\n---\na: 1\n---\n---\n# nothing\n--- {b: 2}\n...\n---\n");
    assertThat(documents)
        .extracting(d -> d.root().toString())
        .containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void aMistakeInOneDocumentDoesNotHideTheOthers() {
    List<Document> documents = load("a: [1\n---\nb: 2\n---\nc: d: e\n");
    assertThat(documents).extracting(d -> d.root().toString()).containsExactly("{\"b\":2}");
    assertThat(issues.sorted()).extracting(Issue::line).containsExactly(2, 5);
  }

  @Test
  void windowsLineEndsAndByteOrderMarksLeaveNoTrace() {
    byte[] bytes = "\ufeffname: a\r\nother: |\r\n  x\r\n".getBytes(StandardCharsets.UTF_8);
    JsonNode root = loader.load("in.yaml", bytes).get(0).root();
    assertThat(root.toString()).isEqualTo("{\"name\":\"a\",\"other\":\"x\\n\"}");
    byte[] wide = "\ufeffname: b\n".getBytes(StandardCharsets.UTF_16BE);
    assertThat(loader.load("wide.yaml", wide).get(0).root().get("name").asText()).isEqualTo("b");
    assertThat(issues.isEmpty()).isTrue();
  }

  @Test
  void duplicateKeysAreRefusedWithBothPlaces() {
    Issue issue = onlyIssue("a:\n  k: 1\n  b: 2\n  k: 3\n");
    assertThat(issue.code()).isEqualTo(IssueCode.DUPLICATE_KEY);
    assertThat(issue.place()).isEqualTo("in.yaml:4:3");
    assertThat(issue.message()).contains("2:3");
  }

  @Test
  void duplicateKeysOfJsonAreRefusedToo() {
    Issue issue = onlyIssue("{\"k\": 1,\n \"k\": 2}");
    assertThat(issue.code()).isEqualTo(IssueCode.DUPLICATE_KEY);
    assertThat(issue.place()).isEqualTo("in.yaml:2:2");
  }

  @Test
  void aliasesAndMergeKeysAreExpanded() {
    JsonNode root =
        value(
            "a: &a {x: 1, y: 2}\nb: &b {<<: *a, z: 3}\nc: {<<: [*b, {x: 9, w: 0}], y: 5}\nd: *b\n");
    assertThat(root.get("b").toString()).isEqualTo("{\"x\":1,\"true\":2,\"z\":3}");
    assertThat(root.get("c").get("x").asInt()).isEqualTo(1);
    assertThat(root.get("c").get("z").asInt()).isEqualTo(3);
    assertThat(root.get("d")).isEqualTo(root.get("b"));
  }

  @Test
  void aMergeKeyAfterOtherKeysOverridesThemAsInKubernetesAndIsNamed() {
    List<Document> documents = load("a: &a {x: 1}\nb: {x: 2, <<: *a}\n");
    assertThat(documents.get(0).root().get("b").get("x").asInt()).isEqualTo(1);
    assertThat(issues.sorted()).extracting(Issue::code).containsExactly(IssueCode.MERGE_ORDER);
  }

  @Test
  void aQuotedMergeKeyIsAnOrdinaryKey() {
    assertThat(value("{\"<<\": 1}").toString()).isEqualTo("{\"<<\":1}");
    assertThat(value("'<<': {a: 1}").toString()).isEqualTo("{\"<<\":{\"a\":1}}");
  }

  @Test
  void aliasBombsAreCountedByWhatTheyExpandTo() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i <= 8; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    assertThat(onlyIssue(bomb.toString()).code()).isEqualTo(IssueCode.ALIAS_EXPANSION);
  }

  @Test
  void plainBigFilesAreNoBombs() {
    assertThat(value("[" + "1,".repeat(150_000) + "1]").size()).isEqualTo(150_001);
    assertThat(value("- 1\n".repeat(150_001)).size()).isEqualTo(150_001);
  }

  @Test
  void recursiveAndUnknownAliasesAreRefused() {
    load("a: &a [*a]\n---\nb: *nothing\n");
    assertThat(issues.sorted())
        .extracting(Issue::code)
        .containsExactly(IssueCode.BAD_ALIAS, IssueCode.BAD_ALIAS);
  }

  @Test
  void nestingIsLimitedThroughAliasesToo() {
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 120; i++) {
      chain.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
    }
    assertThat(onlyIssue(chain.toString()).code()).isEqualTo(IssueCode.TOO_DEEP);
  }

  @ParameterizedTest
  @CsvSource({"[,TOO_DEEP", "'{\"a\":',TOO_DEEP", "'- ',TOO_DEEP", "'{a: ',TOO_DEEP"})
  void deepNestingIsRefused(String open, IssueCode code) {
    assertThat(onlyIssue(open.repeat(5000) + "1").code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "1e999999999",
    "1e-99999999999999999999",
    ".inf",
    "-.INF",
    ".nan",
    "1e19",
    "1111111111111111111111111111111111111111111111111111111111111111111111"
  })
  void absurdNumbersAreRefused(String number) {
    assertThat(onlyIssue("a: " + number).code()).isEqualTo(IssueCode.NUMBER_RANGE);
  }

  @ParameterizedTest
  @CsvSource({
    "1e999999999",
    "1e19",
    "1111111111111111111111111111111111111111111111111111111111111111111111"
  })
  void absurdNumbersOfJsonAreRefused(String number) {
    assertThat(onlyIssue("{\"a\": " + number + "}").code()).isEqualTo(IssueCode.NUMBER_RANGE);
  }

  @Test
  void tagsAreRefusedUnlessTheyAreCloudFormationFunctions() {
    assertThat(onlyIssue("a: !!javax.script.ScriptEngineManager [x]").code())
        .isEqualTo(IssueCode.TAG_REFUSED);
    Issues none = new Issues();
    List<Document> read =
        new TextLoader(TextLimits.DEFAULT, none)
            .loadText("t.yaml", "a: !Ref B\nc: !Sub 'x-${Y}'\nd: !GetAtt [E, Arn]\n");
    assertThat(none.isEmpty()).isTrue();
    assertThat(read.get(0).root().toString())
        .isEqualTo(
            "{\"a\":{\"Ref\":\"B\"},\"c\":{\"Fn::Sub\":\"x-${Y}\"},\"d\":{\"Fn::GetAtt\":[\"E\",\"Arn\"]}}");
  }

  @Test
  void trailingTextAfterJsonIsRefusedAndFurtherValuesAreRead() {
    assertThat(loader.loadText("a.json", "{\"a\":1}\n{\"b\":2}")).hasSize(2);
    assertThat(issues.isEmpty()).isTrue();
    loader.loadText("b.json", "{\"a\":1} oops");
    assertThat(issues.sorted()).extracting(Issue::code).containsExactly(IssueCode.TRAILING_TEXT);
  }

  @Test
  void bracesMayBeYaml() {
    assertThat(value("{a: b, c: [d]}").toString()).isEqualTo("{\"a\":\"b\",\"c\":[\"d\"]}");
  }

  @Test
  void templatesThatWereNotRenderedAreNamed() {
    assertThat(onlyIssue("a: 1\nimage: {{ .Values.image }}\n").code())
        .isEqualTo(IssueCode.TEMPLATE_NOT_RENDERED);
  }

  @Test
  void tabsAreNamed() {
    Issue issue = onlyIssue("a:\n\tb: 1\n");
    assertThat(issue.code()).isEqualTo(IssueCode.YAML_SYNTAX);
    assertThat(issue.hint()).contains("tab");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    loader.load("x.yaml", new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xc0, '\n'});
    assertThat(issues.sorted()).extracting(Issue::code).containsExactly(IssueCode.NOT_UTF8);
  }

  @Test
  void controlCharactersAreRefusedAndPointedAt() {
    Issue issue = onlyIssue("a: 1\nb: x\u0007y\n");
    assertThat(issue.place()).isEqualTo("in.yaml:2:5");
  }

  @Test
  void emptyInputsAreNamed() {
    assertThat(onlyIssue(" \n").code()).isEqualTo(IssueCode.EMPTY_INPUT);
  }

  @Test
  void longValuesAreRefused() {
    assertThat(onlyIssue("a: " + "x".repeat(2 << 20)).code()).isEqualTo(IssueCode.VALUE_TOO_LONG);
  }

  @Test
  void longValuesOfJsonAreRefused() {
    assertThat(onlyIssue("{\"a\": \"" + "x".repeat(2 << 20) + "\"}").code())
        .isEqualTo(IssueCode.VALUE_TOO_LONG);
  }

  @Test
  void largeJsonDumpsAreStreamedItemByItem() {
    TextLimits small =
        new TextLimits(1 << 20, 1 << 20, 100, 1 << 20, 64, 18, 100_000, 5_000_000, 64);
    String dump =
        "{\"apiVersion\":\"v1\",\"items\":["
            + "{\"kind\":\"Pod\",\n\"metadata\":{\"name\":\"a\"}},".repeat(9)
            + "{\"kind\":\"Pod\",\"x\":[{}]}],\"kind\":\"List\"}";
    List<Document> documents =
        new TextLoader(small, issues).load("dump.json", dump.getBytes(StandardCharsets.UTF_8));
    assertThat(issues.isEmpty()).isTrue();
    assertThat(documents).hasSize(11);
    assertThat(documents.get(1).position(JsonPath.ROOT.child("metadata")))
        .isEqualTo(new Position(3, 12));
    assertThat(documents.get(10).root().toString())
        .isEqualTo("{\"apiVersion\":\"v1\",\"items\":[],\"kind\":\"List\"}");
  }

  @Test
  void tooLargeInputsAreRefusedBeforeTheyAreParsed() {
    new TextLoader(TextLimits.DEFAULT.withMaxBytes(10), issues)
        .load("x.yaml", "a: 12345678901".getBytes(StandardCharsets.UTF_8));
    assertThat(issues.sorted()).extracting(Issue::code).containsExactly(IssueCode.INPUT_TOO_LARGE);
  }
}
