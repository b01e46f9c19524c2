package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.SimObserver;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Environment;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileStatus;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.process.admission.FargateWebhook;
import dev.farsight.sim.process.admission.NamespaceFinalizer;
import dev.farsight.sim.process.admission.NamespaceLifecycle;
import dev.farsight.sim.process.admission.PodAdmission;
import dev.farsight.sim.process.admission.PodDefaulting;
import dev.farsight.sim.process.admission.SeenRefusals;
import dev.farsight.sim.process.admission.TaintNodesByCondition;
import dev.farsight.sim.process.autoscaler.HorizontalController;
import dev.farsight.sim.process.disruption.DisruptionController;
import dev.farsight.sim.process.fargate.FargateProfiles;
import dev.farsight.sim.process.fargate.FargateScheduler;
import dev.farsight.sim.process.fargate.ProfileAdmission;
import dev.farsight.sim.process.garbage.GarbageCollector;
import dev.farsight.sim.process.garbage.NamespaceController;
import dev.farsight.sim.process.garbage.PodGarbageCollector;
import dev.farsight.sim.process.garbage.TtlAfterFinishedController;
import dev.farsight.sim.process.keda.KedaOperator;
import dev.farsight.sim.process.keda.KedaSettings;
import dev.farsight.sim.process.kubelet.Kubelets;
import dev.farsight.sim.process.load.Loads;
import dev.farsight.sim.process.nodelifecycle.NodeLifecycleController;
import dev.farsight.sim.process.nodelifecycle.NodeLifecycleTiming;
import dev.farsight.sim.process.nodelifecycle.TaintEvictionController;
import dev.farsight.sim.process.quota.LimitRanger;
import dev.farsight.sim.process.quota.ResourceQuotaAdmission;
import dev.farsight.sim.process.scheduler.KubeScheduler;
import dev.farsight.sim.process.scheduler.KubeSchedulerSettings;
import dev.farsight.sim.process.scheduler.PluginFramework;
import dev.farsight.sim.process.scheduler.SchedulerProbe;
import dev.farsight.sim.process.scheduler.cycle.TieBreak;
import dev.farsight.sim.process.scheduler.queue.QueueSettings;
import dev.farsight.sim.process.timeline.NodeObjects;
import dev.farsight.sim.process.timeline.Timeline;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.cronjob.CronJobController;
import dev.farsight.sim.process.workload.daemonset.DaemonSetController;
import dev.farsight.sim.process.workload.deployment.DeploymentController;
import dev.farsight.sim.process.workload.job.JobController;
import dev.farsight.sim.process.workload.replicaset.ReplicaSetController;
import dev.farsight.sim.process.workload.statefulset.StatefulSetController;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.ControlPlaneModel;
import dev.farsight.sim.spec.NodeLifecycleDefaults;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.QuotaSpec;
import dev.farsight.sim.spec.SchedulerModel;
import dev.farsight.sim.spec.SimulationSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place that makes the processes of a run and joins them to one cluster state. */
final class SimulationAssembly {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Checks for pods that wait too long came 5 to 8 ms later after ten of them in recordings. */
  private static final int ATTEMPTS_PER_CHECK = 3;

  private final PreparedSpec prepared;
  private final SimulationSpec spec;
  private final RunWitness witness;
  private final RandomStreams streams;
  private final Simulator simulator;
  private final Cluster cluster;
  private final PodAdmission admission;
  private final Timeline timeline;
  private final RunRecorder recorder;
  private final @Nullable Loads loads;
  private final ScalingRecorder scaling;
  private final LaunchRecorder launches;
  private final Map<String, Namespace> describedNamespaces = new LinkedHashMap<>();

