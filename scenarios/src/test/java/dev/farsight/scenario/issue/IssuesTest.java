package dev.farsight.scenario.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IssuesTest {

  private static Issue at(IssueCode code, String file, int line) {
    return new Issue(code, code.severity(), file, line, 1, "", "m" + line, "", null);
  }

  @Test
  void issuesComeInFileOrder() {
    Issues issues = new Issues();
    issues.expectFile("b");
    issues.add(at(IssueCode.BAD_NAME, "a", 2));
    issues.add(at(IssueCode.BAD_NAME, "b", 9));
    issues.add(at(IssueCode.BAD_NAME, "a", 1));
    issues.add(at(IssueCode.BAD_NAME, "a", 1));
    assertThat(issues.sorted()).extracting(Issue::place).containsExactly("b:9:1", "a:1:1", "a:2:1");
    assertThat(issues.count(Severity.ERROR)).isEqualTo(3);
  }

  @Test
  void errorsCrowdOutWarningsAndNotes() {
    Issues issues = new Issues();
    for (int i = 0; i < 40; i++) {
      issues.add(at(IssueCode.FIELD_NOT_SIMULATED, "a", i + 1));
      issues.add(at(IssueCode.BAD_NAME, "a", i + 100));
    }
    List<Issue> shown = issues.shown();
    assertThat(shown).hasSize(50);
    assertThat(shown.stream().filter(i -> i.severity() == Severity.ERROR)).hasSize(40);
    assertThat(issues.hidden()).isEqualTo(30);
  }

  @Test
  void codesAreUniqueAndExplained() {
    TreeSet<String> ids = new TreeSet<>();
    for (IssueCode code : IssueCode.values()) {
      assertThat(ids.add(code.id())).as(code.id()).isTrue();
      assertThat(code.id()).matches("FS[0-9]{4}");
      assertThat(code.explanation()).as(code.id()).hasSizeGreaterThan(code.title().length());
      assertThat(IssueCode.byId(code.id())).isEqualTo(code);
    }
  }

  @Test
  void textThatSteersTerminalsIsEscaped() {
    assertThat(SafeText.of("web\u001b[2Jx\u202ey\nz")).isEqualTo("web\\u001b[2Jx\\u202ey\\nz");
    assertThat(SafeText.of("plain ✓ ü")).isEqualTo("plain ✓ ü");
  }

  @Test
  void nearWordsAreSuggested() {
    List<String> known = List.of("containers", "initContainers", "nodeSelector");
    assertThat(DidYouMean.nearest("contianers", known)).isEqualTo("containers");
    assertThat(DidYouMean.nearest("nodeselector", known)).isEqualTo("nodeSelector");
    assertThat(DidYouMean.nearest("foo", known)).isNull();
    assertThat(DidYouMean.distance("ab", "ba")).isEqualTo(1);
  }
}
