package dev.farsight.sim.process.disruption;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDisruptionBudget;
import dev.farsight.sim.kube.PodDisruptionBudgetStatus;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The disruption controller of kube-controller-manager. */
public final class DisruptionController {

  private static final long DELETION_TIMEOUT_NANOS = 2 * 60 * 1_000_000_000L;

  /** Resources of owners that cannot be scaled, as upstream names them. */
  private static final Map<String, String> UNSCALED =
      Map.of("Job", "jobs.batch", "DaemonSet", "daemonsets.apps", "Node", "nodes");

  private static final String DISRUPTION_ALLOWED = "DisruptionAllowed";

  private final Cluster cluster;
  private final long apiCallNanos;
  private final Informer<PodDisruptionBudget> budgets;
  private final Informer<Pod> pods;
  private final Informer<ReplicaSet> replicaSets;
  private final Informer<Deployment> deployments;
  private final Informer<StatefulSet> statefulSets;
  private final EventRecorder recorder;
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param syncDelayNanos time from taking a key to acting on it, in nanoseconds, at least 0
   * @param apiCallNanos for which a write keeps the worker busy, in nanoseconds, at least 0
   */
  public DisruptionController(
      Simulator simulator,
      Cluster cluster,
      InformerFactory informers,
      long syncDelayNanos,
      long apiCallNanos) {
    this.cluster = cluster;
    this.apiCallNanos = apiCallNanos;
    this.budgets = informers.informer(Kinds.POD_DISRUPTION_BUDGET);
    this.pods = informers.informer(Kinds.POD);
    this.replicaSets = informers.informer(Kinds.REPLICA_SET);
    this.deployments = informers.informer(Kinds.DEPLOYMENT);
    this.statefulSets = informers.informer(Kinds.STATEFUL_SET);
    this.recorder = EventRecorder.correlating(cluster, "controllermanager");
    this.queue = new WorkQueue(simulator, "disruption", 1, syncDelayNanos, this::sync);
    budgets.addHandler(event -> queue.add(event.key()));
    pods.addHandler(this::onPod);
  }

  private void onPod(WatchEvent<Pod> event) {
    for (PodDisruptionBudget budget : budgets.listNamespace(event.object().namespace())) {
      if (covers(budget, event.object())) {
        queue.add(budget.key());
      }
    }
  }

  private static boolean covers(PodDisruptionBudget budget, Pod pod) {
    return budget.spec().selector() != null
        && budget.spec().selector().matches(pod.metadata().labels());
  }

  private long sync(String key) {
    PodDisruptionBudget budget = budgets.get(key);
    if (budget == null) {
      return 0;
    }
    try {
      return update(budget) ? apiCallNanos : 0;
    } catch (ApiException e) {
      queue.addRateLimited(key);
      return apiCallNanos;
    }
  }

  private boolean update(PodDisruptionBudget budget) {
    List<Pod> covered = new ArrayList<>();
    for (Pod pod : pods.listNamespace(budget.namespace())) {
      if (covers(budget, pod)) {
        covered.add(pod);
      }
    }
    if (covered.isEmpty()) {
      recorder.record(budget, "Normal", "NoPods", "No matching pods found");
    }
    int expected;
    try {
      expected = expectedCount(budget, covered);
    } catch (UncountableException e) {
      return failSafe(budget, e);
    }
    Map<String, Timestamp> disrupted = disruptedPods(budget, covered);
    int healthy = 0;
    for (Pod pod : covered) {
      boolean counts = !pod.metadata().isTerminating() && !disrupted.containsKey(pod.name());
      healthy += counts && pod.status().isReady() ? 1 : 0;
    }
    int desired = desiredHealthy(budget, expected);
    int allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
    PodDisruptionBudgetStatus status =
        new PodDisruptionBudgetStatus(
            budget.metadata().generation(),
            disrupted,
            allowed,
            healthy,
            desired,
            expected,
            conditions(budget, allowed));
    boolean changed = !status.equals(budget.status());
    if (changed) {
      cluster.update(budget.withStatus(status));
    }
    queue.forget(budget.key());
    return changed;
  }

  /** Pods that nobody scales make a budget in percent, or of unavailable pods, meaningless. */
  private static final class UncountableException extends Exception {
    private static final long serialVersionUID = 1;

    UncountableException(String message) {
      super(message);
    }
  }

  /** Allows no disruption and says why; the key is tried again ({@code failSafe}). */
  private boolean failSafe(PodDisruptionBudget budget, UncountableException why) {
    String message = String.valueOf(why.getMessage());
    recorder.record(
        budget,
        "Warning",
        "CalculateExpectedPodCountFailed",
        "Failed to calculate the number of expected pods: " + message);
    queue.addRateLimited(budget.key());
    PodDisruptionBudgetStatus before = budget.status();
    Condition known =
        before.conditions().stream()
            .filter(c -> c.type().equals(DISRUPTION_ALLOWED))
            .findFirst()
            .orElse(null);
    boolean wasFalse = known != null && known.status().equals("False");
    Timestamp since =
        wasFalse && known != null ? known.lastTransitionTime() : cluster.now().truncatedToSecond();
    PodDisruptionBudgetStatus status =
        new PodDisruptionBudgetStatus(
            before.observedGeneration(),
            before.disruptedPods(),
            0,
            before.currentHealthy(),
            before.desiredHealthy(),
            before.expectedPods(),
            List.of(
                new Condition(DISRUPTION_ALLOWED, "False", "SyncFailed", message, since, null)));
    if (status.equals(before)) {
      return false;
    }
    cluster.update(budget.withStatus(status));
    return true;
  }

