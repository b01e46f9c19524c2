package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSelector;
import dev.farsight.sim.kube.NodeSelectorRequirement;
import dev.farsight.sim.kube.NodeSelectorTerm;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PreferredSchedulingTerm;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.NodeSelectors;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.ScoreExtensions;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.spec.scheduler.NodeAffinityArgs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The NodeAffinity plugin: node selectors and node affinity of pods. */
public final class NodeAffinity
    implements PreFilterPlugin,
        FilterPlugin,
        PreScorePlugin,
        ScorePlugin,
        ScoreExtensions,
        EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "NodeAffinity";

  private static final Status REJECTED =
      Status.unresolvable(NAME, "node(s) didn't match Pod's node affinity/selector");
  private static final Status ENFORCED =
      Status.unresolvable(NAME, "node(s) didn't match scheduler-enforced node affinity");
  private static final Status CONFLICT = Status.unresolvable(NAME, "pod affinity terms conflict");

  private final @Nullable NodeSelector added;
  private final List<PreferredSchedulingTerm> addedPreferred;

  /** Makes the plugin. */
  public NodeAffinity(NodeAffinityArgs args) {
    var affinity = args.addedAffinity();
    this.added =
        affinity == null ? null : affinity.requiredDuringSchedulingIgnoredDuringExecution();
    this.addedPreferred =
        affinity == null ? List.of() : affinity.preferredDuringSchedulingIgnoredDuringExecution();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    NodeSelector required = NodeSelectors.required(pod.pod().spec());
    if (required == null) {
      return added == null && pod.pod().spec().nodeSelector().isEmpty()
          ? PreFilterResult.SKIP
          : PreFilterResult.ALL_NODES;
    }
    SortedSet<String> names = new TreeSet<>();
    for (NodeSelectorTerm term : required.nodeSelectorTerms()) {
      SortedSet<String> ofTerm = null;
      for (NodeSelectorRequirement field : term.matchFields()) {
        if (field.key().equals("metadata.name") && field.operator().equals("In")) {
          if (ofTerm == null) {
            ofTerm = new TreeSet<>(field.values());
          } else {
            ofTerm.retainAll(field.values());
          }
        }
      }
      if (ofTerm == null) {
        return PreFilterResult.ALL_NODES;
      }
      names.addAll(ofTerm);
    }
    if (required.nodeSelectorTerms().isEmpty()) {
      return PreFilterResult.ALL_NODES;
    }
    return names.isEmpty()
        ? PreFilterResult.of(CONFLICT)
        : new PreFilterResult(Status.SUCCESS, names);
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    if (added != null && !matches(added, node.node())) {
      return ENFORCED;
    }
    return matchesPod(pod.pod(), node.node()) ? Status.SUCCESS : REJECTED;
  }

  @Override
  public NodeReads filterReads(CycleState state, PodInfo pod) {
    List<NodeSelectorTerm> terms = new ArrayList<>();
    NodeSelector required = NodeSelectors.required(pod.pod().spec());
    if (required != null) {
      terms.addAll(required.nodeSelectorTerms());
    }
    if (added != null) {
      terms.addAll(added.nodeSelectorTerms());
    }
    return reads(terms, pod.pod().spec().nodeSelector().keySet());
  }

  private static NodeReads reads(List<NodeSelectorTerm> terms, Collection<String> more) {
    List<String> keys = new ArrayList<>(more);
    for (NodeSelectorTerm term : terms) {
      if (!term.matchFields().isEmpty()) {
        return NodeReads.EVERYTHING;
      }
      term.matchExpressions().forEach(each -> keys.add(each.key()));
    }
    return NodeReads.labels(keys);
  }

  private static boolean matches(NodeSelector selector, Node node) {
    return NodeSelectors.matches(selector, node.metadata().labels(), node.name());
  }

  private static boolean matchesPod(Pod pod, Node node) {
    return NodeSelectors.matchesRequired(pod.spec(), node.metadata().labels(), node.name());
  }

  @Override
  public Status preScore(
      CycleState state, PodInfo pod, List<NodeInfo> feasibleNodes, List<NodeInfo> allNodes) {
    return preferred(pod).isEmpty() && addedPreferred.isEmpty() ? Status.SKIP : Status.SUCCESS;
  }

  private static List<PreferredSchedulingTerm> preferred(PodInfo pod) {
    var affinity = pod.pod().spec().affinity();
    return affinity == null || affinity.nodeAffinity() == null
        ? List.of()
        : affinity.nodeAffinity().preferredDuringSchedulingIgnoredDuringExecution();
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return sum(addedPreferred, node.node()) + sum(preferred(pod), node.node());
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    List<NodeSelectorTerm> terms = new ArrayList<>();
    addedPreferred.forEach(each -> terms.add(each.preference()));
    preferred(pod).forEach(each -> terms.add(each.preference()));
    return reads(terms, List.of());
  }

  private static long sum(List<PreferredSchedulingTerm> terms, Node node) {
    long sum = 0;
    for (PreferredSchedulingTerm term : terms) {
      if (NodeSelectors.matches(term.preference(), node.metadata().labels(), node.name())) {
        sum += term.weight();
      }
    }
    return sum;
  }

  @Override
  public void normalizeScore(CycleState state, List<NodeInfo> nodes, long[] scores) {
    ScorePlugin.defaultNormalize(false, scores);
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.NODE,
            ActionType.ADD | ActionType.UPDATE_NODE_LABEL,
            this::afterNodeChange));
  }

  private QueueingHint afterNodeChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Node original = Hints.node(oldObj);
    Node modified = Hints.node(newObj);
    if (modified == null
        || (added != null && !matches(added, modified))
        || !matchesPod(pod, modified)) {
      return QueueingHint.QUEUE_SKIP;
    }
    return Hints.queueIf(original == null || !matchesPod(pod, original));
  }
}
