package dev.farsight.scenario.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The commands of a fix are the steps that were played, and nothing idle is called a fix. */
class TypedStepsTest {

  private static final String DEPLOYMENT =
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: %1$s, namespace: %2$s}, spec:"
          + " {replicas: 2, selector: {matchLabels: {app: %1$s}}, template: {metadata: {labels: {app:"
          + " %1$s}}, spec: {containers: [{name: c, image: a}]}}}}";

  private static ScenarioTree tree(String cluster, String timeline, String until) {
    String text =
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        metadata: {name: typed}
        spec:
          cluster: %s
          timeline:
        %s
          until: %s
        """
            .formatted(cluster, timeline.indent(4), until);
    ScenarioSource source =
        new ScenarioSource(
            "typed.yaml", text.getBytes(StandardCharsets.UTF_8), pattern -> List.of());
    return Objects.requireNonNull(ScenarioTree.of(source, List.of(), new Issues()));
  }

  private static FixReport report(ScenarioTree tree, String... only) {
    return Objects.requireNonNull(FixSearch.run(tree, null, Set.of(only), null, new Issues()));
  }

  private static List<String> commands(FixReport.Fix fix) {
    return fix.steps().stream().flatMap(step -> step.commands().stream()).toList();
  }

  private static FixReport.Fix first(FixReport report) {
    return report.fixes().get(0);
  }

  @Test
  void whereTheScenarioWaitsForAProfileTheCommandsDo() {
    FixReport.Fix fix =
        first(
            report(
                tree(
                    "{name: prod, fargateProfiles: [{name: fp, selectors: [{namespace: other}]}]}",
                    "- {at: 0s, apply: [" + DEPLOYMENT.formatted("a", "s") + "]}",
                    "20m"),
                "create-profile",
                "rollout-restart"));
    assertThat(commands(fix))
        .containsSubsequence(
            "eksctl create fargateprofile --cluster prod --name fp-s --namespace s",
            "aws eks wait fargate-profile-active --cluster-name prod --fargate-profile-name fp-s"
                + " && sleep 30",
            "kubectl rollout restart deployment/a -n s");
    assertThat(fix.yaml()).contains("after: fp-s.ACTIVE + 30s");
  }

  @Test
  void whatIsNoQuickerThanWaitingIsNoFix() {
    FixReport report =
        report(
            tree(
                "{name: ads, fargateProfiles: [{name: fp, selectors: [{namespace: s}]}]}",
                "- {fault: {kind: capacity-unavailable, from: 0s, to: 25m}}\n- {at: 1m, apply: ["
                    + DEPLOYMENT.formatted("a", "s")
                    + "]}",
                "20m"),
            "wait",
            "add-toleration",
            "raise-quota");
    assertThat(report.fixes()).extracting(FixReport.Fix::id).containsExactly("wait");
    assertThat(report.insufficient())
        .filteredOn(one -> one.why().startsWith("does nothing by itself"))
        .extracting(FixReport.Insufficient::remedies)
        .containsExactlyInAnyOrder("add-toleration", "raise-quota");
  }

  @Test
  void endpointsAreAddedAndPaidForAsFarAsTheyAreMissing() {
    FixReport.Fix fix =
        first(
            report(
                tree(
                    "{name: fin, network: {nat: false, endpoints: [ecr.api, s3]}, fargateProfiles:"
                        + " [{name: fp, selectors: [{namespace: s}], subnets: [{id: a, zone: z-a},"
                        + " {id: b, zone: z-b}, {id: c, zone: z-c}]}]}",
                    "- {at: 0s, apply: ["
                        + DEPLOYMENT
                            .formatted("a", "s")
                            .replace(
                                "image: a", "image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/a")
                        + "]}",
                    "40m"),
                "add-endpoints"));
    assertThat(fix.steps().get(0).target()).isEqualTo("ecr.dkr, sts");
    assertThat(fix.monthlyUsd()).isEqualTo(2 * 3 * 7.3);
    assertThat(commands(fix))
        .filteredOn(command -> command.startsWith("aws ec2 create-vpc-endpoint"))
        .hasSize(2)
        .noneMatch(command -> command.endsWith(".s3") || command.endsWith(".api"));
    assertThat(commands(fix)).anyMatch(command -> command.startsWith("VPC=$(aws eks describe"));
  }

  @Test
  void aRoleThatIsMissingIsCreatedUnderItsOwnName() {
    FixReport.Fix fix =
        first(
            report(
                tree(
                    "{name: media, fargateProfiles: [{name: fp, selectors: [{namespace: s}],"
                        + " podExecutionRole: {exists: false, arn:"
                        + " \"arn:aws:iam::444455556666:role/path/runner\"}}]}",
                    "- {at: 0s, apply: [" + DEPLOYMENT.formatted("a", "s") + "]}",
                    "20m"),
                "repair-role"));
    assertThat(String.join("\n", commands(fix)))
        .containsSubsequence("444455556666:fargateprofile/media/*", "> trust.json")
        .contains("aws iam create-role --role-name runner ")
        .doesNotContain("$POD_EXECUTION_ROLE");
  }

  @Test
  void whereOthersWaitForTheirMachinesThePodsToDeleteAreToldByTheirLabels() {
    FixReport.Fix fix =
        first(
            Objects.requireNonNull(
                FixSearch.run(
                    tree(
                        "{name: prod, fargateProfiles: [{name: fp, selectors: [{namespace: s,"
                            + " labels: {app: b}}]}]}",
                        "- {at: 0s, apply: ["
                            + DEPLOYMENT.formatted("a", "s")
                            + "]}\n- {at: 0s, createFargateProfile: {name: late, selectors:"
                            + " [{namespace: s}]}}\n- {at: 599s, apply: ["
                            + DEPLOYMENT.formatted("b", "s")
                            + "]}",
                        "20m"),
                    null,
                    Set.of("delete-pods"),
                    600_000_000_000L,
                    new Issues())));
    assertThat(commands(fix))
        .containsExactly("kubectl delete pod -n s -l app=a --field-selector status.phase=Pending");
  }

  @Test
  void endedPodsGoWithTheJobsThatWait() {
    FixReport report =
        report(
            tree(
                "{name: recon, quotas: {fargateVcpu: 1}, fargateProfiles: [{name: fp, selectors:"
                    + " [{namespace: r}]}]}",
                "- {at: 0s, apply: [{apiVersion: batch/v1, kind: CronJob, metadata: {name: c,"
                    + " namespace: r}, spec: {schedule: \"*/10 * * * *\", successfulJobsHistoryLimit:"
                    + " 50, jobTemplate: {spec: {template: {metadata: {labels: {app: j}}, spec: {restartPolicy: Never, containers:"
                    + " [{name: c, image: a}]}}}}}}]}",
                "60m\n  model: {pods: [{select: {labels: {app: j}}, completeAfter: 15s}]}"),
            "job-ttl",
            "wait");
    FixReport.Fix fix = first(report);
    assertThat(fix.id()).isEqualTo("job-ttl");
    assertThat(fix.sufficientIn()).isEqualTo(report.replications());
    assertThat(fix.disruptedPods()).isZero();
    assertThat(Double.isFinite(fix.recoverySeconds())).isTrue();
    assertThat(String.join("\n", commands(fix)))
        .contains("kubectl patch cronjob c -n r", "--field-selector=status.phase=Succeeded");
    assertThat(fix.yaml().split("kind: Job\\b", -1).length - 1)
        .as("Jobs that wait are patched, too: more than the four that fill the quota")
        .isGreaterThan(4);
  }

  @Test
  void aRolloutRestartIsNotAdvisedForPodsOfAJob() {
    ScenarioTree tree =
        tree(
            "{name: billing, fargateProfiles: [{name: fp, selectors: [{namespace: other}]}]}",
            "- {at: 0s, apply: [{apiVersion: batch/v1, kind: Job, metadata: {name: m, namespace: s},"
                + " spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image:"
                + " a}]}}}}]}",
            "20m");
    RunResult run =
        Unfixed.run(Objects.requireNonNull(tree.resolve(tree.copy(), new Issues())), 1L);
    List<PodOutcome> pods = run.pods();
    for (RemedyCommands commands : List.of(RemedyCommands.of(tree, run), RemedyCommands.ofRun())) {
      assertThat(commands.commands(pods, Remedy.ROLLOUT_RESTART)).isNull();
      assertThat(commands.commands(pods, Remedy.DAEMONSET_AFFINITY)).isNull();
    }
    assertThat(RemedyCommands.ofRun().commands(pods, Remedy.REPAIR_ROLE))
        .asString()
        .doesNotContain(pods.get(0).name());
    assertThat(RemedyCommands.of(tree, run).commands(pods, Remedy.ADD_NODE_GROUP))
        .asString()
        .contains("--cluster billing");
  }

  @Test
  void secondRequestForMoreQuotaTakesThePlaceOfTheFirst() {
    String set =
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: s}, spec:"
            + " {replicas: 9, serviceName: db, selector: {matchLabels: {app: db}}, template:"
            + " {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: a, resources:"
            + " {requests: {cpu: '4', memory: 8Gi}}}]}}}}";
    FixReport report =
        report(
            tree(
                "{name: prod, fargateProfiles: [{name: fp, selectors: [{namespace: s}]}]}",
                "- {at: 0s, apply: [" + set + "]}",
                "40m"),
            "raise-quota");
    assertThat(report.fixes()).extracting(FixReport.Fix::id).containsExactly("raise-quota");
    assertThat(commands(first(report))).hasSize(1);
    assertThat(first(report).recoveredPods()).isEqualTo(9);
  }

  @Test
  void profilesOneAfterTheOtherAreTypedWithTheWaitBetween() {
    FixReport report =
        report(
            tree(
                "{name: prod}",
                "- {at: 0s, createFargateProfile: {name: a, selectors: [{namespace: a}], onBusy: fail}}\n"
                    + "- {at: 1s, createFargateProfile: {name: b, selectors: [{namespace: b}], onBusy: fail}}",
                "20m"),
            "serialise-profiles");
    assertThat(commands(first(report)))
        .containsExactly(
            "aws eks wait fargate-profile-active --cluster-name prod --fargate-profile-name a",
            "eksctl create fargateprofile --cluster prod --name b --namespace b",
            "aws eks wait fargate-profile-active --cluster-name prod --fargate-profile-name b"
                + " && sleep 30");
  }
}
