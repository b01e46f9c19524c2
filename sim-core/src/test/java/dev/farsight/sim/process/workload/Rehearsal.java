package dev.farsight.sim.process.workload;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentSpec;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.DeploymentStrategy;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.RollingUpdateDeployment;
import dev.farsight.sim.process.workload.deployment.DeploymentController;
import dev.farsight.sim.process.workload.replicaset.ReplicaSetController;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stage for controllers without scheduler and kubelet: every pod is bound at once, Ready after a
 * while unless its image says otherwise, and gone some time after its deletion.
 */
public final class Rehearsal {

  static final long SECOND = 1_000_000_000L;
  static final String NAMESPACE = "shop";

  final Simulator simulator =
      new Simulator(new RadixWheelEventQueue(), RunLimits.DEFAULT, Checks.RECOMPUTATION);
  final Cluster cluster = new Cluster(simulator, 1, 1_000_000L);
  final List<String> story = new ArrayList<>();
  int mostPods;
  private final long readyNanos;
  private final long terminationNanos;
  private final EventType<Subject> ready;
  private final EventType<Subject> gone;
  private final EventType<Subject> act;
  private final Map<String, Runnable> acts = new LinkedHashMap<>();

  Rehearsal(long readyNanos, long terminationNanos) {
    this.readyNanos = readyNanos;
    this.terminationNanos = terminationNanos;
    InformerFactory informers = new InformerFactory(cluster, 1_000_000L);
    ControllerTiming timing = new ControllerTiming(1_000_000L, 6_000_000L, 24_000_000L);
    new DeploymentController(simulator, cluster, informers, timing, TemplateHashes.NONE);
    new ReplicaSetController(simulator, cluster, informers, timing);
    ready = simulator.declare("test.ready", Priority.STATE, this::makeReady);
    gone = simulator.declare("test.gone", Priority.STATE, this::remove);
    act = simulator.declare("test.act", Priority.STATE, s -> acts.get(s.subjectName()).run());
    cluster.watch(Kinds.POD, 0, this::onPod);
  }

  void at(long seconds, Runnable action) {
    String name = "act-" + acts.size();
    acts.put(name, action);
    simulator.scheduleAt(seconds * SECOND, act, Subject.of(name));
  }

  void runUntil(long seconds) {
    simulator.run(seconds * SECOND);
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    if (event.type() == WatchEvent.Type.ADDED) {
      cluster.modify(
          Kinds.POD,
          pod.key(),
          p ->
              p.withSpec(p.spec().withNodeName("node-1"))
                  .withStatus(p.status().withPhase("Running")));
      if (!"broken".equals(pod.spec().containers().get(0).image())) {
        simulator.schedule(readyNanos, ready, Subject.of(pod.key()));
      }
      mostPods = Math.max(mostPods, activePods());
    } else if (event.type() == WatchEvent.Type.MODIFIED
        && event.old() != null
        && !event.old().metadata().isTerminating()
        && pod.metadata().isTerminating()) {
      simulator.schedule(terminationNanos, gone, Subject.of(pod.key()));
    }
  }

  private void makeReady(Subject subject) {
    if (cluster.get(Kinds.POD, subject.subjectName()) != null) {
      cluster.modify(
          Kinds.POD,
          subject.subjectName(),
          p ->
              p.withStatus(
                  p.status()
                      .withConditions(
                          List.of(new PodCondition("Ready", "True", null, null, cluster.now())))));
    }
  }

  private void remove(Subject subject) {
    if (cluster.get(Kinds.POD, subject.subjectName()) != null) {
      cluster.delete(Kinds.POD, subject.subjectName(), DeleteOptions.NOW);
    }
  }

  int activePods() {
    int count = 0;
    for (Pod pod : cluster.store(Kinds.POD).list()) {
      count += PodState.isActive(pod) ? 1 : 0;
    }
    return count;
  }

  Deployment deployment(String name) {
    Deployment found = cluster.get(Kinds.DEPLOYMENT, NAMESPACE + "/" + name);
    if (found == null) {
      throw new AssertionError("no Deployment " + name);
    }
    return found;
  }

  List<String> events(String reason) {
    List<Event> events = new ArrayList<>(cluster.store(Kinds.EVENT).list());
    events.removeIf(event -> !event.reason().equals(reason));
    events.sort(Comparator.comparingLong(event -> event.metadata().resourceVersion()));
    List<String> messages = new ArrayList<>();
    for (Event event : events) {
      messages.add(event.message());
    }
    return messages;
  }

  static Deployment web(int replicas, String image, IntOrString surge, IntOrString unavailable) {
    Map<String, String> labels = FrozenMap.with(FrozenMap.empty(), "app", "web");
    DeploymentStrategy strategy =
        new DeploymentStrategy("RollingUpdate", new RollingUpdateDeployment(unavailable, surge));
    DeploymentSpec spec =
        new DeploymentSpec(
            replicas,
            LabelSelector.ofLabels(labels),
            template(labels, image),
            strategy,
            0,
            10,
            null,
            60);
    return new Deployment(
        ObjectMeta.named(NAMESPACE, "web").withLabels(labels),
        spec,
        new DeploymentStatus(0, 0, 0, 0, 0, 0, null, null, List.of()));
  }

  static PodTemplateSpec template(Map<String, String> labels, String image) {
    return new PodTemplateSpec(ObjectMeta.template(labels, FrozenMap.empty()), podSpec(image));
  }

  /** Returns a pod of one container with an image. */
  public static PodSpec podSpec(String image) {
    Container container = Container.of("c", image);
    return PodSpec.of(List.of(container));
  }

  void changeImage(String image) {
    cluster.modify(
        Kinds.DEPLOYMENT,
        NAMESPACE + "/web",
        d ->
            d.withSpec(
                d.spec().withTemplate(template(d.spec().template().metadata().labels(), image))));
  }

  void scale(int replicas) {
    cluster.modify(
        Kinds.DEPLOYMENT, NAMESPACE + "/web", d -> d.withSpec(d.spec().withReplicas(replicas)));
  }

  @Nullable String progressing() {
    return deployment("web").status().conditions().stream()
        .filter(c -> c.type().equals("Progressing"))
        .map(c -> c.status() + " " + c.reason())
        .findFirst()
        .orElse(null);
  }
}