  /**
   * Makes everything that a run needs.
   *
   * @param prepared what is simulated
   * @param seed seed of the run
   * @param observers see every executed event
   * @param witness sees the cluster state and the scheduler
   */
  SimulationAssembly(
      PreparedSpec prepared, long seed, List<SimObserver> observers, RunWitness witness) {
    this.prepared = prepared;
    this.spec = prepared.spec();
    this.witness = witness;
    this.streams = new RandomStreams(seed);
    boolean watched = spec.checks() == SimulationSpec.ChecksLevel.INVARIANTS;
    this.simulator = makeSimulator(watched, observers);
    ControlPlaneModel controlPlane = spec.model().controlPlane();
    long watchDelayNanos = draw("watch", controlPlane.watch());
    this.cluster = new Cluster(simulator, seed, watchDelayNanos);
    cluster.setPodCallNanos(
        draw("pod-creation", controlPlane.podCreation()), draw("api-call", controlPlane.apiCall()));
    simulator.observeState(cluster::stateVersion);
    if (watched) {
      RunInvariants.watch(cluster);
    }
    this.timeline =
        new Timeline(
            simulator,
            cluster,
            spec.timeline(),
            controlPlane,
            streams,
            spec.cluster().name(),
            spec.cluster().region(),
            spec.model().scheduler().startedAtEpochNanos());
    this.recorder = new RunRecorder(cluster, timeline.log());
    witness.onStart(cluster);
    this.admission = makeAdmission();
    makeControllers(new InformerFactory(cluster, watchDelayNanos), controlPlane);
    new FargateProfiles(simulator, cluster, spec.model().fargate(), streams).start();
    this.launches = new LaunchRecorder(cluster);
    startFargate(controlPlane);
    makeScheduler(new InformerFactory(cluster, watchDelayNanos));
    KedaSettings keda = prepared.keda();
    if (keda != null) {
      new KedaOperator(simulator, cluster, keda);
    }
    this.loads =
        spec.loads().isEmpty()
            ? null
            : new Loads(simulator, cluster, spec.loads(), streams, spec.end().untilNanos());
    this.scaling =
        new ScalingRecorder(cluster, spec.loads(), loads == null ? List.of() : loads.queues());
    new Kubelets(
            simulator,
            cluster,
            spec.model(),
            spec.cluster().secrets(),
            streams,
            draw("kubelet-call", controlPlane.kubeletCall()))
        .start();
  }

  private void startFargate(ControlPlaneModel controlPlane) {
    FargateScheduler fargate =
        new FargateScheduler(
            simulator,
            cluster,
            spec.cluster(),
            spec.model().fargate(),
            streams,
            draw("pod-creation", controlPlane.podCreation()));
    fargate.observe(launches);
    fargate.start();
  }

  private static Simulator makeSimulator(boolean watched, List<SimObserver> observers) {
    Checks checks = watched ? Checks.INVARIANTS : Checks.OFF;
    Simulator simulator = new Simulator(new RadixWheelEventQueue(), RunLimits.DEFAULT, checks);
    observers.forEach(simulator::addObserver);
    return simulator;
  }

  private void makeScheduler(InformerFactory informers) {
    RandomStream ties = streams.stream("scheduler.ties");
    PluginFramework framework =
        new PluginFramework(
            prepared.schedulingProfiles(),
            TieBreak.drawnFrom(ties),
            nodeCount -> ties.nextIndex(RandomStream.subjectId("preemption"), nodeCount));
    SchedulerModel model = spec.model().scheduler();
    ControlPlaneModel controlPlane = spec.model().controlPlane();
    long attemptNanos = draw("scheduling-attempt", controlPlane.schedulingAttempt());
    KubeSchedulerSettings settings =
        new KubeSchedulerSettings(
            QueueSettings.DEFAULT
                .withBackoff(
                    model.configuration().podInitialBackoffSeconds() * NANOS_PER_SECOND,
                    model.configuration().podMaxBackoffSeconds() * NANOS_PER_SECOND)
                .withWholeSecondNanos(model.wholeSecondNanos()),
            model.flushNanos(),
            attemptNanos / ATTEMPTS_PER_CHECK,
            attemptNanos,
            draw("binding", controlPlane.binding()),
            draw("api-call", controlPlane.apiCall()),
            model.createOnceScheduler());
    SchedulerProbe probe = new RecordingProbe(recorder, witness);
    new KubeScheduler(simulator, cluster, informers, settings, framework, probe).start();
  }

  private long draw(String what, Distribution latency) {
    return streams.stream("control-plane").nextNanos(RandomStream.subjectId(what), latency);
  }

  private PodAdmission makeAdmission() {
    NamespaceLifecycle.register(cluster);
    cluster.addAdmission(new NamespaceFinalizer());
    cluster.addAdmission(new TaintNodesByCondition());
    cluster.addAdmission(new PodDefaulting());
    cluster.addAdmission(new LimitRanger(cluster));
    cluster.addAdmission(new ProfileAdmission(cluster, spec.cluster().quotas()));
    FargateWebhook webhook =
        new FargateWebhook(
            cluster,
            spec.model().fargate().switches(),
            spec.cluster().region(),
            streams.stream("fargate-profile-choice"));
    PodAdmission pods = new PodAdmission(cluster, webhook);
    cluster.addAdmission(pods);
    cluster.addAdmission(new SeenRefusals(cluster));
    cluster.addAdmission(new ResourceQuotaAdmission(cluster));
    return pods;
  }

