package dev.farsight.scenario.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.fix.FixReport;
import dev.farsight.scenario.fix.FixSearch;
import dev.farsight.scenario.fix.ScenarioTree;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.resolve.Setting;
import dev.farsight.sim.result.Diagnosis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenarios that are no incident of the library, written from the documentation alone: other names,
 * other workloads, several faults at once. Cause and best fix come out of the evidence all the
 * same.
 */
class UnseenIncidentsTest {

  private static final Path FOLDER = Path.of("src/test/resources/unseen");

  private static FixReport report(String name, Set<String> only) throws Exception {
    Issues issues = new Issues();
    Path file = FOLDER.resolve(name + ".yaml");
    assertThat(Files.exists(file)).as(name).isTrue();
    ScenarioSource source =
        Objects.requireNonNull(ScenarioSource.locate(file.toString(), System.in, issues));
    ScenarioTree tree = ScenarioTree.of(source, List.<Setting>of(), issues);
    FixReport report = tree == null ? null : FixSearch.run(tree, null, only, null, issues);
    return Objects.requireNonNull(report, () -> IssueText.of(issues));
  }

  @ParameterizedTest
  @CsvSource({
    "account-blocked, FS1207, contact-support",
    "argocd-outside-the-profile, FS1101, create-profile+delete-pods",
    "arm-selector, FS1107, drop-node-selector",
    "cert-manager-webhook, FS1406, change-port",
    "ebs-claim, FS1201, add-node-group+keep-on-ec2",
    "endpoint-for-the-office, FS1213, open-api-endpoint",
    "kubectl-run, FS1103, delete-pods",
    "node-exporter, FS1110, daemonset-affinity",
    "rollout-after-aws-auth, FS1212, restore-role-mapping",
    "scheduler-by-hand, FS1210, create-profile+rollout-restart",
    "security-groups-of-pods, FS1211, open-security-group",
    "zone-without-fargate, FS1209, add-subnet",
    "addon-of-metrics, FS1103, profile-first",
    "aws-auth-overwritten, FS1212, restore-role-mapping",
    "both-zones-empty, FS1204, add-subnet",
    "endpoints-without-sts, FS1203, add-endpoints",
    "group-and-namespace, FS1101 FS1211, create-profile+open-security-group+rollout-restart",
    "hook-job-of-a-chart, FS1102, drop-selector-label",
    "image-of-a-notebook, FS1408, request-storage",
    "jobs-hold-the-quota, FS1215, job-ttl",
    "log-agent-in-a-profile, FS1201, keep-on-ec2",
    "privileged-job, FS1201, remove-unsupported-fields",
    "role-of-another-cluster, FS1205, repair-role",
    "three-profiles-at-once, FS1111 FS1601, serialise-profiles",
    "webhook-on-10250, FS1103, change-port",
  })
  void causeAndBestFixComeOutOfTheEvidence(String name, String causes, String fix)
      throws Exception {
    FixReport report = report(name, Set.of());
    assertThat(report.diagnoses())
        .extracting(Diagnosis::causeCode)
        .containsExactlyInAnyOrder(causes.split(" ", -1));
    assertThat(report.fixes()).isNotEmpty();
    assertThat(report.fixes().get(0).id()).isEqualTo(fix);
    assertThat(report.fixes().get(0).sufficientIn()).isEqualTo(report.replications());
    assertThat(report.cut()).isFalse();
  }

  @Test
  void whatFreesThePodsIsSaidEvenWhereTheInstallerHasGivenUp() throws Exception {
    FixReport.Fix fix = report("node-exporter", Set.of()).fixes().get(0);
    assertThat(fix.now()).isTrue();
    assertThat(fix.rerun()).containsExactly("helm install prom");
    FixReport addon = report("addon-of-metrics", Set.of());
    assertThat(addon.fixes().get(0).rerun()).isEmpty();
    assertThat(addon.fixes())
        .filteredOn(FixReport.Fix::now)
        .isNotEmpty()
        .allMatch(late -> !late.rerun().isEmpty());
  }

  @Test
  void podsThatTheApiServerRefusesAreACauseWithItsWordsAsEvidence() throws Exception {
    FixReport report = report("namespace-quota", Set.of());
    assertThat(report.diagnoses()).hasSize(1);
    Diagnosis refused = report.diagnoses().get(0);
    assertThat(refused.causeCode()).isEqualTo("FS1501");
    assertThat(refused.pods()).isEmpty();
    assertThat(refused.evidence())
        .anyMatch(text -> text.contains("FailedCreate") && text.contains("exceeded quota: few"));
    assertThat(report.fixes())
        .extracting(FixReport.Fix::id)
        .containsExactly("raise-resource-quota", "scale-down");
  }

  @Test
  void ofThreePartsThatAreNeededEachIsShownToBeNeeded() throws Exception {
    FixReport.Fix fix =
        report(
                "group-and-namespace",
                Set.of("create-profile", "rollout-restart", "open-security-group"))
            .fixes()
            .get(0);
    assertThat(fix.steps()).hasSize(3);
    assertThat(fix.attribution()).hasSize(3).allMatch(FixReport.Attribution::needed);
  }

  @Test
  void whereNothingFreesAllItIsSaidWhatFreesWhose() throws Exception {
    FixReport report = report("group-and-namespace", Set.of("create-profile", "rollout-restart"));
    assertThat(report.fixes()).isEmpty();
    assertThat(report.partial()).hasSize(2);
    assertThat(report.partial().get(0).cause().code()).isEqualTo("FS1101");
    assertThat(report.partial().get(0).fixes().get(0).id())
        .isEqualTo("create-profile+rollout-restart");
    assertThat(report.partial().get(1).fixes()).isEmpty();
  }
}
