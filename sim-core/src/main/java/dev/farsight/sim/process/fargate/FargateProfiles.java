package dev.farsight.sim.process.fargate;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileStatus;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.FargateModel;
import dev.farsight.sim.spec.FargateSwitches;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life of Fargate profiles: creations and deletions, one at a time and in the order in which
 * they were asked for.
 */
public final class FargateProfiles {

  private static final String ACTIVE = "ACTIVE";

  private final Simulator simulator;
  private final Cluster cluster;
  private final FargateModel model;
  private final RandomStream latencies;
  private final EventRecorder evidence;
  private final EventType<Subject> activated;
  private final EventType<Subject> admitting;
  private final EventType<Subject> gone;
  private final ArrayDeque<Operation> waiting = new ArrayDeque<>();
  private final Map<String, Pod> stopped = new LinkedHashMap<>();
  private @Nullable Operation current;
  private boolean anyActivated;

  /** An operation on the profile of a uid. */
  private record Operation(String name, String uid, boolean deletion) {}

  /**
   * Makes the process.
   *
   * @param simulator event list
   * @param cluster API server that holds the profiles
   * @param model latencies and switches
   * @param streams random streams of the run
   */
  public FargateProfiles(
      Simulator simulator, Cluster cluster, FargateModel model, RandomStreams streams) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.model = model;
    this.latencies = streams.stream("fargate.profile");
    this.evidence = new EventRecorder(cluster, "farsight");
    this.activated = simulator.declare("fargate.profile-active", Priority.STATE, this::onActivated);
    this.admitting =
        simulator.declare("fargate.profile-admitting", Priority.STATE, this::onAdmitting);
    this.gone = simulator.declare("fargate.profile-gone", Priority.STATE, this::onGone);
  }

  /** Begins to watch profiles. */
  public void start() {
    cluster.watch(Kinds.FARGATE_PROFILE, this::onProfile);
    if (model.switches().profileDeleteEffect() == FargateSwitches.DeleteEffect.PENDING) {
      cluster.watch(Kinds.POD, this::onPod);
    }
  }

  private void onProfile(WatchEvent<FargateProfile> event) {
    FargateProfile profile = event.object();
    anyActivated |= profile.status().status().equals(ACTIVE);
    FargateProfile old = event.old();
    String uid = profile.metadata().uid();
    if (event.type() == WatchEvent.Type.ADDED && !profile.status().status().equals(ACTIVE)) {
      waiting.add(new Operation(profile.name(), uid, profile.metadata().isTerminating()));
    } else if (event.type() == WatchEvent.Type.MODIFIED
        && profile.metadata().isTerminating()
        && (old == null || !old.metadata().isTerminating())) {
      waiting.add(new Operation(profile.name(), uid, true));
    }
    startNext();
  }

  private void startNext() {
    while (current == null && !waiting.isEmpty()) {
      Operation next = waiting.remove();
      FargateProfile profile = cluster.get(Kinds.FARGATE_PROFILE, next.name());
      if (profile == null || !profile.metadata().uid().equals(next.uid())) {
        continue;
      }
      current = next;
      if (next.deletion()) {
        startDeletion(profile);
      } else {
        startCreation(profile);
      }
    }
  }

  private void startCreation(FargateProfile profile) {
    setStatus(profile.name(), "CREATING", false);
    Distribution latency =
        anyActivated ? model.laterProfileActivation() : model.profileActivation();
    simulator.schedule(draw(profile, latency), activated, subject(profile.name()));
  }

  private long draw(FargateProfile profile, Distribution latency) {
    return latencies.nextNanos(RandomStream.subjectId(profile.name()), latency);
  }

  private static Subject subject(String name) {
    return Subject.of("fargateprofile/" + name);
  }

  private static String nameOf(Subject subject) {
    return subject.subjectName().substring(subject.subjectName().indexOf('/') + 1);
  }

  private void onActivated(Subject subject) {
    FargateProfile profile = cluster.get(Kinds.FARGATE_PROFILE, nameOf(subject));
    if (profile == null) {
      finish();
      return;
    }
    long delayNanos = draw(profile, model.admissionPropagation());
    if (!anyActivated) {
      delayNanos += draw(profile, model.webhookRegistration());
    }
    anyActivated = true;
    setStatus(profile.name(), ACTIVE, delayNanos == 0);
    if (delayNanos > 0) {
      simulator.schedule(delayNanos, admitting, subject);
    }
    finish();
  }

  private void onAdmitting(Subject subject) {
    FargateProfile profile = cluster.get(Kinds.FARGATE_PROFILE, nameOf(subject));
    if (profile != null && profile.status().status().equals(ACTIVE)) {
      setStatus(profile.name(), ACTIVE, true);
    }
  }

  private void startDeletion(FargateProfile profile) {
    boolean ruleFirst =
        model.switches().profileDeleteOrder() == FargateSwitches.DeleteOrder.RULE_FIRST;
    setStatus(profile.name(), "DELETING", !ruleFirst && profile.status().admitting());
    deletePods(profile.name());
    simulator.schedule(draw(profile, model.profileDeletion()), gone, subject(profile.name()));
  }

  private void deletePods(String profile) {
    List<Pod> own = new ArrayList<>();
    for (Pod pod : cluster.store(Kinds.POD).list()) {
      if (profile.equals(pod.metadata().labels().get(WellKnown.FARGATE_PROFILE))
          && WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName())
          && !pod.metadata().isTerminating()) {
        own.add(pod);
      }
    }
    for (Pod pod : own) {
      if (model.switches().profileDeleteEffect() == FargateSwitches.DeleteEffect.PENDING
          && pod.metadata().ownerReferences().isEmpty()) {
        stopped.put(pod.metadata().uid(), pod);
      }
      cluster.delete(Kinds.POD, pod.key(), DeleteOptions.BACKGROUND);
    }
  }

  /** Puts a stopped bare pod back, as if it had been created now. */
  private void onPod(WatchEvent<Pod> event) {
    Pod pod = stopped.get(event.object().metadata().uid());
    if (pod == null || event.type() != WatchEvent.Type.DELETED) {
      return;
    }
    stopped.remove(pod.metadata().uid());
    ObjectMeta metadata =
        ObjectMeta.named(pod.namespace(), pod.name())
            .withLabels(FrozenMap.without(pod.metadata().labels(), WellKnown.FARGATE_PROFILE))
            .withAnnotations(pod.metadata().annotations());
    Pod again =
        new Pod(
            metadata,
            pod.spec()
                .withNodeName(null)
                .withSchedulerName(WellKnown.DEFAULT_SCHEDULER)
                .withPriorityClassName(null)
                .withPriority(null),
            PodStatus.PENDING);
    try {
      cluster.create(again);
    } catch (ApiException refused) {
      // Its namespace is going, or another pod has its name: then it is as gone as it looks.
      evidence.record(pod, "Evidence", "StoppedPodLost", String.valueOf(refused.getMessage()));
    }
  }

  private void onGone(Subject subject) {
    String name = nameOf(subject);
    if (cluster.get(Kinds.FARGATE_PROFILE, name) != null) {
      deletePods(name);
      cluster.modify(
          Kinds.FARGATE_PROFILE,
          name,
          profile -> profile.withMetadata(profile.metadata().withFinalizers(List.of())));
    }
    finish();
  }

  private void finish() {
    current = null;
    startNext();
  }

  private void setStatus(String name, String status, boolean admits) {
    cluster.modify(
        Kinds.FARGATE_PROFILE,
        name,
        profile -> profile.withStatus(new FargateProfileStatus(status, admits)));
  }
}
