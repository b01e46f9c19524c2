package dev.farsight.scenario.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.manifest.ProfileSource;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the corpus gives the conclusion that corpus/conclusions.txt states. */
class CorpusTest {

  private static final String CORPUS = "/corpus/";

  private static String resource(String name) {
    try (InputStream stream = CorpusTest.class.getResourceAsStream(CORPUS + name)) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One block of conclusions: a first line with the inputs, then what must be said of them. */
  static Stream<List<String>> conclusions() {
    List<List<String>> blocks = new ArrayList<>();
    for (String line : resource("conclusions.txt").split("\n", -1)) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      if (!line.startsWith(" ")) {
        blocks.add(new ArrayList<>());
      }
      blocks.get(blocks.size() - 1).add(line.strip());
    }
    return blocks.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conclusions")
  void inputsGiveTheirConclusion(List<String> block) {
    List<String> said = said(block.get(0).split(" "));
    assertThat(said).containsExactlyElementsOf(block.subList(1, block.size()));
  }

  private static List<String> said(String[] files) {
    Issues issues = new Issues();
    String namespace = "default";
    TextLoader loader = new TextLoader(TextLimits.DEFAULT, issues);
    List<String> names = new ArrayList<>();
    for (String file : files) {
      if (file.startsWith("-n=")) {
        namespace = file.substring(3);
      } else {
        names.add(file);
      }
    }
    ManifestReader reader =
        new ManifestReader(Instant.parse("2026-01-01T00:00:00Z"), namespace, issues);
    for (String name : names) {
      loader.load(name, resource(name).getBytes(StandardCharsets.UTF_8)).forEach(reader::read);
    }
    Inputs inputs = reader.inputs();
    return describe(new InputCheck(inputs, issues).report());
  }

  private static List<String> describe(CheckReport report) {
    List<String> said = new ArrayList<>();
    said.add("objects " + report.objects() + " pods " + report.pods());
    report.workloads().stream()
        .sorted(
            Comparator.comparing(WorkloadReport::namespace)
                .thenComparing(WorkloadReport::kind)
                .thenComparing(WorkloadReport::name))
        .map(CorpusTest::describe)
        .forEach(said::add);
    for (ProfileSource profile : report.profiles()) {
      StringBuilder text = new StringBuilder("profile ").append(profile.name());
      profile
          .spec()
          .selectors()
          .forEach(s -> text.append(' ').append(s.namespace()).append(s.labels()));
      said.add(text.append(' ').append(profile.status()).toString());
    }
    for (NodeGroupSource group : report.nodeGroups()) {
      said.add("nodes " + group.name() + " " + group.count() + " x " + group.instanceType());
    }
    for (Issue issue : report.issues()) {
      if (issue.severity() != Severity.NOTE) {
        said.add(
            issue.severity().label()
                + " "
                + issue.code().id()
                + " "
                + issue.line()
                + ":"
                + issue.column());
      }
    }
    return said;
  }

  private static String describe(WorkloadReport workload) {
    FargateAnswer answer = workload.fargate();
    String shape =
        answer == null
            ? "nothing"
            : answer.verdict().label()
                + " "
                + (answer.profile() == null ? "-" : answer.profile())
                + " "
                + (answer.size() == null ? "too large" : answer.size());
    return String.format(
        Locale.ROOT,
        "%s %s/%s x%d %s",
        workload.kind(),
        workload.namespace(),
        workload.name(),
        workload.pods(),
        shape);
  }
}
