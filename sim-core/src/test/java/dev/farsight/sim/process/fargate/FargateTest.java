package dev.farsight.sim.process.fargate;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Capabilities;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ContainerPort;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.FargateProfileStatus;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.HostPathVolumeSource;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import dev.farsight.sim.kube.SecurityContext;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.FargateModel;
import dev.farsight.sim.spec.ModelDefaults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FargateTest {

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);
  private FargateModel model =
      ModelDefaults.FARGATE
          .withProfiles(constant(20), constant(7), constant(15), constant(5), constant(1))
          .withNodes(new FargateModel.LaunchLatency.Whole(constant(50)), constant(0));
  private ClusterSpec spec = ClusterSpec.empty(KubernetesVersion.ofMinor(33));

  private static Distribution constant(long seconds) {
    return Distribution.constant(seconds(seconds));
  }

  private void start() {
    RandomStreams streams = new RandomStreams(1);
    simulator.observeState(cluster::stateVersion);
    new FargateProfiles(simulator, cluster, model, streams).start();
    new FargateScheduler(simulator, cluster, spec, model, streams, 0).start();
    cluster.addAdmission(new ProfileAdmission(cluster, spec.quotas()));
    cluster.create(profile("fp", "ACTIVE", true, List.of()));
  }

  private static FargateProfile profile(
      String name, String status, boolean admitting, List<FargateSubnet> subnets) {
    FargateProfileSpec spec =
        new FargateProfileSpec(
            List.of(new FargateProfileSelector("shop", Map.of())), subnets, null);
    return new FargateProfile(
        ObjectMeta.named("", name), spec, new FargateProfileStatus(status, admitting));
  }

  private static Pod pod(String name) {
    ResourceRequirements resources =
        new ResourceRequirements(Map.of("cpu", Quantity.parse("250m")), Map.of());
    Container container = Container.of("c", "nginx:1").withResources(resources);
    PodSpec podSpec = PodSpec.of(List.of(container)).withSchedulerName("fargate-scheduler");
    return new Pod(
        ObjectMeta.named("shop", name)
            .withLabels(Map.of("eks.amazonaws.com/fargate-profile", "fp")),
        podSpec,
        PodStatus.PENDING);
  }

  private void run(long seconds) {
    simulator.run(seconds(seconds));
  }

  private String nodeOf(String name) {
    Pod pod = cluster.get(Kinds.POD, "shop/" + name);
    return pod == null || pod.spec().nodeName() == null ? "" : pod.spec().nodeName();
  }

  private String message(String name) {
    Pod pod = cluster.get(Kinds.POD, "shop/" + name);
    PodCondition condition = pod == null ? null : pod.status().condition("PodScheduled");
    return condition == null || condition.message() == null ? "" : condition.message();
  }

  private String status(String profile) {
    FargateProfile found = cluster.get(Kinds.FARGATE_PROFILE, profile);
    return found == null
        ? "gone"
        : found.status().status() + (found.status().admitting() ? " admitting" : "");
  }

  private void fault(String kind) {
    cluster.create(
        new Fault(ObjectMeta.named("", kind), new FaultSpec(kind, null, null, List.of(), null)));
  }

  @Test
  void anAdmittedPodGetsANodeOfItsOwnAfterTheLaunchLatency() {
    start();
    cluster.create(pod("web"));
    run(49);
    assertThat(nodeOf("web")).isEmpty();
    run(50);

    Node node = cluster.get(Kinds.NODE, nodeOf("web"));
    assertThat(node).isNotNull();
    assertThat(node.name()).startsWith("fargate-ip-10-0-101-11.").endsWith("ec2.internal");
    assertThat(node.spec().taints())
        .extracting(t -> t.key() + "=" + t.value() + ":" + t.effect())
        .containsExactly("eks.amazonaws.com/compute-type=fargate:NoSchedule");
    assertThat(node.status().allocatable()).containsEntry("pods", Quantity.ofUnits(1));
    assertThat(node.metadata().labels()).containsEntry("topology.kubernetes.io/zone", "us-east-1b");
    assertThat(cluster.store(Kinds.EVENT).list())
        .extracting(Event::reason)
        .contains("LoggingDisabled", "Scheduled");
  }

  @Test
  void theNodeGoesWithItsPod() {
    start();
    cluster.create(pod("web"));
    run(50);
    String node = nodeOf("web");
    cluster.delete(Kinds.POD, "shop/web", DeleteOptions.NOW);
    run(51);

    assertThat(cluster.get(Kinds.NODE, node)).isNull();
  }

  @Test
  void aLaunchDoesNotServeTheSuccessorOfItsPod() {
    start();
    cluster.create(pod("first"));
    cluster.create(pod("web"));
    run(49);
    cluster.setPodCallNanos(seconds(1), seconds(100));
    cluster.delete(Kinds.POD, "shop/first", DeleteOptions.NOW);
    cluster.delete(Kinds.POD, "shop/web", DeleteOptions.NOW);
    cluster.create(pod("web"));
    run(148);
    assertThat(nodeOf("web")).isEmpty();
    run(150);
    assertThat(nodeOf("web")).isNotEmpty();
  }

  @Test
  void podsBeyondTheVcpuQuotaWaitUntilOthersAreGone() {
    spec = spec.withQuotas(spec.quotas().withFargateVcpuMilli(500));
    start();
    cluster.create(pod("a"));
    cluster.create(pod("b"));
    cluster.create(pod("c"));
    run(55);
    assertThat(nodeOf("b")).isNotEmpty();
    assertThat(message("c")).isEqualTo(RefusalTexts.LIMIT);

    cluster.delete(Kinds.POD, "shop/a", DeleteOptions.NOW);
    run(111);
    assertThat(nodeOf("c")).isNotEmpty();
  }

  @Test
  void launchesBeyondTheBurstFollowAtTheSustainedRate() {
    spec = spec.withQuotas(spec.quotas().withLaunchRate(2, 1));
    start();
    for (int i = 0; i < 5; i++) {
      cluster.create(pod("p" + i));
    }
    run(50);
    assertThat(cluster.store(Kinds.NODE).size()).isEqualTo(2);
    run(52);
    assertThat(cluster.store(Kinds.NODE).size()).isEqualTo(4);
    run(53);
    assertThat(cluster.store(Kinds.NODE).size()).isEqualTo(5);
  }

  @Test
  void throttledLaunchesFollowOneASecond() {
    start();
    fault("launch-throttled");
    cluster.create(pod("a"));
    cluster.create(pod("b"));
    cluster.create(pod("c"));
    run(50);
    assertThat(cluster.store(Kinds.NODE).size()).isEqualTo(1);
    run(52);
    assertThat(cluster.store(Kinds.NODE).size()).isEqualTo(3);
  }

  @Test
  void asRecordedTheNodeAppearsNotReadyBeforeItsPodIsBound() {
    model =
        model.withNodes(
            new FargateModel.LaunchLatency.Staged(constant(12), constant(1), false), constant(0));
    start();
    cluster.create(pod("web"));
    run(12);
    assertThat(cluster.store(Kinds.NODE).size()).isEqualTo(1);
    assertThat(nodeOf("web")).isEmpty();
    run(13);
    assertThat(nodeOf("web")).isNotEmpty();
    assertThat(cluster.store(Kinds.NODE).list())
        .allSatisfy(
            node -> assertThat(node.status().conditions().get(0).status()).isEqualTo("True"));
  }

  @Test
  void aSubnetWithoutFreeAddressesTakesNoFurtherPod() {
    start();
    cluster.create(
        profile("small", "ACTIVE", true, List.of(new FargateSubnet("s-1", "us-east-1a", 1))));
    cluster.create(ofProfile(pod("a"), "small"));
    cluster.create(ofProfile(pod("b"), "small"));
    run(50);

    assertThat(nodeOf("a")).isNotEmpty();
    assertThat(message("b")).startsWith("No free IP addresses");
  }

  private static Pod ofProfile(Pod pod, String profile) {
    return pod.withMetadata(
        pod.metadata().withLabels(Map.of("eks.amazonaws.com/fargate-profile", profile)));
  }

  @Test
  void withoutARouteToAwsEveryAttemptTimesOutAfterThreeMinutesUntilItIsMended() {
    start();
    fault("nat-down");
    cluster.create(pod("web"));
    run(181);
    assertThat(message("web"))
        .isEqualTo("Pod provisioning timed out (will retry) for pod: shop/web");
    cluster.delete(Kinds.FAULT, "nat-down", DeleteOptions.BACKGROUND);
    run(360 + 49);
    assertThat(nodeOf("web")).isEmpty();
    run(360 + 50);
    assertThat(nodeOf("web")).isNotEmpty();
  }

  @Test
  void aPodThatCannotBeLaunchedForEverLetsTheRunBecomeQuiescent() {
    start();
    fault("capacity-unavailable");
    cluster.create(pod("web"));

    assertThat(simulator.run(seconds(86_400))).isTrue();
    assertThat(message("web")).startsWith("Fargate capacity is unavailable at this time.");
  }

  @Test
  void whatFargateDoesNotSupportIsRefusedWithTheRealText() {
    start();
    Pod pod = pod("web");
    SecurityContext privileged =
        new SecurityContext(
            true, null, new Capabilities(List.of("NET_BIND_SERVICE"), List.of()), null, null);
    Container container =
        new Container(
            "c",
            "nginx:1",
            null,
            List.of(new ContainerPort(null, 80, 80, null, "TCP")),
            null,
            privileged,
            null,
            null,
            null,
            List.of(),
            List.of(),
            null);
    Volume volume =
        new Volume(
            "mntdatas3fs",
            null,
            null,
            null,
            null,
            null,
            new HostPathVolumeSource("/mnt", null),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    PodSpec bad = pod.spec().withContainers(List.of(container));
    cluster.create(pod.withSpec(bad.withVolumes(List.of(volume))));
    run(100);

    assertThat(message("web"))
        .isEqualTo(
            "Pod not supported on Fargate: invalid SecurityContext fields: Privileged, port"
                + " contains HostIP or HostPort, volumes not supported: mntdatas3fs is of an"
                + " unsupported volume Type");
    assertThat(nodeOf("web")).isEmpty();
  }

  @Test
  void aPodLargerThanTheLargestSizeIsRefused() {
    start();
    Pod pod = pod("web");
    ResourceRequirements huge =
        new ResourceRequirements(Map.of("cpu", Quantity.parse("17")), Map.of());
    Container container = pod.spec().containers().get(0).withResources(huge);
    cluster.create(pod.withSpec(pod.spec().withContainers(List.of(container))));
    run(1);

    assertThat(message("web"))
        .isEqualTo("Your pod's cpu/memory requirements exceed the max Fargate configuration");
  }

  @Test
  void profileOperationsRunOneAfterTheOther() {
    start();
    cluster.create(profile("a", "WAITING", false, List.of()));
    cluster.create(profile("b", "WAITING", false, List.of()));
    run(1);
    assertThat(status("a")).isEqualTo("CREATING");
    assertThat(status("b")).isEqualTo("WAITING");
    run(7);
    assertThat(status("a")).isEqualTo("ACTIVE");
    assertThat(status("b")).isEqualTo("CREATING");
    run(12);
    assertThat(status("a")).isEqualTo("ACTIVE admitting");
    run(14);
    assertThat(status("b")).isEqualTo("ACTIVE");
  }

  @Test
  void theFirstProfileTakesLongerBecauseItRegistersTheWebhook() {
    RandomStreams streams = new RandomStreams(1);
    new FargateProfiles(simulator, cluster, model, streams).start();
    cluster.create(profile("first", "WAITING", false, List.of()));
    run(20);
    assertThat(status("first")).isEqualTo("ACTIVE");
    run(25);
    assertThat(status("first")).isEqualTo("ACTIVE");
    run(26);
    assertThat(status("first")).isEqualTo("ACTIVE admitting");
  }

  @Test
  void deletingAProfileTakesTheRuleAndItsPodsAtOnceAndTheProfileLater() {
    start();
    cluster.create(pod("web"));
    run(60);
    cluster.delete(Kinds.FARGATE_PROFILE, "fp", DeleteOptions.BACKGROUND);
    run(61);

    assertThat(status("fp")).isEqualTo("DELETING");
    Pod pod = cluster.get(Kinds.POD, "shop/web");
    assertThat(pod).isNotNull();
    assertThat(pod.metadata().isTerminating()).isTrue();
    run(75);
    assertThat(status("fp")).isEqualTo("gone");
  }

  @Test
  void theEleventhProfileIsRefused() {
    start();
    for (int i = 1; i < 10; i++) {
      cluster.create(profile("p" + i, "WAITING", false, List.of()));
    }

    assertThatThrownBy(() -> cluster.create(profile("p10", "WAITING", false, List.of())))
        .hasMessageContaining("maximum number of Fargate Profiles");
  }
}
