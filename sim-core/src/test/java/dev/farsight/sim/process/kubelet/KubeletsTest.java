package dev.farsight.sim.process.kubelet;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Probe;
import dev.farsight.sim.kube.SecretVolumeSource;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.ModelSpec;
import dev.farsight.sim.spec.PodBehaviour;
import dev.farsight.sim.spec.PodFilter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KubeletsTest {

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);

  private void start(PodBehaviour... behaviours) {
    simulator.observeState(cluster::stateVersion);
    ModelSpec model = ModelSpec.DEFAULT.withPods(List.of(behaviours));
    new Kubelets(simulator, cluster, model, List.of(), new RandomStreams(1), 0).start();
    cluster.create(node());
  }

  private static Node node() {
    return new Node(
        ObjectMeta.named("", "n"),
        new NodeSpec(null, List.of(), null),
        new NodeStatus(Map.of(), Map.of(), List.of(), List.of()));
  }

  private static Pod pod(
      String name, String restartPolicy, @Nullable Probe readinessProbe, List<Volume> volumes) {
    Container container =
        new Container(
            "c",
            "nginx:1",
            null,
            List.of(),
            null,
            null,
            readinessProbe,
            null,
            null,
            List.of(),
            List.of(),
            null);
    PodSpec spec =
        PodSpec.of(List.of(container))
            .withVolumes(volumes)
            .withNodeName("n")
            .withRestartPolicy(restartPolicy);
    return new Pod(ObjectMeta.named("shop", name), spec, PodStatus.PENDING);
  }

  private static Pod pod(String name) {
    return pod(name, "Always", null, List.of());
  }

  private void run(long seconds) {
    simulator.run(seconds(seconds));
  }

  private String phase(String name) {
    Pod pod = cluster.get(Kinds.POD, "shop/" + name);
    return pod == null ? "gone" : String.valueOf(pod.status().phase());
  }

  private boolean isReady(String name) {
    Pod pod = cluster.get(Kinds.POD, "shop/" + name);
    PodCondition ready = pod == null ? null : pod.status().condition("Ready");
    return ready != null && ready.status().equals("True");
  }

  private int restarts(String name) {
    Pod pod = cluster.get(Kinds.POD, "shop/" + name);
    return pod == null ? -1 : pod.status().containerStatuses().get(0).restartCount();
  }

  private static Distribution constant(long seconds) {
    return Distribution.constant(seconds(seconds));
  }

  @Test
  void aBoundPodRunsAfterItsImagePullAndIsReadySomeTimeLater() {
    start();
    cluster.create(pod("web"));
    run(4);
    assertThat(phase("web")).isEqualTo("Pending");
    run(5);
    assertThat(phase("web")).isEqualTo("Running");
    assertThat(isReady("web")).isFalse();
    run(15);
    assertThat(isReady("web")).isTrue();
  }

  @Test
  void aReadinessProbeMovesReadyToItsFirstCheckAtOrAfterThatTime() {
    start();
    Probe keda = new Probe(20, 3, 1, 1, 3, null);
    Probe frequent = new Probe(1, 4, 1, 1, 3, null);
    cluster.create(pod("late", "Always", keda, List.of()));
    cluster.create(pod("next", "Always", frequent, List.of()));
    run(5 + 12);
    assertThat(isReady("next")).isFalse();
    run(5 + 13);
    assertThat(isReady("next")).isTrue();
    assertThat(isReady("late")).isFalse();
    run(5 + 20);
    assertThat(isReady("late")).isTrue();
  }

  @Test
  void aCrashingContainerWaitsTenTwentyFortySecondsBetweenItsStarts() {
    start(PodBehaviour.of(PodFilter.ALL).withCrash(constant(4), 1));
    cluster.create(pod("web"));
    run(9 + 10);
    assertThat(restarts("web")).isEqualTo(1);
    run(19 + 4 + 19);
    assertThat(restarts("web")).isEqualTo(1);
    run(19 + 4 + 20);
    assertThat(restarts("web")).isEqualTo(2);
    run(43 + 4 + 40);
    assertThat(restarts("web")).isEqualTo(3);
    assertThat(phase("web")).isEqualTo("Running");
  }

  @Test
  void aContainerThatMustNotRestartEndsThePod() {
    start(
        PodBehaviour.of(new PodFilter(null, null, List.of("bad"), null)).withCrash(constant(1), 3),
        PodBehaviour.of(new PodFilter(null, null, List.of("good"), null))
            .withCompleteAfter(constant(8)));
    cluster.create(pod("bad", "Never", null, List.of()));
    cluster.create(pod("good", "OnFailure", null, List.of()));
    run(6);
    assertThat(phase("bad")).isEqualTo("Failed");
    run(13);
    assertThat(phase("good")).isEqualTo("Succeeded");
  }

  @Test
  void aDeletedPodIsGoneAfterItsTermination() {
    start();
    cluster.create(pod("web"));
    run(15);
    cluster.delete(Kinds.POD, "shop/web", DeleteOptions.BACKGROUND);
    run(16);
    assertThat(phase("web")).isEqualTo("Running");
    run(17);
    assertThat(phase("web")).isEqualTo("gone");
  }

  private void setDead(boolean dead) {
    cluster.modify(
        Kinds.NODE,
        "n",
        node ->
            node.withMetadata(
                node.metadata()
                    .withAnnotations(dead ? Map.of(WellKnown.DEAD_KUBELET, "true") : Map.of())));
  }

  @Test
  void aKubeletThatWorksAgainCatchesUp() {
    start(
        PodBehaviour.of(new PodFilter(null, null, List.of("crashing"), null))
            .withCrash(constant(4), 1));
    cluster.create(pod("pulling"));
    run(3);
    cluster.create(pod("starting"));
    cluster.create(pod("crashing"));
    run(9);
    assertThat(phase("starting")).isEqualTo("Running");
    setDead(true);
    cluster.create(pod("new"));
    simulator.runUntil(seconds(100));
    assertThat(isReady("pulling")).isFalse();
    assertThat(isReady("starting")).isFalse();
    assertThat(phase("new")).isEqualTo("Pending");
    setDead(false);
    simulator.runUntil(seconds(101));
    assertThat(isReady("pulling")).isTrue();
    assertThat(isReady("starting")).isTrue();
    assertThat(restarts("crashing")).isZero();
    simulator.runUntil(seconds(116));
    assertThat(isReady("new")).isTrue();
    assertThat(restarts("crashing")).isEqualTo(1);
  }

  @Test
  void thePodsOfADeadNodeStayTerminating() {
    start();
    cluster.create(pod("web"));
    run(20);
    cluster.modify(
        Kinds.NODE,
        "n",
        node ->
            node.withMetadata(
                node.metadata().withAnnotations(Map.of(WellKnown.DEAD_KUBELET, "true"))));
    cluster.delete(Kinds.POD, "shop/web", DeleteOptions.BACKGROUND);
    run(600);

    assertThat(phase("web")).isEqualTo("Running");
  }

  @Test
  void imagesCannotBePulledWhileTheRegistryIsOutOfReach() {
    start();
    cluster.create(
        new Fault(
            ObjectMeta.named("", "f"),
            new FaultSpec("image-pull-failing", null, null, List.of(), null)));
    cluster.create(pod("web"));
    run(31);
    assertThat(cluster.store(Kinds.EVENT).list())
        .extracting(Event::reason)
        .contains("Pulling", "Failed", "BackOff");
    cluster.delete(Kinds.FAULT, "f", DeleteOptions.BACKGROUND);
    run(40 + 5);
    assertThat(phase("web")).isEqualTo("Running");
  }

  @Test
  void aPodWaitsForTheSecretThatAnotherPodMakesWhenItRuns() {
    start();
    cluster.create(pod("metrics", "Always", null, List.of(secret(false))));
    cluster.create(pod("operator", "Always", null, List.of(secret(true))));
    run(6);
    assertThat(phase("operator")).isEqualTo("Running");
    assertThat(phase("metrics")).isEqualTo("Pending");
    assertThat(cluster.store(Kinds.EVENT).list())
        .extracting(Event::message)
        .contains(
            "MountVolume.SetUp failed for volume \"certificates\" : secret \"kedaorg-certs\" not"
                + " found");
    run(20);
    assertThat(phase("metrics")).isEqualTo("Running");
  }

  @Test
  void aSecretThatNobodyInTheScenarioMakesIsTakenToBeThere() {
    start();
    cluster.create(pod("metrics", "Always", null, List.of(secret(false))));
    run(5);

    assertThat(phase("metrics")).isEqualTo("Running");
  }

  private static Volume secret(boolean optional) {
    return new Volume(
        "certificates",
        null,
        null,
        null,
        new SecretVolumeSource("kedaorg-certs", optional),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
