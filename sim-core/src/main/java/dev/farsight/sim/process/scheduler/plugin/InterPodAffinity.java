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
import dev.farsight.sim.process.scheduler.framework.ScoreExtensions;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.StateData;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.spec.scheduler.InterPodAffinityArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places pods near the pods they want and away from those they do not. */
public final class InterPodAffinity
    implements PreFilterPlugin,
        FilterPlugin,
        PreScorePlugin,
        ScorePlugin,
        ScoreExtensions,
        EnqueueExtensions {

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
  private final Tallies tallies = new Tallies();

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

  /** All of a pod that a tally depends on. */
  private record Kind(
      String purpose,
      String namespace,
      Map<String, String> labels,
      Map<String, String> namespaceLabels,
      List<AffinityTerm> near,
      List<AffinityTerm> far) {

    static Kind of(
        String purpose,
        PodInfo pod,
        Map<String, String> namespaceLabels,
        List<AffinityTerm> near,
        List<AffinityTerm> far) {
      Pod each = pod.pod();
      return new Kind(
          purpose, each.namespace(), each.metadata().labels(), namespaceLabels, near, far);
    }
  }

  /** What scoring remembers of a pod: the weight of each domain. */
  private record Weights(TopologyCounts domains, TopologyTally tally) implements StateData {}

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
    boolean hasTerms = !pod.requiredAffinity().isEmpty() || !pod.requiredAntiAffinity().isEmpty();
    if (!hasTerms && !cluster.hasPodsWithRequiredAntiAffinity()) {
      return PreFilterResult.SKIP;
    }
    Matches matches = matches(pod);
    if (!hasTerms && matches.existing().isEmpty()) {
      return PreFilterResult.SKIP;
    }
    state.write(NAME, matches);
    return PreFilterResult.ALL_NODES;
  }

  private Matches matches(PodInfo pod) {
    List<AffinityTerm> near = resolve(pod.requiredAffinity());
    List<AffinityTerm> far = resolve(pod.requiredAntiAffinity());
    Map<String, String> labels = cluster.namespaceLabels(pod.pod().namespace());
    TopologyCounts existing =
        tallies.of(
            Kind.of("existing", pod, labels, List.of(), List.of()),
            () ->
                new TopologyTally(cluster, (node, sink) -> countExisting(pod, labels, node, sink)));
    TopologyCounts affinity =
        near.isEmpty()
            ? new TopologyCounts()
            : tallies.of(
                new Kind("near", "", Map.of(), Map.of(), near, List.of()),
                () -> new TopologyTally(cluster, (node, sink) -> countNear(near, node, sink)));
    TopologyCounts antiAffinity =
        far.isEmpty()
            ? new TopologyCounts()
            : tallies.of(
                new Kind("far", "", Map.of(), Map.of(), List.of(), far),
                () -> new TopologyTally(cluster, (node, sink) -> countFar(far, node, sink)));
    return new Matches(near, far, labels, existing, affinity, antiAffinity);
  }

  private static void countExisting(
      PodInfo pod, Map<String, String> namespaceLabels, NodeInfo node, TopologyTally.Sink sink) {
    for (PodInfo each : node.podsWithRequiredAntiAffinity()) {
      for (AffinityTerm term : each.requiredAntiAffinity()) {
        if (term.matches(pod.pod(), namespaceLabels)) {
          put(sink, node, term, 1);
        }
      }
    }
  }

  private static void countNear(List<AffinityTerm> near, NodeInfo node, TopologyTally.Sink sink) {
    for (PodInfo each : node.pods()) {
      if (AffinityTerm.allMatch(near, each.pod())) {
        for (AffinityTerm term : near) {
          put(sink, node, term, 1);
        }
      }
    }
  }

  private static void countFar(List<AffinityTerm> far, NodeInfo node, TopologyTally.Sink sink) {
    for (PodInfo each : node.pods()) {
      for (AffinityTerm term : far) {
        if (term.matches(each.pod(), Map.of())) {
          put(sink, node, term, 1);
        }
      }
    }
  }

  private static void put(TopologyTally.Sink sink, NodeInfo node, AffinityTerm term, long amount) {
    String domain = node.label(term.topologyKey());
    if (domain != null) {
      sink.add(term.topologyKey(), domain, amount);
    }
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
    return NodeReads.labels(keys).andOthers();
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
    if (!hasTerms
        && (args.ignorePreferredTermsOfExistingPods() || !cluster.hasPodsWithAffinity())) {
      return Status.SKIP;
    }
    List<AffinityTerm> near = resolve(pod.preferredAffinity());
    List<AffinityTerm> far = resolve(pod.preferredAntiAffinity());
    Map<String, String> labels = cluster.namespaceLabels(pod.pod().namespace());
    TopologyTally tally =
        tallies.tally(
            Kind.of("score", pod, labels, near, far),
            () ->
                new TopologyTally(
                    cluster, (node, sink) -> countWeights(pod, near, far, labels, node, sink)));
    TopologyCounts domains = tally.sums();
    if (domains.isEmpty()) {
      return Status.SKIP;
    }
    state.write(NAME + "Score", new Weights(domains, tally));
    return Status.SUCCESS;
  }

  private void countWeights(
      PodInfo pod,
      List<AffinityTerm> near,
      List<AffinityTerm> far,
      Map<String, String> namespaceLabels,
      NodeInfo node,
      TopologyTally.Sink sink) {
    boolean hasTerms = !near.isEmpty() || !far.isEmpty();
    for (PodInfo each : hasTerms ? node.pods() : node.podsWithAffinity()) {
      countMatching(near, each.pod(), Map.of(), node, 1, sink);
      countMatching(far, each.pod(), Map.of(), node, -1, sink);
      if (args.hardPodAffinityWeight() > 0) {
        for (AffinityTerm term : each.requiredAffinity()) {
          if (term.matches(pod.pod(), namespaceLabels)) {
            put(sink, node, term, args.hardPodAffinityWeight());
          }
        }
      }
      countMatching(each.preferredAffinity(), pod.pod(), namespaceLabels, node, 1, sink);
      countMatching(each.preferredAntiAffinity(), pod.pod(), namespaceLabels, node, -1, sink);
    }
  }

  private static void countMatching(
      List<AffinityTerm> terms,
      Pod pod,
      Map<String, String> namespaceLabels,
      NodeInfo node,
      int sign,
      TopologyTally.Sink sink) {
    for (AffinityTerm term : terms) {
      if (term.matches(pod, namespaceLabels)) {
        put(sink, node, term, (long) sign * term.weight());
      }
    }
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return state.require(NAME + "Score", Weights.class).tally().sum(node);
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.labels(state.require(NAME + "Score", Weights.class).domains().topologyKeys())
        .andOthers();
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
