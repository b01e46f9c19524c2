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
import org.jspecify.annotations.Nullable;

/** The disruption controller of kube-controller-manager. */
public final class DisruptionController {

  private static final long DELETION_TIMEOUT_NANOS = 2 * 60 * 1_000_000_000L;

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
    budgets.addHandler(event -> queue.add(event.object().key()));
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
      boolean wrote = update(budget);
      queue.forget(key);
      return wrote ? apiCallNanos : 0;
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
    Map<String, Timestamp> disrupted = disruptedPods(budget, covered);
    int healthy = 0;
    for (Pod pod : covered) {
      boolean counts = !pod.metadata().isTerminating() && !disrupted.containsKey(pod.name());
      healthy += counts && pod.status().isReady() ? 1 : 0;
    }
    int expected = expectedCount(budget, covered);
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
    if (status.equals(budget.status())) {
      return false;
    }
    cluster.update(budget.withStatus(status));
    return true;
  }

  private List<Condition> conditions(PodDisruptionBudget budget, int allowed) {
    String status = allowed > 0 ? "True" : "False";
    for (Condition condition : budget.status().conditions()) {
      if (condition.type().equals("DisruptionAllowed") && condition.status().equals(status)) {
        return budget.status().conditions();
      }
    }
    String reason = allowed > 0 ? "SufficientPods" : "InsufficientPods";
    Timestamp now = cluster.now().truncatedToSecond();
    return List.of(new Condition("DisruptionAllowed", status, reason, "", now, null));
  }

  /** Returns the evicted pods that are still expected to go, and looks again when that is over. */
  private Map<String, Timestamp> disruptedPods(PodDisruptionBudget budget, List<Pod> covered) {
    Map<String, Timestamp> waiting = new LinkedHashMap<>();
    for (Pod pod : covered) {
      Timestamp since = budget.status().disruptedPods().get(pod.name());
      if (since == null || pod.metadata().isTerminating()) {
        continue;
      }
      long left = since.nanos() + DELETION_TIMEOUT_NANOS - cluster.now().nanos();
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

  private int expectedCount(PodDisruptionBudget budget, List<Pod> covered) {
    IntOrString minAvailable = budget.spec().minAvailable();
    boolean byNumber =
        budget.spec().maxUnavailable() == null
            && minAvailable != null
            && minAvailable.number() != null;
    return byNumber ? covered.size() : expectedScale(covered);
  }

  private static int desiredHealthy(PodDisruptionBudget budget, int expected) {
    IntOrString maxUnavailable = budget.spec().maxUnavailable();
    if (maxUnavailable != null) {
      return Math.max(0, expected - maxUnavailable.scaledValue(expected, true));
    }
    IntOrString minAvailable = budget.spec().minAvailable();
    return minAvailable == null ? 0 : minAvailable.scaledValue(expected, true);
  }

  /** Returns the wanted pods of the controllers behind the pods. */
  private int expectedScale(List<Pod> covered) {
    Map<String, Integer> scales = new LinkedHashMap<>();
    for (Pod pod : covered) {
      OwnerReference owner = pod.metadata().controllerOwner();
      if (owner != null && !scales.containsKey(owner.uid())) {
        addScale(pod.namespace(), owner, scales);
      }
    }
    int sum = 0;
    for (int scale : scales.values()) {
      sum += scale;
    }
    return sum;
  }

  private void addScale(String namespace, OwnerReference owner, Map<String, Integer> scales) {
    String key = ObjectMeta.key(namespace, owner.name());
    if (owner.kind().equals(Kinds.STATEFUL_SET.name())) {
      StatefulSet set = statefulSets.get(key);
      if (set != null) {
        scales.put(owner.uid(), orOne(set.spec().replicas()));
      }
      return;
    }
    ReplicaSet replicaSet =
        owner.kind().equals(Kinds.REPLICA_SET.name()) ? replicaSets.get(key) : null;
    if (replicaSet == null) {
      return;
    }
    OwnerReference top = replicaSet.metadata().controllerOwner();
    Deployment deployment =
        top == null ? null : deployments.get(ObjectMeta.key(namespace, top.name()));
    if (top != null && deployment != null) {
      scales.put(top.uid(), orOne(deployment.spec().replicas()));
    } else if (top == null) {
      scales.put(owner.uid(), orOne(replicaSet.spec().replicas()));
    }
  }

  private static int orOne(@Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }
}