  private List<Condition> conditions(PodDisruptionBudget budget, int allowed) {
    String status = allowed > 0 ? "True" : "False";
    String reason = allowed > 0 ? "SufficientPods" : "InsufficientPods";
    for (Condition condition : budget.status().conditions()) {
      if (condition.type().equals(DISRUPTION_ALLOWED) && condition.status().equals(status)) {
        return condition.reason().equals(reason)
            ? budget.status().conditions()
            : List.of(
                new Condition(
                    DISRUPTION_ALLOWED, status, reason, "", condition.lastTransitionTime(), null));
      }
    }
    Timestamp now = cluster.now().truncatedToSecond();
    return List.of(new Condition(DISRUPTION_ALLOWED, status, reason, "", now, null));
  }

  /** Returns the evicted pods that are still expected to go, and looks again when that is over. */
  private Map<String, Timestamp> disruptedPods(PodDisruptionBudget budget, List<Pod> covered) {
    Map<String, Timestamp> waiting = new LinkedHashMap<>();
    for (Pod pod : covered) {
      Timestamp since = budget.status().disruptedPods().get(pod.name());
      if (since == null || pod.metadata().isTerminating()) {
        continue;
      }
      long left = since.nanos() + DELETION_TIMEOUT_NANOS - cluster.nowNanos();
      if (left < 0) {
        recorder.record(
            pod,
            "Warning",
            "NotDeleted",
            "Pod was expected by PDB "
                + budget.namespace()
                + "/"
                + budget.namespace()
                + " to be deleted but it wasn't");
      } else {
        waiting.put(pod.name(), since);
        queue.addAfter(budget.key(), left + 1);
      }
    }
    return waiting;
  }

  private int expectedCount(PodDisruptionBudget budget, List<Pod> covered)
      throws UncountableException {
    IntOrString minAvailable = budget.spec().minAvailable();
    boolean byNumber =
        budget.spec().maxUnavailable() == null
            && minAvailable != null
            && minAvailable.number() != null;
    return byNumber ? covered.size() : expectedScale(budget, covered);
  }

  private static int desiredHealthy(PodDisruptionBudget budget, int expected) {
    IntOrString maxUnavailable = budget.spec().maxUnavailable();
    if (maxUnavailable != null) {
      return Math.max(0, expected - maxUnavailable.scaledValue(expected, true));
    }
    IntOrString minAvailable = budget.spec().minAvailable();
    return minAvailable == null ? 0 : minAvailable.scaledValue(expected, true);
  }

  /** Returns the wanted pods of the controllers behind the pods ({@code getExpectedScale}). */
  private int expectedScale(PodDisruptionBudget budget, List<Pod> covered)
      throws UncountableException {
    Map<String, Integer> scales = new LinkedHashMap<>();
    boolean unmanaged = false;
    for (Pod pod : covered) {
      OwnerReference owner = pod.metadata().controllerOwner();
      unmanaged |= owner == null;
      if (owner != null && !scales.containsKey(owner.uid())) {
        addScale(pod, owner, scales);
      }
    }
    if (unmanaged) {
      recorder.record(
          budget,
          "Warning",
          "UnmanagedPods",
          "Pods selected by this PodDisruptionBudget (selector: &"
              + Objects.requireNonNull(budget.spec().selector()).goText()
              + ") were found to be unmanaged. As a result, the status of the PDB cannot be"
              + " calculated correctly, which may result in undefined behavior. To account for"
              + " these pods please set \".spec.minAvailable\" field of the PDB to an integer"
              + " value.");
    }
    int sum = 0;
    for (int scale : scales.values()) {
      sum += scale;
    }
    return sum;
  }

  private void addScale(Pod pod, OwnerReference owner, Map<String, Integer> scales)
      throws UncountableException {
    String key = ObjectMeta.key(pod.namespace(), owner.name());
    if (owner.kind().equals(Kinds.STATEFUL_SET.name())) {
      StatefulSet set = statefulSets.get(key);
      if (set != null && set.metadata().uid().equals(owner.uid())) {
        scales.put(owner.uid(), orOne(set.spec().replicas()));
        return;
      }
    } else if (owner.kind().equals(Kinds.REPLICA_SET.name())) {
      ReplicaSet replicaSet = replicaSets.get(key);
      if (replicaSet != null && replicaSet.metadata().uid().equals(owner.uid())) {
        addScale(replicaSet, scales);
        return;
      }
    } else {
      String resource = UNSCALED.get(owner.kind());
      if (resource != null) {
        throw new UncountableException(resource + " does not implement the scale subresource");
      }
    }
    throw new UncountableException("found no controllers for pod \"" + pod.name() + "\"");
  }

  private void addScale(ReplicaSet replicaSet, Map<String, Integer> scales) {
    OwnerReference top = replicaSet.metadata().controllerOwner();
    if (top == null || !top.kind().equals(Kinds.DEPLOYMENT.name())) {
      scales.put(replicaSet.metadata().uid(), orOne(replicaSet.spec().replicas()));
      return;
    }
    Deployment deployment = deployments.get(ObjectMeta.key(replicaSet.namespace(), top.name()));
    if (deployment == null || !deployment.metadata().uid().equals(top.uid())) {
      // The scale of the ReplicaSet itself, which the last of upstream's finders reads.
      scales.put(replicaSet.metadata().uid(), orOne(replicaSet.spec().replicas()));
      return;
    }
    scales.put(top.uid(), orOne(deployment.spec().replicas()));
  }

  private static int orOne(@Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }
}
