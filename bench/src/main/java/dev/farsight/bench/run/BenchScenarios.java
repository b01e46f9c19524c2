package dev.farsight.bench.run;

import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.FileSource;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Scenarios to be timed. */
final class BenchScenarios {

  private BenchScenarios() {}

  /** Returns a bundled scenario. */
  static ResolvedScenario bundled(String name) {
    Issues issues = new Issues();
    ScenarioSource source = ScenarioSource.locate(name, InputStream.nullInputStream(), issues);
    if (source == null) {
      throw new IllegalArgumentException(issues.toString());
    }
    return resolved(source, issues);
  }

  /** Returns a scenario from its text and the texts of the files it names. */
  static ResolvedScenario of(String text, Map<String, String> files) {
    FileSource source =
        pattern -> {
          String file = files.get(pattern);
          return file == null
              ? List.of()
              : List.of(new FileSource.SourceFile(pattern, file.getBytes(StandardCharsets.UTF_8)));
        };
    return resolved(
        new ScenarioSource("bench.yaml", text.getBytes(StandardCharsets.UTF_8), source),
        new Issues());
  }

  private static ResolvedScenario resolved(ScenarioSource source, Issues issues) {
    ResolvedScenario scenario = ScenarioResolver.resolve(source, List.of(), issues);
    if (scenario == null) {
      throw new IllegalArgumentException(issues.sorted().toString());
    }
    return scenario;
  }
}
