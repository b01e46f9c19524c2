package dev.farsight.scenario.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.NodeOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two stories: who is stuck, since which decision, with which text, and what frees them. */
class BundledStoriesTest {

  private static final String TAINT_TEXT =
      "0/2 nodes are available: 2 node(s) had untolerated taint"
          + " {eks.amazonaws.com/compute-type: fargate}. preemption: 0/2 nodes are available: 2"
          + " Preemption is not helpful for scheduling.";
  private static final String TOO_MANY_PODS_TEXT =
      "0/2 nodes are available: 2 Too many pods. preemption: 0/2 nodes are available: 2 No"
          + " preemption victims found for incoming pod.";
  private static final String NO_NODES_TEXT = "no nodes available to schedule pods";

  private static RunResult play(String name) {
    ResolvedScenario scenario = resolve(name);
    return Simulation.run(scenario.spec(), scenario.seed());
  }

  private static ResolvedScenario resolve(String name) {
    Issues issues = new Issues();
    ScenarioSource source = Objects.requireNonNull(Library.find(name), name);
    ResolvedScenario scenario = ScenarioResolver.resolve(source, List.of(), issues);
    assertThat(issues.sorted().stream().filter(i -> i.severity() == Severity.ERROR))
        .extracting(Issue::message)
        .as(name)
        .isEmpty();
    return Objects.requireNonNull(scenario, name);
  }

  private static List<PodOutcome> pods(RunResult run, Predicate<PodOutcome> chosen) {
    return run.pods().stream().filter(chosen).toList();
  }

  private static Predicate<PodOutcome> in(String namespace) {
    return pod -> pod.namespace().equals(namespace);
  }

  private static Predicate<PodOutcome> ofDeployment(String name) {
    return pod -> ("Deployment/" + name).equals(pod.owner());
  }

  private static boolean isAlive(PodOutcome pod) {
    return pod.deletedNanos() == null;
  }

  private static double seconds(Long nanos) {
    return Objects.requireNonNull(nanos) / 1e9;
  }