  private void makeControllers(InformerFactory informers, ControlPlaneModel model) {
    long syncNanos = draw("controller-sync", model.controllerSync());
    long deploymentNanos = draw("deployment-sync", model.deploymentSync());
    long callNanos = draw("api-call", model.apiCall());
    long podNanos = draw("pod-creation", model.podCreation());
    ControllerTiming timing = new ControllerTiming(syncNanos, callNanos, podNanos);
    ControllerTiming deployments = new ControllerTiming(deploymentNanos, callNanos, podNanos);
    new DeploymentController(simulator, cluster, informers, deployments, prepared.templateHashes());
    new ReplicaSetController(simulator, cluster, informers, timing);
    new StatefulSetController(simulator, cluster, informers, timing);
    new DaemonSetController(simulator, cluster, informers, timing);
    new JobController(simulator, cluster, informers, timing);
    new CronJobController(simulator, cluster, informers, timing, startedAt());
    new HorizontalController(simulator, cluster, informers);
    new DisruptionController(simulator, cluster, informers, syncNanos, callNanos);
    new GarbageCollector(simulator, cluster, informers, syncNanos);
    new PodGarbageCollector(simulator, cluster, informers).start();
    new NamespaceController(simulator, cluster, informers, syncNanos);
    new TtlAfterFinishedController(simulator, cluster, informers, syncNanos);
    new NodeLifecycleController(
        simulator,
        cluster,
        informers,
        new NodeLifecycleTiming(
            NodeLifecycleDefaults.MONITOR_PERIOD_NANOS, NodeLifecycleDefaults.MONITOR_PHASE_NANOS),
        startingNodes());
    new TaintEvictionController(simulator, cluster, informers);
  }

  private List<String> startingNodes() {
    List<String> names = new ArrayList<>();
    for (NodeTemplate template : spec.cluster().nodes()) {
      for (int i = 0; i < template.count(); i++) {
        names.add(template.nodeName(i));
      }
    }
    for (KubeObject object : spec.cluster().objects()) {
      if (object.kind() == Kinds.NODE) {
        names.add(object.name());
      }
    }
    return names;
  }

  private Instant startedAt() {
    long epochNanos = spec.model().scheduler().startedAtEpochNanos();
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
  }

  /** Puts the starting state into the cluster and schedules the steps. */
  void start() {
    for (KubeObject object : spec.cluster().objects()) {
      if (object instanceof Namespace namespace) {
        describedNamespaces.put(namespace.name(), namespace);
      }
    }
    for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      createNamespace(namespace);
    }
    QuotaSpec quotas = spec.cluster().quotas();
    cluster.create(
        new Environment(
            ObjectMeta.named("", Environment.NAME),
            spec.cluster().network(),
            quotas.fargateVcpuMilli(),
            quotas.launchBurstCount(),
            quotas.launchPerSecond(),
            prepared.hasClusterDns()));
    timeline.start();
    for (ProfileTemplate profile : spec.cluster().fargateProfiles()) {
      FargateProfile active =
          new FargateProfile(
              ObjectMeta.named("", profile.name()),
              profile.spec(),
              new FargateProfileStatus("ACTIVE", true));
      if (profile.created() == null) {
        cluster.create(active);
      } else {
        cluster.restore(
            active.withMetadata(
                active
                    .metadata()
                    .withCreationTimestamp(profile.created())
                    .withFinalizers(List.of(WellKnown.FARGATE_PROFILE))));
      }
    }
    for (NodeTemplate template : spec.cluster().nodes()) {
      for (int i = 0; i < template.count(); i++) {
        cluster.create(
            NodeObjects.of(template, i, spec.cluster().region(), true, new Timestamp(0)));
      }
    }
    for (KubeObject object : spec.cluster().objects()) {
      createNamespace(object instanceof Namespace ? object.name() : object.namespace());
      boolean written = object instanceof Pod && object.metadata().uid().isEmpty();
      if (written) {
        cluster.create(object); // nobody has decided its admission yet
      } else if (cluster.get(object.kind(), object.key()) == null) {
        cluster.restore(object);
      }
    }
  }

  /** Makes a namespace, if it is not there yet: as the scenario describes it, or else plain. */
  private void createNamespace(String name) {
    if (name.isEmpty() || cluster.get(Kinds.NAMESPACE, name) != null) {
      return;
    }
    Namespace described = describedNamespaces.get(name);
    Namespace namespace =
        described != null
            ? described
            : new Namespace(ObjectMeta.named("", name), new NamespaceStatus("Active"));
    ObjectMeta metadata = namespace.metadata();
    cluster.create(
        namespace.withMetadata(
            metadata.withLabels(
                FrozenMap.with(metadata.labels(), "kubernetes.io/metadata.name", name))));
  }

  Simulator simulator() {
    return simulator;
  }

  Cluster cluster() {
    return cluster;
  }

  PodAdmission admission() {
    return admission;
  }

  Timeline timeline() {
    return timeline;
  }

  ScalingRecorder scaling() {
    return scaling;
  }

  LaunchRecorder launches() {
    return launches;
  }

  RunRecorder recorder() {
    return recorder;
  }
}
