package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees of a scenario that cannot be run: place, code, hint, exit 3, no stack trace. */
class BadInputTest {

  private static final String HEAD = "apiVersion: farsight.dev/v1alpha1\nkind: Scenario\nspec:\n";
  private static final String DEPLOYMENT =
      "  timeline: [{at: 0s, apply: [{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, ";
  private static final String POD =
      "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}]}]";

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  private int run(String spec) throws IOException {
    Files.writeString(folder.resolve("names.json"), "{\"fargateProfileNames\": [\"fp-default\"]}");
    Path file = Files.writeString(folder.resolve("s.yaml"), HEAD + spec + "\n");
    int code = cli.run("run", file.toString(), "--out", folder.resolve("out").toString());
    assertThat(cli.out() + cli.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
    return code;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeline: [ {at: 0s                     | s.yaml:5:1    | FS0003 | expected ',' or '}'",
        "clutser: {}                             | s.yaml:4:3    | FS0101 | did you mean \"cluster\"?",
        "thresholds: [p95(time_to_raedy) < 9s]   | s.yaml:4:20   | FS0503 | did you mean \"time_to_ready\"?",
        "until: 30                               | s.yaml:4:10   | FS0106 | write 30s for seconds",
        "cluster: {from: [names.json]}           | names.json:1:2 | FS0302 | aws eks describe-fargate-profile",
        "timeline: [{at: 1s, deletePods: {namespace: kedda}}] | s.yaml:4:47 | FS0505 | nothing creates the namespace",
        "timeline: [{at: 0s, apply: [none.yaml]}] | s.yaml:4:31  | FS0001 | does not exist",
        "replications: 0                         | s.yaml:4:17   | FS0111 | outside 1 to",
      })
  void mistakesAreNamedWithPlaceCodeAndHint(String spec, String place, String code, String text)
      throws IOException {
    assertThat(run("  " + spec)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains(place + "  " + code + "  error").contains(text);
  }

  @Test
  void deploymentsThatNoApiServerTakesAreRefused() throws IOException {
    assertThat(run(DEPLOYMENT + "spec: {" + POD)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("FS0202").contains("the Deployment has no selector");
    String replicas = "spec: {replicas: 2147483647, selector: {matchLabels: {a: b}}, ";
    assertThat(run(DEPLOYMENT + replicas + POD)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("FS0506").contains("asks for 2147483647 pods");
  }

  @Test
  void allMistakesAreShownAtOnceInFileOrder() throws IOException {
    String spec =
        "  clutser: {}\n  until: 30\n  replications: many\n  thresholds: [p95(x) < 1s, max(y) < 2]";
    assertThat(run(spec)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err().lines().filter(line -> line.contains("  error  ")).map(this::line))
        .containsExactly("4", "5", "6", "7", "7");
  }

  private String line(String issue) {
    return issue.replaceFirst(".*s\\.yaml:([0-9]+):.*", "$1");
  }
}
