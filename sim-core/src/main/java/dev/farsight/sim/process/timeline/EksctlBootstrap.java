package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.ControlPlaneModel;
import dev.farsight.sim.spec.EksctlCluster;
import dev.farsight.sim.spec.EksctlVersion;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code eksctl create cluster}, in the order of the version: control plane, networking add-ons,
 * wait, Fargate profiles one after the other, pause, CoreDNS step, node groups, other add-ons.
 *
 * <p>Up to 0.183 CoreDNS is not an add-on but comes with the control plane; before 0.22 the Fargate
 * profiles come after the node groups. Sources: eksctl 99984adb6, {@code
 * pkg/ctl/create/cluster.go}, {@code pkg/fargate/coredns/coredns.go}; release notes.
 */
final class EksctlBootstrap {

  private static final String COMPONENT = "eks.amazonaws.com/component";
  private static final String COREDNS = "coredns";
  private static final String COREDNS_KEY = "kube-system/coredns";
  private static final String METRICS_SERVER = "metrics-server";
  private static final List<String> NETWORKING =
      List.of("eks-pod-identity-agent", "vpc-cni", "kube-proxy", COREDNS);
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Simulator simulator;
  private final Cluster cluster;
  private final TimelineStep step;
  private final EksctlCluster config;
  private final EksctlVersion version;
  private final ControlPlaneModel model;
  private final StepActions actions;
  private final StepLog log;
  private final RandomStream latencies;
  private final long subjectId;
  private final EventType<Subject> next;
  private final EventType<Subject> addonVisible;
  private final EventType<Subject> poll;
  private final Map<String, EksctlCluster.Addon> addons = new LinkedHashMap<>();
  private Phase phase = Phase.CONTROL_PLANE;
  private int profileIndex;
  private long pollSeconds;
  private long waitedNanos;
  private @Nullable Runnable onFinished;

  /** Where the creation stands; in the order in which newer versions go through it. */
  private enum Phase {
    CONTROL_PLANE,
    ADDONS,
    PROFILES,
    COREDNS_STEP,
    NODE_GROUPS,
    FINISHED
  }

