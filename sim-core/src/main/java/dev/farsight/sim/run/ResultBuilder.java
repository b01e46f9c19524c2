package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.process.admission.AdmissionVerdict;
import dev.farsight.sim.process.admission.PodAdmission;
import dev.farsight.sim.result.AdmissionOutcome;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.Cost;
import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.NodeOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodShortage;
import dev.farsight.sim.result.PodStory;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.ProfileSnapshot;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.spec.ModelDefaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what a run has seen into output records. */
final class ResultBuilder {

  private static final double NANOS_PER_HOUR = 3_600e9;

  private final Cluster cluster;
  private final RunRecorder recorder;
  private final PodAdmission admission;
  private final Map<String, Size> sizes = new LinkedHashMap<>();
  private final long endNanos;

  ResultBuilder(Cluster cluster, RunRecorder recorder, PodAdmission admission, long endNanos) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.admission = admission;
    this.endNanos = endNanos;
  }

  /** Returns how the Deployments stand now. */
  List<DeploymentOutcome> deployments() {
    List<DeploymentOutcome> outcomes = new ArrayList<>();
    for (Deployment deployment : cluster.store(Kinds.DEPLOYMENT).list()) {
      List<DeploymentOutcome.ConditionOutcome> conditions = new ArrayList<>();
      for (Condition condition : deployment.status().conditions()) {
        conditions.add(
            new DeploymentOutcome.ConditionOutcome(
                condition.type(), condition.status(), condition.reason(), condition.message()));
      }
      RunRecorder.RolloutRecord rollout = recorder.rollout(deployment.metadata().uid());
      Long completed = rollout == null ? null : rollout.completedNanos;
      Integer wanted = deployment.spec().replicas();
      outcomes.add(
          new DeploymentOutcome(
              deployment.namespace(),
              deployment.name(),
              wanted == null ? 1 : wanted,
              deployment.status().updatedReplicas(),
              deployment.status().readyReplicas(),
              deployment.status().availableReplicas(),
              conditions,
              completed == null || rollout == null ? null : completed - rollout.changedNanos));
    }
    return outcomes;
  }

  /** Returns the controllers that want more pods than there are now. */
  List<PodShortage> shortages() {
    Map<String, Integer> existing = new TreeMap<>();
    for (Pod pod : cluster.store(Kinds.POD).list()) {
      OwnerReference owner = pod.metadata().controllerOwner();
      String phase = pod.status().phase();
      boolean over = "Succeeded".equals(phase) || "Failed".equals(phase);
      if (owner != null && !over && !pod.metadata().isTerminating()) {
        existing.merge(owner.uid(), 1, Integer::sum);
      }
    }
    List<PodShortage> shortages = new ArrayList<>();
    for (ReplicaSet set : cluster.store(Kinds.REPLICA_SET).list()) {
      add(shortages, set, orOne(set.spec().replicas()), existing);
    }
    for (StatefulSet set : cluster.store(Kinds.STATEFUL_SET).list()) {
      add(shortages, set, orOne(set.spec().replicas()), existing);
    }
    for (DaemonSet set : cluster.store(Kinds.DAEMON_SET).list()) {
      add(shortages, set, set.status().desiredNumberScheduled(), existing);
    }
    for (Job job : cluster.store(Kinds.JOB).list()) {
      add(shortages, job, wanted(job), existing);
    }
    return shortages;
  }

  private static void add(
      List<PodShortage> shortages,
      KubeObject controller,
      int wanted,
      Map<String, Integer> existingOf) {
    int existing = existingOf.getOrDefault(controller.metadata().uid(), 0);
    if (existing < wanted && !controller.metadata().isTerminating()) {
      String object = controller.kind().name() + "/" + controller.key();
      shortages.add(new PodShortage(object, wanted, existing));
    }
  }

  /** Returns how many pods a Job wants at a time; none once it has finished or is suspended. */
  private static int wanted(Job job) {
    boolean finished = false;
    for (Condition condition : job.status().conditions()) {
      boolean ends = condition.type().equals("Complete") || condition.type().equals("Failed");
      finished |= ends && condition.status().equals("True");
    }
    if (finished || Boolean.TRUE.equals(job.spec().suspend())) {
      return 0;
    }
    Integer completions = job.spec().completions();
    int parallelism = orOne(job.spec().parallelism());
    return completions == null
        ? (job.status().succeeded() > 0 ? 0 : parallelism)
        : Math.min(parallelism, completions - job.status().succeeded());
  }

  private static int orOne(@Nullable Integer count) {
    return count == null ? 1 : count;
  }

  List<ProfileOutcome> profiles(List<ProfileOutcome> refused) {
    List<ProfileOutcome> outcomes = new ArrayList<>(refused);
    for (RunRecorder.ProfileRecord record : recorder.profiles()) {
      List<ProfileOutcome.Selector> selectors = new ArrayList<>();
      for (FargateProfileSelector selector : record.last.spec().selectors()) {
        selectors.add(new ProfileOutcome.Selector(selector.namespace(), selector.labels()));
      }
      String status = record.last.status().status();
      outcomes.add(
          new ProfileOutcome(
              record.last.name(),
              selectors,
              record.requestedNanos,
              record.activeNanos,
              record.effectiveNanos,
              record.deletingNanos,
              record.goneNanos,
              status.endsWith("FAILED") ? status : null));
    }
    return outcomes;
  }

  /**
   * Returns what became of the pods.
   *
   * @param watched whether the run was played on until pending pods were bound or known not to be
   */
  List<PodOutcome> pods(boolean watched) {
    long lastOtherNodeNanos = recorder.lastOtherNodeNanos();
    List<PodOutcome> outcomes = new ArrayList<>();
    for (PodRecord record : recorder.pods()) {
      record.close(endNanos);
      boolean nodeless = record.createdNanos > lastOtherNodeNanos;
      outcomes.add(pod(record, isStuck(record, watched, nodeless)));
    }
    return outcomes;
  }

  private PodOutcome pod(PodRecord record, boolean stuck) {
    Pod pod = record.last;
    List<String> chain = record.ownerChain;
    return new PodOutcome(
        pod.namespace(),
        pod.name(),
        pod.metadata().uid(),
        chain.isEmpty() ? null : chain.get(chain.size() - 1),
        record.createdNanos,
        outcome(pod, admission.verdict(pod.metadata().uid())),
        String.valueOf(pod.spec().schedulerName()),
        record.attempts,
        record.message,
        pod.spec().nodeName(),
        size(record),
        record.boundNanos,
        record.readyNanos,
        record.deletedNanos,
        record.state(),
        stuck,
        stuck ? stuckSince(record) : null,
        null,
        story(record));
  }

  /** Returns what Fargate bills for a pod: an annotation that a pod brought along bills nothing. */
  private static @Nullable String size(PodRecord record) {
    return record.isFargate()
        ? record.last.metadata().annotations().get(WellKnown.CAPACITY_PROVISIONED)
        : null;
  }

  /**
   * Pending at the end, and still so when nothing could change any more; or pending until its
   * deletion, with a refusal that nothing would have changed: one of fargate-scheduler for ever, or
   * one of another scheduler while there was no node but those of Fargate till the end of the run.
   */
  private static boolean isStuck(PodRecord record, boolean watched, boolean nodeless) {
    if (!record.endsPending() || record.boundLater) {
      return false;
    }
    boolean outlived = watched && record.deletedNanos == null && !record.deletedLater;
    boolean hopeless = record.isFargate() ? record.isRefusedForEver() : nodeless;
    return outlived || (record.message != null && hopeless);
  }

  /** Admission for pods that missed Fargate, the first refusal for pods that Fargate refuses. */
  private static long stuckSince(PodRecord record) {
    if (record.isFargate()) {
      for (EventRecord event : record.events.values()) {
        if (event.reason().equals("FailedScheduling")) {
          return event.firstNanos();
        }
      }
    }
    return record.createdNanos;
  }

  private static AdmissionOutcome outcome(Pod pod, @Nullable AdmissionVerdict verdict) {
    if (verdict == null) {
      boolean fargate = WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName());
      return new AdmissionOutcome(
          fargate ? AdmissionOutcome.Decision.FARGATE : AdmissionOutcome.Decision.DEFAULT,
          fargate ? pod.metadata().labels().get(WellKnown.FARGATE_PROFILE) : null,
          AdmissionReason.EXISTED_BEFORE,
          "the pod existed before the run");
    }
    return new AdmissionOutcome(
        verdict.isAdmitted()
            ? AdmissionOutcome.Decision.FARGATE
            : AdmissionOutcome.Decision.DEFAULT,
        verdict.profile(),
        AdmissionReason.valueOf(verdict.reason().name()),
        verdict.text());
  }

  private PodStory story(PodRecord record) {
    Pod pod = record.last;
    Map<String, Quantity> requests = PodRequests.of(pod.spec());
    Quantity cpu = requests.getOrDefault("cpu", Quantity.ZERO);
    Quantity memory = requests.getOrDefault("memory", Quantity.ZERO);
    AdmissionVerdict verdict = admission.verdict(pod.metadata().uid());
    List<ProfileSnapshot> profiles = new ArrayList<>();
    if (verdict != null) {
      for (AdmissionVerdict.ProfileSeen seen : verdict.profiles()) {
        profiles.add(
            new ProfileSnapshot(
                seen.name(),
                seen.status(),
                seen.admitting(),
                seen.selectsNamespace(),
                seen.selects()));
      }
    }
    Integer priority = pod.spec().priority();
    return new PodStory(
        record.step,
        record.ownerChain,
        pod.metadata().labels(),
        ofFargate(pod.metadata().annotations()),
        pod.spec().nodeSelector(),
        pinnedNode(pod),
        priority == null ? 0 : priority,
        record.toleratesFargate(),
        cpu.milliValue(),
        memory.value(),
        verdict != null && verdict.webhookInstalled(),
        profiles,
        List.copyOf(record.events.values()),
        List.copyOf(record.queueMoves.values()),
        record.runningNanos);
  }

  /** Returns the annotations by which EKS decides or tells something: others may hold secrets. */
  private static Map<String, String> ofFargate(Map<String, String> annotations) {
    Map<String, String> kept = new TreeMap<>();
    annotations.forEach(
        (name, value) -> {
          boolean told =
              name.equals(WellKnown.CAPACITY_PROVISIONED) || name.equals(WellKnown.LOGGING);
          if (told
              || name.startsWith("eks.amazonaws.com/")
              || name.equals(WellKnown.ABSENT_OWNER)) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  private static @Nullable String pinnedNode(Pod pod) {
    var affinity = pod.spec().affinity();
    var nodeAffinity = affinity == null ? null : affinity.nodeAffinity();
    var required =
        nodeAffinity == null ? null : nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution();
    if (required == null || required.nodeSelectorTerms().isEmpty()) {
      return null;
    }
    for (var field : required.nodeSelectorTerms().get(0).matchFields()) {
      if (field.key().equals("metadata.name") && field.values().size() == 1) {
        return field.values().get(0);
      }
    }
    return null;
  }

  /** Returns all series, in a fixed order. */
  List<Series> series(List<PodOutcome> outcomes, ScalingRecorder scaling, LaunchRecorder launches) {
    SeriesBuilder pending = new SeriesBuilder(Series.PENDING_PODS);
    SeriesBuilder stuck = new SeriesBuilder(Series.STUCK_PODS);
    SeriesBuilder ready = new SeriesBuilder(Series.READY_PODS);
    SeriesBuilder neverReady = new SeriesBuilder(Series.NEVER_READY_PODS);
    SeriesBuilder fargateNodes = new SeriesBuilder(Series.FARGATE_NODES);
    SeriesBuilder vcpu = new SeriesBuilder(Series.FARGATE_VCPU);
    List<PodRecord> records = recorder.pods();
    for (int i = 0; i < records.size(); i++) {
      PodRecord record = records.get(i);
      long gone = record.deletedNanos == null ? endNanos + 1 : record.deletedNanos;
      long bound = record.boundNanos == null ? gone : record.boundNanos;
      pending.add(record.createdNanos, Math.min(bound, gone), 1);
      Long since = outcomes.get(i).stuckSinceNanos();
      if (since != null) {
        stuck.add(since, gone, 1);
      }
      for (long[] span : record.readySpans) {
        ready.add(span[0], span[1] >= endNanos ? endNanos + 1 : span[1], 1);
      }
      if (record.boundNanos != null && record.readyNanos == null && record.finishedNanos == null) {
        neverReady.add(bound, gone, 1);
      }
      Size size = sizeOf(outcomes.get(i).size());
      if (record.boundNanos != null && size != null) {
        vcpu.add(bound, gone, size.vcpu);
      }
    }
    for (NodeOutcome node : recorder.nodes()) {
      if (node.kind() == NodeOutcome.Kind.FARGATE) {
        Long removed = node.removedNanos();
        fargateNodes.add(node.createdNanos(), removed == null ? endNanos + 1 : removed, 1);
      }
    }
    return List.of(
        pending.build(endNanos),
        stuck.build(endNanos),
        ready.build(endNanos),
        neverReady.build(endNanos),
        recorder.missing().build(endNanos),
        recorder.unavailable().build(endNanos),
        fargateNodes.build(endNanos),
        vcpu.build(endNanos),
        costSeries(outcomes),
        scaling.wanted(endNanos),
        scaling.ready(endNanos),
        scaling.load(endNanos),
        scaling.length(endNanos),
        launches.quotaHeadroom(endNanos),
        launches.launchHeadroom(endNanos),
        launches.waitingLaunches(endNanos));
  }

  /** Accumulated cost, at the instants at which a pod is bound or gone, and at the end. */
  private Series costSeries(List<PodOutcome> outcomes) {
    SeriesBuilder cost = new SeriesBuilder(Series.COST_USD);
    for (PodOutcome pod : outcomes) {
      Size size = sizeOf(pod.size());
      Long bound = pod.scheduledNanos();
      if (size != null && bound != null) {
        long until = pod.deletedNanos() == null ? endNanos : pod.deletedNanos();
        cost.change(until, size.usd(billedHours(bound, until)));
      }
    }
    return cost.build(endNanos);
  }

  /** Returns what the Fargate pods cost till the end. */
  Cost cost(List<PodOutcome> outcomes) {
    double usd = 0;
    double vcpuHours = 0;
    double gbHours = 0;
    for (PodOutcome pod : outcomes) {
      Size size = sizeOf(pod.size());
      Long bound = pod.scheduledNanos();
      if (size != null && bound != null) {
        double hours =
            billedHours(bound, pod.deletedNanos() == null ? endNanos : pod.deletedNanos());
        usd += size.usd(hours);
        vcpuHours += size.vcpu * hours;
        gbHours += size.gb * hours;
      }
    }
    return new Cost(usd, vcpuHours, gbHours);
  }

  private static double billedHours(long fromNanos, long toNanos) {
    return Math.max(ModelDefaults.LEAST_BILLED_NANOS, toNanos - Math.max(0, fromNanos))
        / NANOS_PER_HOUR;
  }

  /** Reads a size; there are few, and many pods of each. */
  private @Nullable Size sizeOf(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Size known = sizes.get(text);
    if (known == null) {
      known = Size.of(text);
      if (known != null) {
        sizes.put(text, known);
      }
    }
    return known;
  }

  /** A provisioned size, read from its annotation. */
  private record Size(double vcpu, double gb) {

    static @Nullable Size of(String text) {
      int split = text.indexOf("vCPU ");
      if (split < 0
          || !text.endsWith("GB")
          || !isDecimal(text, 0, split)
          || !isDecimal(text, split + 5, text.length() - 2)) {
        return null;
      }
      return new Size(
          Double.parseDouble(text.substring(0, split)),
          Double.parseDouble(text.substring(split + 5, text.length() - 2)));
    }

    private static boolean isDecimal(String text, int from, int to) {
      boolean decimal = from < to;
      for (int i = from; i < to; i++) {
        decimal &= (text.charAt(i) >= '0' && text.charAt(i) <= '9') || text.charAt(i) == '.';
      }
      return decimal;
    }

    double usd(double hours) {
      return hours * (vcpu * ModelDefaults.USD_PER_VCPU_HOUR + gb * ModelDefaults.USD_PER_GB_HOUR);
    }
  }
}
