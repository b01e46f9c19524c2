package dev.farsight.sim.run;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentSpec;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.DeploymentStrategy;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import dev.farsight.sim.kube.RollingUpdateDeployment;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.EndSpec;
import dev.farsight.sim.spec.FargateModel;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ModelSpec;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.SimulationSpec;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.StepTime;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole runs of small Fargate-only clusters, with constant latencies. */
class FargateStoryTest {

  private static final ProfileTemplate PROFILE =
      new ProfileTemplate(
          "fp",
          new FargateProfileSpec(
              List.of(new FargateProfileSelector("shop", Map.of())), List.of(), null));

  private static Distribution constant(long seconds) {
    return Distribution.constant(seconds(seconds));
  }

  private static SimulationSpec spec(List<ProfileTemplate> profiles, TimelineStep... steps) {
    ClusterSpec cluster =
        ClusterSpec.empty(KubernetesVersion.ofMinor(33)).withFargateProfiles(profiles);
    FargateModel fargate =
        ModelDefaults.FARGATE
            .withProfiles(constant(60), constant(60), constant(30), constant(10), constant(0))
            .withNodes(new FargateModel.LaunchLatency.Whole(constant(50)), constant(0));
    return SimulationSpec.of(cluster)
        .withModel(ModelSpec.DEFAULT.withFargate(fargate))
        .withTimeline(List.of(steps))
        .withEnd(EndSpec.at(seconds(1800)));
  }

  private static Deployment deployment(int replicas) {
    ResourceRequirements resources =
        new ResourceRequirements(
            Map.of("cpu", Quantity.parse("100m"), "memory", Quantity.parse("100Mi")), Map.of());
    Container container = Container.of("c", "nginx:1").withResources(resources);
    PodSpec pod = PodSpec.of(List.of(container));
    DeploymentStrategy strategy =
        new DeploymentStrategy(
            "RollingUpdate",
            new RollingUpdateDeployment(IntOrString.of("25%"), IntOrString.of("25%")));
    DeploymentSpec spec =
        new DeploymentSpec(
            replicas,
            LabelSelector.ofLabels(Map.of("app", "web")),
            new PodTemplateSpec(ObjectMeta.template(Map.of("app", "web"), Map.of()), pod),
            strategy,
            0,
            10,
            false,
            600);
    return new Deployment(
        ObjectMeta.named("shop", "web"),
        spec,
        new DeploymentStatus(0, 0, 0, 0, 0, 0, null, null, List.of()));
  }

  private static TimelineStep apply(long atSeconds, int replicas) {
    return TimelineStep.at(
        seconds(atSeconds),
        "apply",
        new StepAction.Apply(List.of(AppliedObject.of(deployment(replicas)))));
  }

  private static TimelineStep createProfile(long atSeconds) {
    return TimelineStep.at(
        seconds(atSeconds),
        "profile",
        new StepAction.CreateFargateProfile(PROFILE, StepAction.OnBusy.WAIT));
  }

  private static List<PodOutcome> pods(RunResult result) {
    return result.pods();
  }

  @Test
  void latenciesComposeExactlyToLaunchPlusImagePullPlusPodReady() {
    RunResult result = Simulation.run(spec(List.of(PROFILE), apply(10, 2)), 1);

    assertThat(pods(result))
        .hasSize(2)
        .allSatisfy(
            pod -> {
              assertThat(pod.admission().reason()).isEqualTo(AdmissionReason.SELECTED);
              assertThat(pod.createdNanos()).isEqualTo(seconds(10));
              assertThat(pod.scheduledNanos()).isEqualTo(seconds(60));
              assertThat(pod.readyNanos()).isEqualTo(seconds(75));
              assertThat(pod.size()).isEqualTo("0.25vCPU 0.5GB");
              assertThat(pod.stuck()).isFalse();
            });
  }

  @Test
  void podsCreatedBeforeTheProfileStayPendingForEverAndAreStuckSinceTheirCreation() {
    RunResult result = Simulation.run(spec(List.of(), apply(10, 2), createProfile(20)), 1);

    assertThat(pods(result))
        .hasSize(2)
        .allSatisfy(
            pod -> {
              assertThat(pod.stuck()).isTrue();
              assertThat(pod.stuckSinceNanos()).isEqualTo(seconds(10));
              assertThat(pod.schedulerName()).isEqualTo("default-scheduler");
              assertThat(pod.message()).isEqualTo("no nodes available to schedule pods");
            });
  }

  @Test
  void aRestartOnceTheProfileIsEffectiveFreesThem() {
    TimelineStep restart =
        new TimelineStep(
            "restart",
            "rolloutRestart web",
            new StepTime.After("profile", StepTime.Stage.ACTIVE, seconds(10)),
            new StepAction.Rollout(
                StepAction.Rollout.RolloutVerb.RESTART, Kinds.DEPLOYMENT, "shop", "web"));
    RunResult result = Simulation.run(spec(List.of(), apply(10, 2), createProfile(20), restart), 1);

    assertThat(result.stuckPods()).isEmpty();
    assertThat(pods(result).stream().filter(pod -> pod.readyNanos() != null))
        .hasSize(2)
        .allSatisfy(pod -> assertThat(pod.schedulerName()).isEqualTo("fargate-scheduler"));
  }

  @Test
  void podsOfADeletedProfileAreMadeAnewAndStuck() {
    TimelineStep delete =
        TimelineStep.at(
            seconds(200),
            "delete",
            new StepAction.DeleteFargateProfile("fp", StepAction.OnBusy.WAIT));
    RunResult result = Simulation.run(spec(List.of(PROFILE), apply(10, 2), delete), 1);

    assertThat(result.stuckPods())
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(pod.admission().reason())
                    .isIn(AdmissionReason.PROFILE_NOT_ACTIVE, AdmissionReason.NOT_SELECTED));
  }

  @Test
  void theSameSeedGivesTheSameDigest() {
    SimulationSpec spec = spec(List.of(PROFILE), apply(10, 3));

    assertThat(Simulation.run(spec, 7).digest()).isEqualTo(Simulation.run(spec, 7).digest());
  }

  @Test
  void describedNamespacesKeepTheirLabelsWhereverTheyStand() {
    List<KubeObject> objects =
        List.of(
            deployment(1),
            namespace("shop", "team"),
            namespace("default", "base"),
            namespace("empty", "none"));
    List<Cluster> seen = new ArrayList<>();
    ClusterSpec cluster = ClusterSpec.empty(KubernetesVersion.ofMinor(33)).withObjects(objects);
    Simulation.play(SimulationSpec.of(cluster).withEnd(EndSpec.at(seconds(60))), 1, seen::add);

    assertThat(labels(seen.get(0), "shop")).containsEntry("owner", "team");
    assertThat(labels(seen.get(0), "default"))
        .containsEntry("owner", "base")
        .containsEntry("kubernetes.io/metadata.name", "default");
    assertThat(labels(seen.get(0), "empty")).containsKey("kubernetes.io/metadata.name");
    assertThat(labels(seen.get(0), "kube-system")).doesNotContainKey("owner");
  }

  private static Namespace namespace(String name, String owner) {
    return new Namespace(
        ObjectMeta.named("", name).withLabels(Map.of("owner", owner)),
        new NamespaceStatus("Active"));
  }

  private static Map<String, String> labels(Cluster cluster, String name) {
    Namespace namespace = cluster.get(Kinds.NAMESPACE, name);
    return namespace == null ? Map.of() : namespace.metadata().labels();
  }
}