  EksctlBootstrap(
      Simulator simulator,
      Cluster cluster,
      TimelineStep step,
      EksctlCluster config,
      ControlPlaneModel model,
      RandomStreams streams,
      StepActions actions,
      StepLog log) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.step = step;
    this.config = config;
    this.version = config.version();
    this.model = model;
    this.actions = actions;
    this.log = log;
    this.latencies = streams.stream("eksctl");
    this.subjectId = Subject.idOf(step.id());
    this.next = simulator.declare("eksctl.phase", Priority.STATE, s -> onNext());
    this.addonVisible = simulator.declare("eksctl.addon", Priority.STATE, this::onAddonVisible);
    this.poll = simulator.declare("eksctl.poll", Priority.SAMPLE, s -> onPoll());
    for (EksctlCluster.Addon addon : config.addons()) {
      addons.put(addon.name(), addon);
    }
  }

  void start(Runnable whenFinished) {
    onFinished = whenFinished;
    proceedAfter(model.clusterCreation());
  }

  boolean isFinished() {
    return phase == Phase.FINISHED;
  }

  private void proceedAfter(Distribution latency) {
    proceedAfter(latencies.nextNanos(subjectId, latency));
  }

  private void proceedAfter(long delayNanos) {
    simulator.schedule(delayNanos, next, Subject.of(step.id()));
  }

  private void onNext() {
    switch (phase) {
      case CONTROL_PLANE -> {
        phase = Phase.ADDONS;
        long called = installNetworking();
        proceedAfter(called + latencies.nextNanos(subjectId, model.controlPlaneWait()));
      }
      case ADDONS -> {
        if (profilesComeLast()) {
          createNodeGroups();
        } else {
          createNextProfile();
        }
      }
      case PROFILES -> rescueCoreDns();
      case COREDNS_STEP -> {
        if (profilesComeLast()) {
          finish();
        } else {
          createNodeGroups();
        }
      }
      case NODE_GROUPS -> onNodeGroups();
      case FINISHED -> throw new IllegalStateException("eksctl has finished already");
    }
  }

  private boolean profilesComeLast() {
    return !version.isAtLeast(0, 22);
  }

  private boolean isAddonVersion() {
    return version.isAtLeast(0, 184);
  }

  /**
   * CreateAddon calls, one after the other, whose work nobody waits for; before 0.184 the manifests
   * come with EKS itself.
   *
   * @return time that the calls take
   */
  private long installNetworking() {
    long called = 0;
    for (EksctlCluster.Addon addon : config.addons()) {
      if (isInstalled(addon) && isPreNodeGroup(addon.name())) {
        called = install(addon, called);
      }
    }
    return called;
  }

  private long awsCallNanos() {
    return latencies.nextNanos(Subject.idOf(step.id(), "aws-call"), model.eksctlCall());
  }

  private boolean isInstalled(EksctlCluster.Addon addon) {
    if (addon.configured()) {
      return true;
    }
    if (config.disableDefaultAddons()) {
      return !isAddonVersion() && NETWORKING.contains(addon.name());
    }
    return NETWORKING.contains(addon.name())
        || (addon.name().equals(METRICS_SERVER) && version.isAtLeast(0, 201));
  }

  private boolean isPreNodeGroup(String name) {
    return NETWORKING.contains(name)
        || (name.equals(METRICS_SERVER) && version.isAtLeast(0, 201) && !version.isAtLeast(0, 216))
        || !version.isAtLeast(0, 52);
  }

  /** Installs an add-on; returns when the call is over, counted from now as its start is. */
  private long install(EksctlCluster.Addon addon, long startNanos) {
    if (!isAddonVersion() && !addon.configured()) {
      simulator.schedule(0, addonVisible, Subject.of(addon.name()));
      return startNanos;
    }
    Distribution latency =
        addon.name().equals(COREDNS) ? model.addonObjects() : model.laterAddonObjects();
    long called = startNanos + awsCallNanos();
    long delay = called + latencies.nextNanos(Subject.idOf(step.id(), addon.name()), latency);
    simulator.schedule(delay, addonVisible, Subject.of(addon.name()));
    return called;
  }

  private void onAddonVisible(Subject subject) {
    EksctlCluster.Addon addon = Objects.requireNonNull(addons.get(subject.subjectName()));
    TimelineStep shown =
        new TimelineStep(
            step.id(),
            "eksctl " + version + ": add-on " + addon.name(),
            step.when(),
            step.action());
    actions.apply(
        shown, new StepAction.Apply(addon.objects().stream().map(AppliedObject::of).toList()));
  }

  private void createNextProfile() {
    phase = Phase.PROFILES;
    if (profileIndex == config.fargateProfiles().size()) {
      proceedAfter(profileIndex == 0 ? 0 : pauseNanos());
      return;
    }
    ProfileTemplate profile = config.fargateProfiles().get(profileIndex);
    if (cluster.get(Kinds.FARGATE_PROFILE, profile.name()) == null) {
      try {
        actions.createProfile(profile);
        log.touched(step, Kinds.FARGATE_PROFILE, profile.name());
      } catch (ApiException e) {
        fail(StepActions.text(e));
        return;
      }
    }
    // The call that creates the profile, before the first look at it.
    startPolling(awsCallNanos());
  }

  /** 30 s since 0.47.0; another wait for the control plane before 0.80.0. */
  private long pauseNanos() {
    long pause = version.isAtLeast(0, 47) ? ModelDefaults.EKSCTL_PROFILE_DELAY_NANOS : 0;
    return version.isAtLeast(0, 80)
        ? pause
        : pause + latencies.nextNanos(subjectId, model.controlPlaneWait());
  }

  private void rescueCoreDns() {
    phase = Phase.COREDNS_STEP;
    if (!isCoreDnsSelected() || cluster.get(Kinds.DEPLOYMENT, COREDNS_KEY) == null) {
      proceedAfter(0);
      return;
    }
    cluster.modify(Kinds.DEPLOYMENT, COREDNS_KEY, EksctlBootstrap::annotated);
    log.touched(coreDnsStep(), Kinds.DEPLOYMENT, COREDNS_KEY);
    startPolling(0);
  }

  private TimelineStep coreDnsStep() {
    return new TimelineStep(
        step.id(),
        "eksctl " + version + ": annotate CoreDNS for Fargate",
        step.when(),
        step.action());
  }

  private static Deployment annotated(Deployment deployment) {
    PodTemplateSpec template = deployment.spec().template();
    return deployment.withSpec(
        deployment
            .spec()
            .withTemplate(template.withAnnotation(WellKnown.COMPUTE_TYPE, WellKnown.FARGATE)));
  }

  /** The condition of the CoreDNS step, word by word; labels count only since 0.208.0. */
  private boolean isCoreDnsSelected() {
    for (ProfileTemplate profile : config.fargateProfiles()) {
      for (FargateProfileSelector selector : profile.spec().selectors()) {
        boolean byLabel =
            version.isAtLeast(0, 208) && COREDNS.equals(selector.labels().get(COMPONENT));
        if (selector.namespace().equals("kube-system")
            && (selector.labels().isEmpty() || byLabel)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Polls after 1, 2, 4, ... s, the last time when the time-out is over. The time-out counts the
   * pauses; each look at a profile is a call to AWS that takes time of its own.
   *
   * @param leadNanos time before the first pause begins
   */
  private void startPolling(long leadNanos) {
    pollSeconds = 1;
    waitedNanos = 0;
    scheduleNextPoll(leadNanos);
  }

  private void scheduleNextPoll(long leadNanos) {
    long left = ModelDefaults.EKSCTL_TIMEOUT_NANOS - waitedNanos;
    long delay = Math.min(pollSeconds * SECOND_NANOS, left);
    waitedNanos += delay;
    pollSeconds *= 2;
    long lookNanos = phase == Phase.PROFILES ? awsCallNanos() : 0;
    simulator.schedule(leadNanos + delay + lookNanos, poll, Subject.of(step.id()));
  }

  private void onPoll() {
    boolean done = phase == Phase.PROFILES ? isProfileActive() : isCoreDnsOnFargate();
    if (done && phase == Phase.PROFILES) {
      profileIndex++;
      createNextProfile();
    } else if (done) {
      onNext();
    } else if (waitedNanos >= ModelDefaults.EKSCTL_TIMEOUT_NANOS) {
      giveUp();
    } else {
      scheduleNextPoll(0);
    }
  }

  private boolean isProfileActive() {
    String name = config.fargateProfiles().get(profileIndex).name();
    FargateProfile profile = cluster.get(Kinds.FARGATE_PROFILE, name);
    return profile != null && profile.status().status().equals("ACTIVE");
  }

  private boolean isCoreDnsOnFargate() {
    Deployment deployment = cluster.get(Kinds.DEPLOYMENT, COREDNS_KEY);
    Integer wanted = deployment == null ? null : deployment.spec().replicas();
    if (deployment == null
        || wanted == null
        || deployment.status().readyReplicas() != wanted
        || deployment.status().observedGeneration() < deployment.metadata().generation()) {
      return false;
    }
    for (Pod pod : cluster.store(Kinds.POD).listNamespace("kube-system")) {
      if (!COREDNS.equals(pod.metadata().labels().get(COMPONENT))) {
        continue;
      }
      String node = pod.spec().nodeName();
      if (!"Running".equals(pod.status().phase()) || node == null || !node.startsWith("fargate-")) {
        return false;
      }
    }
    return true;
  }

  private void createNodeGroups() {
    phase = Phase.NODE_GROUPS;
    if (config.nodeGroups().isEmpty()) {
      proceedAfter(0);
    } else {
      proceedAfter(model.nodeGroupCreation());
    }
  }

  private void onNodeGroups() {
    try {
      actions.createNodes(step, config.nodeGroups(), true);
    } catch (ApiException e) {
      log.failed(step, StepActions.text(e));
    }
    long called = 0;
    for (EksctlCluster.Addon addon : config.addons()) {
      if (isInstalled(addon) && !isPreNodeGroup(addon.name())) {
        called = install(addon, called);
      }
    }
    if (profilesComeLast()) {
      createNextProfile();
    } else {
      finish();
    }
  }

  private void giveUp() {
    Deployment coreDns = cluster.get(Kinds.DEPLOYMENT, COREDNS_KEY);
    boolean profiles = phase == Phase.PROFILES;
    log.gaveUp(
        step,
        profiles
            ? "timed out while waiting for Fargate profile creation"
            : "timed out while waiting for \"coredns\" to be scheduled on Fargate",
        profiles || coreDns == null ? List.of() : new NotReady(cluster).of(List.of(coreDns)));
    finish();
  }

  private void fail(String message) {
    log.failed(step, message);
    finish();
  }

  private void finish() {
    phase = Phase.FINISHED;
    if (onFinished != null) {
      onFinished.run();
    }
  }
}