  static List<String> names() {
    return Library.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBundledScenarioResolvesAndRuns(String name) {
    RunResult run = play(name);
    assertThat(run.pods()).isNotEmpty();
    assertThat(run.pods())
        .allSatisfy(
            pod ->
                assertThat(pod.stuck() && pod.state() == PodState.READY)
                    .as("a Ready pod is not stuck")
                    .isFalse());
  }

  @Tag("determinism")
  @ParameterizedTest
  @MethodSource("names")
  void equalSeedsGiveEqualRuns(String name) {
    assertThat(play(name)).isEqualTo(play(name));
  }

  @Test
  void kedaIsStuckSinceItsCreationBecauseNoProfileSelectsItsNamespace() {
    RunResult run = play("keda/not-selected");
    List<PodOutcome> keda = pods(run, in("keda"));
    assertThat(keda).hasSize(3);
    assertThat(keda)
        .allSatisfy(
            pod -> {
              assertThat(pod.stuck()).isTrue();
              assertThat(seconds(pod.stuckSinceNanos())).isEqualTo(180.0);
              assertThat(pod.schedulerName()).isEqualTo("default-scheduler");
              assertThat(pod.admission().reason()).isEqualTo(AdmissionReason.NOT_SELECTED);
              assertThat(pod.message()).isEqualTo(TAINT_TEXT);
              assertThat(pod.attempts()).as("retried by the 5-minute flush").isGreaterThan(3);
            });
    assertThat(pods(run, ofDeployment("coredns"))).noneMatch(PodOutcome::stuck);
  }

  @Test
  void tolerationAloneOnlyChangesTheError() {
    RunResult run = play("keda/toleration-only");
    List<PodOutcome> tolerant = pods(run, pod -> pod.createdNanos() == 600_000_000_000L);
    assertThat(tolerant).hasSize(3);
    assertThat(tolerant)
        .allSatisfy(
            pod -> {
              assertThat(pod.stuck()).isTrue();
              assertThat(seconds(pod.stuckSinceNanos())).isEqualTo(600.0);
              assertThat(pod.message()).isEqualTo(TOO_MANY_PODS_TEXT);
            });
    assertThat(pods(run, in("keda").and(PodOutcome::stuck))).hasSize(6);
  }

  @Test
  void profileAloneLeavesExistingPodsStuck() {
    RunResult run = play("keda/profile-only");
    assertThat(run.profiles())
        .filteredOn(profile -> profile.name().equals("fp-keda"))
        .singleElement()
        .satisfies(profile -> assertThat(profile.effectiveNanos()).isNotNull());
    assertThat(pods(run, in("keda"))).hasSize(3).allMatch(PodOutcome::stuck);
  }

  @Test
  void profileAndReCreationFreeKeda() {
    RunResult run = play("keda/profile-then-restart");
    List<PodOutcome> alive = pods(run, in("keda").and(BundledStoriesTest::isAlive));
    assertThat(alive).hasSize(3);
    assertThat(alive)
        .allSatisfy(
            pod -> {
              assertThat(pod.state()).isEqualTo(PodState.READY);
              assertThat(pod.admission().profile()).isEqualTo("fp-keda");
              assertThat(pod.size()).isEqualTo("0.25vCPU 0.5GB");
              assertThat(pod.node()).startsWith("fargate-ip-");
              assertThat(pod.story().priority()).isEqualTo(2_000_001_000L);
            });
    assertThat(alive).extracting(PodOutcome::node).doesNotHaveDuplicates();
  }

  @Test
  void restartBeforeTheProfileDoublesTheStuckPods() {
    RunResult run = play("keda/restart-then-profile");
    assertThat(pods(run, in("keda").and(BundledStoriesTest::isAlive)))
        .hasSize(6)
        .allMatch(PodOutcome::stuck);
  }

  @Test
  void profileFirstNeedsNoRepair() {
    RunResult run = play("keda/profile-first");
    assertThat(pods(run, in("keda")))
        .hasSize(3)
        .allMatch(pod -> pod.state() == PodState.READY && !pod.stuck());
  }

  @Test
  void nodeGroupTakesThePodsThatFargateDoesNot() {
    RunResult run = play("keda/node-group-later");
    assertThat(pods(run, in("keda")))
        .hasSize(3)
        .allSatisfy(
            pod -> {
              assertThat(pod.stuck()).isFalse();
              assertThat(pod.node()).startsWith("ng-1");
              assertThat(seconds(pod.scheduledNanos())).isBetween(900.0, 901.0);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"coredns/label-eksctl-0.207", "coredns/kube-dns-label"})
  void coreDnsIsStuckSinceItsCreationWhereEksctlDoesNotRescueIt(String name) {
    RunResult run = play(name);
    assertThat(pods(run, ofDeployment("coredns")))
        .hasSize(2)
        .allSatisfy(
            pod -> {
              assertThat(pod.stuck()).isTrue();
              assertThat(pod.stuckSinceNanos()).isEqualTo(pod.createdNanos());
              assertThat(pod.admission().reason()).isEqualTo(AdmissionReason.NO_WEBHOOK);
              assertThat(pod.message()).isEqualTo(NO_NODES_TEXT);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coredns/no-label-eksctl-0.207",
        "coredns/label-eksctl-0.208",
        "coredns/restart-after-active",
        "coredns/pods-deleted-after-active",
        "coredns/ec2-annotation-patched"
      })
  void reCreationAfterActiveFreesCoreDns(String name) {
    RunResult run = play(name);
    assertThat(pods(run, ofDeployment("coredns").and(BundledStoriesTest::isAlive)))
        .hasSize(2)
        .allMatch(pod -> pod.state() == PodState.READY);
  }

  @Test
  void restartBeforeActiveIsUseless() {
    RunResult run = play("coredns/restart-before-active");
    assertThat(pods(run, ofDeployment("coredns").and(BundledStoriesTest::isAlive)))
        .hasSize(3)
        .allMatch(PodOutcome::stuck);
  }

  @Test
  void ec2AnnotationKeepsCoreDnsOffFargateEvenAfterARestart() {
    RunResult run = play("coredns/ec2-annotation");
    List<PodOutcome> alive = pods(run, ofDeployment("coredns").and(BundledStoriesTest::isAlive));
    assertThat(alive).isNotEmpty().allMatch(PodOutcome::stuck);
    assertThat(alive).anyMatch(pod -> pod.admission().reason() == AdmissionReason.EC2_ANNOTATION);
  }

  /**
   * The public transcript of 2025-07-06, moment by moment. Its log has whole seconds, so a moment
   * may differ by 1 s at either end; ages shown by kubectl are cut to whole seconds as well: 2 s in
   * all.
   */
  @Test
  void transcriptOf20250706IsReplayed() {
    RunResult run = play("coredns/eksctl-2025-07-06");
    Offset<Double> tolerance = within(2.0);
    List<PodOutcome> coreDns = pods(run, ofDeployment("coredns"));
    List<PodOutcome> metricsServer = pods(run, ofDeployment("metrics-server"));
    ProfileOutcome profile = run.profiles().get(0);
    // 9:09 the CoreDNS Deployment appears, 9:39 metrics-server.
    assertThat(seconds(coreDns.get(0).createdNanos())).isCloseTo(549, tolerance);
    assertThat(seconds(metricsServer.get(0).createdNanos())).isCloseTo(579, tolerance);
    // 10:04 the profile is requested.
    assertThat(seconds(profile.requestedNanos())).isCloseTo(604, tolerance);
    // 12:15 eksctl sees it ACTIVE; between the looks before it was not.
    assertThat(seconds(profile.activeNanos())).isBetween(604 + 63.0, 735.0);
    List<PodOutcome> rescued = pods(run, ofDeployment("coredns").and(BundledStoriesTest::isAlive));
    assertThat(rescued).hasSize(2).allMatch(pod -> pod.state() == PodState.READY);
    assertThat(rescued)
        .allSatisfy(
            pod -> {
              // 12:45 CoreDNS is annotated, 30 s after that look; 13:48 it runs on Fargate.
              assertThat(seconds(pod.createdNanos())).isCloseTo(765, tolerance);
              assertThat(seconds(pod.readyNanos())).isBetween(765 + 31.0, 828 + 2.0);
            });
    assertThat(seconds(run.steps().get(0).completedNanos())).isCloseTo(828, tolerance);
    // 15:21 metrics-server has been Pending for 5m41s beside a healthy CoreDNS.
    assertThat(metricsServer).hasSize(2).allMatch(PodOutcome::stuck);
    assertThat(metricsServer.get(0).message()).isEqualTo(TAINT_TEXT);
    assertThat(run.nodes()).allMatch(node -> node.kind() == NodeOutcome.Kind.FARGATE);
  }
}
