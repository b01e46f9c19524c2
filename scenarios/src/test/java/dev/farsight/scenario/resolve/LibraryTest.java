package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryTest {

  static Stream<String> names() {
    return Library.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBundledScenarioResolvesWithoutAnyWarning(String name) {
    Issues issues = new Issues();
    ScenarioSource source = Library.find(name);
    assertThat(source).isNotNull();
    ResolvedScenario scenario = ScenarioResolver.resolve(source, List.of(), issues);
    assertThat(issues.count(Severity.ERROR) + issues.count(Severity.WARNING))
        .as(IssueText.of(issues))
        .isZero();
    assertThat(scenario).isNotNull();
    assertThat(scenario.name()).isEqualTo(name.replace('/', '-').replace('.', '-'));
    assertThat(scenario.spec().timeline()).isNotEmpty();
  }
}
