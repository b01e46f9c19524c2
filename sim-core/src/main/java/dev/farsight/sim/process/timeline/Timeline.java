package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.ControlPlaneModel;
import dev.farsight.sim.spec.ObjectPatch;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.StepTime;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The process that plays the steps of a scenario. */
public final class Timeline {

  private static final long DRAIN_RETRY_NANOS = 5_000_000_000L;

  private final Simulator simulator;
  private final Cluster cluster;
  private final Map<String, TimelineStep> steps = new LinkedHashMap<>();
  private final StepLog log;
  private final StepActions actions;
  private final SurroundingsActions surroundings;
  private final Completion completion;
  private final RandomStreams streams;
  private final ControlPlaneModel controlPlane;
  private final EventType<Subject> started;
  private final EventType<Subject> mended;
  private final EventType<Subject> nodesReady;
  private final EventType<Subject> drainRetry;
  private final EventType<Subject> clientTimeout;
  private final Map<String, BooleanSupplier> waiting = new LinkedHashMap<>();
  private final Map<String, List<String>> nodesOf = new LinkedHashMap<>();
  private final Set<String> activeProfiles = new LinkedHashSet<>();

  /**
   * Makes the process.
   *
   * @param simulator event list
   * @param cluster API server
   * @param steps steps, in the order of the scenario
   * @param controlPlane latencies of eksctl's steps
   * @param streams random streams of the run
   * @param clusterName name of the cluster, as AWS errors print it
   * @param region AWS region of its nodes
   * @param startedAtEpochNanos wall clock at 0s, in nanoseconds since 1970
   */
  public Timeline(
      Simulator simulator,
      Cluster cluster,
      List<TimelineStep> steps,
      ControlPlaneModel controlPlane,
      RandomStreams streams,
      String clusterName,
      String region,
      long startedAtEpochNanos) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.log = new StepLog(steps, simulator::now);
    long callNanos =
        streams.stream("control-plane")
            .nextNanos(RandomStream.subjectId("client-call"), controlPlane.clientCall());
    this.actions =
        new StepActions(cluster, log, clusterName, region, startedAtEpochNanos, callNanos);
    this.surroundings = new SurroundingsActions(cluster, log, actions);
    this.completion = new Completion(cluster);
    this.streams = streams;
    this.controlPlane = controlPlane;
    for (TimelineStep step : steps) {
      this.steps.put(step.id(), step);
    }
    this.started = simulator.declare("timeline.step", Priority.STATE, this::onStarted);
    this.mended = simulator.declare("timeline.fault-mended", Priority.STATE, this::onMended);
    this.nodesReady = simulator.declare("timeline.nodes-ready", Priority.STATE, this::onNodesReady);
    this.drainRetry = simulator.declare("timeline.drain-retry", Priority.STATE, this::onDrain);
    this.clientTimeout =
        simulator.declare("timeline.client-timeout", Priority.SAMPLE, this::onClientTimeout);
  }

  /** Returns the evidence of the steps. */
  public StepLog log() {
    return log;
  }

  /** Schedules the steps that have an instant, and waits for those that follow others. */
  public void start() {
    cluster.watch(Kinds.FARGATE_PROFILE, event -> onProfile(event.object()));
    cluster.watch(Kinds.DEPLOYMENT, event -> checkWaiting());
    cluster.watch(Kinds.STATEFUL_SET, event -> checkWaiting());
    cluster.watch(Kinds.DAEMON_SET, event -> checkWaiting());
    cluster.watch(Kinds.JOB, event -> checkWaiting());
    cluster.watch(Kinds.NODE, event -> checkWaiting());
    cluster.watch(Kinds.POD, event -> checkWaiting());
    for (TimelineStep step : steps.values()) {
      if (step.when() instanceof StepTime.At at) {
        simulator.scheduleAt(at.nanos(), started, Subject.of(step.id()));
      }
    }
  }

  /** Says that a profile of the starting state is ACTIVE already, for steps that wait for it. */
  public void profileIsActive(String name) {
    if (!activeProfiles.add(name)) {
      return;
    }
    for (TimelineStep step : steps.values()) {
      if (step.when() instanceof StepTime.AfterProfile after && after.profile().equals(name)) {
        simulator.schedule(after.plusNanos(), started, Subject.of(step.id()));
      }
    }
  }

  private void onProfile(FargateProfile profile) {
    if (profile.status().status().equals("ACTIVE")) {
      profileIsActive(profile.name());
    }
    checkWaiting();
  }

  private void onStarted(Subject subject) {
    TimelineStep step = step(subject);
    log.started(step, simulator.now());
    try {
      BooleanSupplier complete = execute(step, step.action());
      waiting.put(step.id(), complete);
      Long timeout = step.timeoutNanos();
      if (timeout != null) {
        simulator.schedule(timeout, clientTimeout, subject);
      }
      checkWaiting();
    } catch (ApiException | ObjectPatch.PatchRefusedException e) {
      log.failed(step, StepActions.text(e));
      complete(step);
    }
  }

  /** The client gives up; what it has asked for goes on. */
  private void onClientTimeout(Subject subject) {
    TimelineStep step = step(subject);
    Long timeout = step.timeoutNanos();
    if (timeout != null && waiting.remove(step.id()) != null) {
      log.gaveUp(
          step, "timed out waiting for the condition", new NotReady(cluster).of(step.objects()));
      complete(step);
    }
  }

  private TimelineStep step(Subject subject) {
    TimelineStep step = steps.get(subject.subjectName());
    if (step == null) {
      throw new IllegalStateException("no step \"" + subject.subjectName() + "\"");
    }
    return step;
  }

  private BooleanSupplier execute(TimelineStep step, StepAction action) {
    if (action instanceof StepAction.Apply apply) {
      return actions.apply(step, apply);
    } else if (action instanceof StepAction.Delete delete) {
      return actions.delete(step, delete);
    } else if (action instanceof StepAction.Patch patch) {
      return actions.patch(step, patch);
    } else if (action instanceof StepAction.Scale scale) {
      return actions.scale(step, scale);
    } else if (action instanceof StepAction.Rollout rollout) {
      return actions.rollout(step, rollout);
    } else if (action instanceof StepAction.DeletePods delete) {
      return actions.deletePods(step, actions.pods(delete.pods()));
    } else if (action instanceof StepAction.Evict evict) {
      return actions.evict(step, actions.pods(evict.pods()));
    } else if (action instanceof StepAction.CreateFargateProfile create) {
      return actions.createProfile(step, create);
    } else if (action instanceof StepAction.DeleteFargateProfile delete) {
      return actions.deleteProfile(step, delete);
    } else {
      return executeOnWorld(step, action);
    }
  }

  private BooleanSupplier executeOnWorld(TimelineStep step, StepAction action) {
    if (action instanceof StepAction.CreateNodes create) {
      return createNodes(step, create);
    } else if (action instanceof StepAction.OnNodes onNodes) {
      return onNodes(step, onNodes);
    } else if (action instanceof StepAction.SetMetric metric) {
      actions.setMetric(metric);
      return () -> true;
    } else if (action instanceof StepAction.Fault fault) {
      return breakDown(step, fault);
    } else if (action instanceof StepAction.HelmInstall install) {
      HelmRelease release =
          new HelmRelease(simulator, cluster, step, install, actions, surroundings, log);
      release.start(this::checkWaiting);
      return release::isFinished;
    } else if (action instanceof StepAction.CreateAddon create) {
      AddonCreation addon =
          new AddonCreation(simulator, cluster, step, create, actions, surroundings, log);
      addon.start(
          streams.stream("addon").nextNanos(Subject.idOf(step.id()), controlPlane.addonObjects()),
          this::checkWaiting);
      return addon::isFinished;
    } else if (action instanceof StepAction.EksctlCreateCluster create) {
      EksctlBootstrap bootstrap =
          new EksctlBootstrap(
              simulator, cluster, step, create.cluster(), controlPlane, streams, actions, log);
      bootstrap.start(this::checkWaiting);
      return bootstrap::isFinished;
    }
    return surroundings.execute(step, action);
  }

  private BooleanSupplier createNodes(TimelineStep step, StepAction.CreateNodes create) {
    boolean ready = create.readyAfterNanos() == 0;
    List<String> names = actions.createNodes(step, create.nodes(), ready);
    nodesOf.put(step.id(), names);
    if (!ready) {
      simulator.schedule(create.readyAfterNanos(), nodesReady, Subject.of(step.id()));
    }
    return completion.nodesReady(names);
  }

  private void onNodesReady(Subject subject) {
    for (String name : nodesOf.getOrDefault(subject.subjectName(), List.of())) {
      if (cluster.get(Kinds.NODE, name) != null) {
        actions.setReady(name);
      }
    }
  }

  private BooleanSupplier onNodes(TimelineStep step, StepAction.OnNodes onNodes) {
    List<String> names = new ArrayList<>();
    for (Node node : List.copyOf(cluster.store(Kinds.NODE).list())) {
      if (onNodes.nodes().matches(node)) {
        names.add(node.name());
      }
    }
    if (names.isEmpty()) {
      throw ApiException.notFound("nodes", String.valueOf(onNodes.nodes().name()));
    }
    for (String name : names) {
      switch (onNodes.verb()) {
        case DELETE -> actions.deleteNode(name);
        case CORDON, DRAIN -> actions.setUnschedulable(name, true);
        case UNCORDON -> actions.setUnschedulable(name, false);
        case SET_READY -> actions.setReady(name);
        case SET_NOT_READY -> actions.setNotReady(name);
        case SET_DEAD -> actions.setDead(name);
      }
    }
    if (onNodes.verb() != StepAction.OnNodes.NodeVerb.DRAIN) {
      return () -> true;
    }
    nodesOf.put(step.id(), names);
    onDrain(Subject.of(step.id()));
    return () -> !nodesOf.containsKey(step.id());
  }

  private void onDrain(Subject subject) {
    TimelineStep step = step(subject);
    List<String> names = nodesOf.getOrDefault(step.id(), List.of());
    if (actions.drain(step, names).isEmpty()) {
      nodesOf.remove(step.id());
      checkWaiting();
    } else {
      simulator.schedule(DRAIN_RETRY_NANOS, drainRetry, subject);
    }
  }

  private BooleanSupplier breakDown(TimelineStep step, StepAction.Fault fault) {
    actions.breakDown(step, fault);
    Long until = fault.untilNanos();
    if (until != null) {
      simulator.scheduleAt(Math.max(until, simulator.now()), mended, Subject.of(step.id()));
    }
    return () -> cluster.get(Kinds.FAULT, step.id()) == null;
  }

  private void onMended(Subject subject) {
    actions.mend(subject.subjectName());
    checkWaiting();
  }

  /** Completes the steps whose effect is there, and starts those that waited for them. */
  private void checkWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    for (String id : List.copyOf(waiting.keySet())) {
      BooleanSupplier isComplete = waiting.get(id);
      TimelineStep step = steps.get(id);
      if (step != null && isComplete != null && isComplete.getAsBoolean()) {
        waiting.remove(id);
        complete(step);
      }
    }
  }

  private void complete(TimelineStep step) {
    log.completed(step, simulator.now());
    for (TimelineStep next : steps.values()) {
      if (next.when() instanceof StepTime.After after && after.stepId().equals(step.id())) {
        simulator.schedule(after.plusNanos(), started, Subject.of(next.id()));
      }
    }
  }
}
