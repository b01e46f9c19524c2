package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.AffinityTerm;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.StateData;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places pods near the pods they want and away from those they do not. */
public final class InterPodAffinity
    implements PreFilterPlugin, FilterPlugin, PreScorePlugin, ScorePlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "InterPodAffinity";

  private static final Status EXISTING =
      Status.unschedulable(NAME, "node(s) didn't satisfy existing pods anti-affinity rules");
  private static final Status AFFINITY =
      Status.unresolvable(NAME, "node(s) didn't match pod affinity rules");
  private static final Status ANTI_AFFINITY =
      Status.unschedulable(NAME, "node(s) didn't match pod anti-affinity rules");

  private final ClusterSnapshot cluster;
  private final InterPodAffinityArgs args;

  /** Makes the plugin. */
  public InterPodAffinity(ClusterSnapshot cluster, InterPodAffinityArgs args) {
    this.cluster = cluster;
    this.args = args;
  }

  /** What filtering remembers of a pod: its terms, resolved, and counts of matching pods. */
  private record Matches(
      List<AffinityTerm> near,
      List<AffinityTerm> far,
      Map<String, String> namespaceLabels,
      TopologyCounts existing,
      TopologyCounts affinity,
      TopologyCounts antiAffinity)
      implements StateData {

    void update(PodInfo incoming, PodInfo other, NodeInfo node, int sign) {
      for (AffinityTerm term : other.requiredAntiAffinity()) {
        if (term.matches(incoming.pod(), namespaceLabels)) {
          existing.add(node, term.topologyKey(), sign, true);
        }
      }
      if (AffinityTerm.allMatch(near, other.pod())) {
        for (AffinityTerm term : near) {
          affinity.add(node, term.topologyKey(), sign, true);
        }
      }
      for (AffinityTerm term : far) {
        if (term.matches(other.pod(), Map.of())) {
          antiAffinity.add(node, term.topologyKey(), sign, true);
        }
      }
    }

    @Override
    public StateData copy() {
      return new Matches(
          near, far, namespaceLabels, existing.copy(), affinity.copy(), antiAffinity.copy());
    }
  }

  /** What scoring remembers of a pod: the weight of each domain. */
  private record Weights(TopologyCounts domains) implements StateData {}

  @Override
  public String name() {
    return NAME;
  }

  private List<AffinityTerm> resolve(List<AffinityTerm> terms) {
    List<AffinityTerm> resolved = new ArrayList<>(terms.size());
    terms.forEach(term -> resolved.add(term.resolve(cluster)));
    return resolved;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    Matches matches =
        new Matches(
            resolve(pod.requiredAffinity()),
            resolve(pod.requiredAntiAffinity()),
            cluster.namespaceLabels(pod.pod().namespace()),
            new TopologyCounts(),
            new TopologyCounts(),
            new TopologyCounts());
    boolean hasTerms = !matches.near().isEmpty() || !matches.far().isEmpty();
    for (NodeInfo node : nodes) {
      for (PodInfo each : hasTerms ? node.pods() : node.podsWithRequiredAntiAffinity()) {
        matches.update(pod, each, node, 1);
      }
    }
    if (!hasTerms && matches.existing().isEmpty()) {
      return PreFilterResult.SKIP;
    }
    state.write(NAME, matches);
    return PreFilterResult.ALL_NODES;
  }

  @Override
  public void addPod(CycleState state, PodInfo podToSchedule, PodInfo added, NodeInfo node) {
    state.require(NAME, Matches.class).update(podToSchedule, added, node, 1);
  }

  @Override
  public void removePod(CycleState state, PodInfo podToSchedule, PodInfo removed, NodeInfo node) {
    state.require(NAME, Matches.class).update(podToSchedule, removed, node, -1);
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    Matches matches = state.require(NAME, Matches.class);
    if (!satisfiesAffinity(matches, pod, node)) {
      return AFFINITY;
    }
    for (AffinityTerm term : matches.far()) {
      if (matches.antiAffinity().of(node, term.topologyKey()) > 0) {
        return ANTI_AFFINITY;
      }
    }
    return matches.existing().anyPositive(node) ? EXISTING : Status.SUCCESS;
  }

  @Override
  public NodeReads filterReads(CycleState state, PodInfo pod) {
    Matches matches = state.require(NAME, Matches.class);
    List<String> keys = new ArrayList<>(matches.existing().topologyKeys());
    matches.near().forEach(term -> keys.add(term.topologyKey()));
    matches.far().forEach(term -> keys.add(term.topologyKey()));
    return NodeReads.labels(keys);
  }

  private static boolean satisfiesAffinity(Matches matches, PodInfo pod, NodeInfo node) {
    boolean podsExist = true;
    for (AffinityTerm term : matches.near()) {
      if (node.label(term.topologyKey()) == null) {
        return false;
      }
      podsExist &= matches.affinity().of(node, term.topologyKey()) > 0;
    }
    return podsExist
        || (matches.affinity().isEmpty() && AffinityTerm.allMatch(matches.near(), pod.pod()));
  }

  @Override
  public Status preScore(
      CycleState state, PodInfo pod, List<NodeInfo> feasibleNodes, List<NodeInfo> allNodes) {
    boolean hasTerms = !pod.preferredAffinity().isEmpty() || !pod.preferredAntiAffinity().isEmpty();
    if (args.ignorePreferredTermsOfExistingPods() && !hasTerms) {
      return Status.SKIP;
    }
    List<AffinityTerm> near = resolve(pod.preferredAffinity());
    List<AffinityTerm> far = resolve(pod.preferredAntiAffinity());
    Map<String, String> labels = cluster.namespaceLabels(pod.pod().namespace());
    TopologyCounts domains = new TopologyCounts();
    for (NodeInfo node : allNodes) {
      for (PodInfo each : hasTerms ? node.pods() : node.podsWithAffinity()) {
        add(domains, near, each.pod(), Map.of(), node, 1);
        add(domains, far, each.pod(), Map.of(), node, -1);
        if (args.hardPodAffinityWeight() > 0) {
          for (AffinityTerm term : each.requiredAffinity()) {
            if (term.matches(pod.pod(), labels)) {
              domains.add(node, term.topologyKey(), args.hardPodAffinityWeight(), false);
            }
          }
        }
        add(domains, each.preferredAffinity(), pod.pod(), labels, node, 1);
        add(domains, each.preferredAntiAffinity(), pod.pod(), labels, node, -1);
      }
    }
    if (domains.isEmpty()) {
      return Status.SKIP;
    }
    state.write(NAME + "Score", new Weights(domains));
    return Status.SUCCESS;
  }

  private static void add(
      TopologyCounts domains,
      List<AffinityTerm> terms,
      Pod pod,
      Map<String, String> namespaceLabels,
      NodeInfo node,
      int sign) {
    for (AffinityTerm term : terms) {
      if (term.matches(pod, namespaceLabels)) {
        domains.add(node, term.topologyKey(), (long) sign * term.weight(), false);
      }
    }
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return state.require(NAME + "Score", Weights.class).domains().sum(node);
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.labels(state.require(NAME + "Score", Weights.class).domains().topologyKeys());
  }

  @Override
  public void normalizeScore(CycleState state, List<NodeInfo> nodes, long[] scores) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long score : scores) {
      min = Math.min(min, score);
      max = Math.max(max, score);
    }
    for (int i = 0; i < scores.length; i++) {
      double share = max > min ? (double) (scores[i] - min) / (double) (max - min) : 0;
      scores[i] = (long) (MAX_NODE_SCORE * share);
    }
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.ADD | ActionType.UPDATE_POD_LABEL | ActionType.DELETE,
            InterPodAffinity::afterPodChange),
        ClusterEventWithHint.of(
            EventResource.NODE,
            ActionType.ADD | ActionType.UPDATE_NODE_LABEL,
            InterPodAffinity::afterNodeChange));
  }

  private static QueueingHint afterPodChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Pod original = Hints.pod(oldObj);
    Pod modified = Hints.pod(newObj);
    if (original != null && modified != null && Hints.isSame(pod, modified)) {
      return QueueingHint.QUEUE;
    }
    if ((modified != null && Hints.isUnscheduled(modified))
        || (original != null && Hints.isUnscheduled(original))) {
      return QueueingHint.QUEUE_SKIP;
    }
    PodInfo info = new PodInfo(pod);
    List<AffinityTerm> near = info.requiredAffinity();
    List<AffinityTerm> far = info.requiredAntiAffinity();
    if (original == null) {
      return Hints.queueIf(modified != null && AffinityTerm.allMatch(near, modified));
    }
    if (modified != null) {
      boolean nowNear =
          !AffinityTerm.allMatch(near, original) && AffinityTerm.allMatch(near, modified);
      boolean nowFar =
          AffinityTerm.allMatch(far, original) && !AffinityTerm.allMatch(far, modified);
      return Hints.queueIf(nowNear || nowFar);
    }
    return Hints.queueIf(
        AffinityTerm.allMatch(far, original)
            || AffinityTerm.allMatch(new PodInfo(original).requiredAntiAffinity(), pod));
  }

  private static QueueingHint afterNodeChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Node original = Hints.node(oldObj);
    Node modified = Hints.node(newObj);
    if (modified == null) {
      return QueueingHint.QUEUE_SKIP;
    }
    PodInfo info = new PodInfo(pod);
    for (AffinityTerm term : info.requiredAffinity()) {
      String before = label(original, term);
      String after = label(modified, term);
      if (after != null && !after.equals(before)) {
        return QueueingHint.QUEUE;
      }
    }
    for (AffinityTerm term : info.requiredAntiAffinity()) {
      String before = label(original, term);
      if (original == null || (before != null && !before.equals(label(modified, term)))) {
        return QueueingHint.QUEUE;
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }

  private static @Nullable String label(@Nullable Node node, AffinityTerm term) {
    return node == null ? null : node.metadata().labels().get(term.topologyKey());
  }
}
