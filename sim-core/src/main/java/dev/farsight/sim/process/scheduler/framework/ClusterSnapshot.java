package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as the scheduler sees it: nodes with bound and assumed pods, and all other objects
 * that plugins look up. It is kept up to date by its owner and read during scheduling cycles.
 */
public final class ClusterSnapshot {

  private final Map<String, NodeInfo> nodes = new LinkedHashMap<>();
  private final Map<String, List<PodInfo>> podsOfUnknownNodes = new LinkedHashMap<>();
  private final Map<Kind<?>, Map<String, KubeObject>> objects = new LinkedHashMap<>();
  private final Map<String, PodInfo> nominatedInfos = new LinkedHashMap<>();
  private NominatedPods nominatedPods = node -> List.of();
  private final PodPriorities priorities = new PodPriorities();
  private final NodeChanges changes = new NodeChanges();
  private @Nullable List<NodeInfo> ordered;
  private long layoutVersion;
  private long imagesVersion;
  private int podsWithAffinity;
  private int podsWithRequiredAntiAffinity;
  private @Nullable PodInfo latest;

  /** Makes an empty cluster. */
  public ClusterSnapshot() {}

  /** Sets who knows the pods that are nominated to nodes. */
  public void setNominatedPods(NominatedPods lister) {
    this.nominatedPods = lister;
  }

  /** Returns whether pods may be nominated to some node. */
  public boolean mayHaveNominatedPods() {
    return nominatedPods.mayExist();
  }

  /** Returns the pods nominated to a node. */
  public List<PodInfo> nominatedPods(String nodeName) {
    List<Pod> pods = nominatedPods.onNode(nodeName);
    if (pods.isEmpty()) {
      return List.of();
    }
    List<PodInfo> infos = new ArrayList<>(pods.size());
    for (Pod pod : pods) {
      PodInfo known = nominatedInfos.get(pod.metadata().uid());
      if (known == null || known.pod() != pod) {
        known = new PodInfo(pod);
        nominatedInfos.put(pod.metadata().uid(), known);
      }
      infos.add(known);
    }
    return infos;
  }

  /** Adds a node or replaces it by a newer version. */
  public void setNode(Node node) {
    NodeInfo known = nodes.get(node.name());
    if (known != null) {
      String before = zoneKey(known);
      if (!known.node().status().images().equals(node.status().images())) {
        imagesVersion++;
      }
      known.setNode(node);
      if (!zoneKey(known).equals(before)) {
        changeLayout();
      }
      changes.add(known);
      return;
    }
    changeLayout();
    NodeInfo info = new NodeInfo(node);
    nodes.put(node.name(), info);
    List<PodInfo> waiting = podsOfUnknownNodes.remove(node.name());
    if (waiting != null) {
      waiting.forEach(info::addPod);
    }
    changes.add(info);
  }

  private void changeLayout() {
    ordered = null;
    layoutVersion++;
    imagesVersion++;
  }

  /** Removes a node; its pods are remembered in case it comes back. */
  public void removeNode(String name) {
    NodeInfo gone = nodes.remove(name);
    if (gone == null) {
      return;
    }
    changeLayout();
    gone.setPosition(-1);
    if (!gone.pods().isEmpty()) {
      podsOfUnknownNodes.put(name, new ArrayList<>(gone.pods()));
    }
  }

  /** Adds a pod that is bound or assumed to be. */
  public void addPod(Pod pod) {
    String nodeName = pod.spec().nodeName();
    if (nodeName == null) {
      return;
    }
    PodInfo info = info(pod);
    priorities.add(info.priority());
    podsWithAffinity += info.isWithAffinity() ? 1 : 0;
    podsWithRequiredAntiAffinity += info.requiredAntiAffinity().isEmpty() ? 0 : 1;
    NodeInfo node = nodes.get(nodeName);
    if (node != null) {
      node.addPod(info);
      changes.add(node);
    } else {
      podsOfUnknownNodes.computeIfAbsent(nodeName, name -> new ArrayList<>()).add(info);
    }
  }

  /** Returns what plugins derive from a pod; taken over from the pod before if it is like it. */
  public PodInfo info(Pod pod) {
    PodInfo before = latest;
    PodInfo info = before == null ? new PodInfo(pod) : before.forPod(pod);
    latest = info;
    return info;
  }

  /** Removes a pod that was bound or assumed to be. */
  public void removePod(Pod pod) {
    String nodeName = pod.spec().nodeName();
    if (nodeName == null) {
      return;
    }
    NodeInfo node = nodes.get(nodeName);
    if (node != null) {
      PodInfo removed = node.removePod(pod);
      if (removed != null) {
        forget(removed);
      }
      changes.add(node);
      return;
    }
    List<PodInfo> waiting = podsOfUnknownNodes.get(nodeName);
    if (waiting != null) {
      Iterator<PodInfo> each = waiting.iterator();
      while (each.hasNext()) {
        PodInfo known = each.next();
        if (known.pod().metadata().uid().equals(pod.metadata().uid())) {
          each.remove();
          forget(known);
        }
      }
    }
  }

  private void forget(PodInfo removed) {
    latest = removed;
    priorities.remove(removed.priority());
    podsWithAffinity -= removed.isWithAffinity() ? 1 : 0;
    podsWithRequiredAntiAffinity -= removed.requiredAntiAffinity().isEmpty() ? 0 : 1;
  }

  /** Returns whether any pod that is bound or assumed to be has pod affinity or anti-affinity. */
  public boolean hasPodsWithAffinity() {
    return podsWithAffinity > 0;
  }

  /** Returns whether any pod that is bound or assumed to be has required anti-affinity. */
  public boolean hasPodsWithRequiredAntiAffinity() {
    return podsWithRequiredAntiAffinity > 0;
  }

  /** Returns whether any pod on a node has a lower priority than the one given. */
  public boolean hasPodsBelow(int priority) {
    return priorities.anyBelow(priority);
  }

  /** Returns which nodes have changed, pods on them included. */
  public NodeChanges changes() {
    return changes;
  }

  /** Returns a number that grows whenever nodes, or the images they have, change. */
  public long imagesVersion() {
    return imagesVersion;
  }

  /** Returns a number that grows whenever {@link #nodes()} lists other nodes or another order. */
  public long layoutVersion() {
    return layoutVersion;
  }

  /** Adds or replaces an object of any other kind. */
  public void set(KubeObject object) {
    objects.computeIfAbsent(object.kind(), kind -> new TreeMap<>()).put(object.key(), object);
  }

  /** Removes an object of any other kind. */
  public void remove(KubeObject object) {
    Map<String, KubeObject> ofKind = objects.get(object.kind());
    if (ofKind != null) {
      ofKind.remove(object.key());
    }
  }

  /** Returns an object by kind, namespace (empty where there is none) and name, or null. */
  public <T extends KubeObject> @Nullable T get(Kind<T> kind, String namespace, String name) {
    Map<String, KubeObject> ofKind = objects.get(kind);
    KubeObject object = ofKind == null ? null : ofKind.get(ObjectMeta.key(namespace, name));
    return object == null ? null : kind.type().cast(object);
  }

  /** Returns all objects of a kind in the order of their keys. */
  public <T extends KubeObject> List<T> list(Kind<T> kind) {
    Collection<KubeObject> ofKind = objects.getOrDefault(kind, Map.of()).values();
    List<T> list = new ArrayList<>(ofKind.size());
    for (KubeObject object : ofKind) {
      list.add(kind.type().cast(object));
    }
    return list;
  }

  /** Adds the names of the namespaces that a selector matches. */
  void addNamespaces(LabelSelector selector, Set<String> names) {
    for (Namespace namespace : list(Kinds.NAMESPACE)) {
      if (selector.matches(namespace.metadata().labels())) {
        names.add(namespace.name());
      }
    }
  }

  /** Returns the labels of a namespace; none if it is not known. */
  public Map<String, String> namespaceLabels(String name) {
    Namespace namespace = get(Kinds.NAMESPACE, "", name);
    return namespace == null ? Map.of() : namespace.metadata().labels();
  }

  /** Returns a node by name, or null. */
  public @Nullable NodeInfo node(String name) {
    return nodes.get(name);
  }

  /** Returns all nodes in the order they were added; a view. */
  public Collection<NodeInfo> nodesAsTheyCame() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  /** Returns all nodes, zone by zone in turn as upstream's node tree lists them. */
  public List<NodeInfo> nodes() {
    List<NodeInfo> list = ordered;
    if (list == null) {
      list = Collections.unmodifiableList(zoneByZone());
      ordered = list;
    }
    return list;
  }

  private List<NodeInfo> zoneByZone() {
    Map<String, List<NodeInfo>> zones = new LinkedHashMap<>();
    for (NodeInfo node : nodes.values()) {
      zones.computeIfAbsent(zoneKey(node), key -> new ArrayList<>()).add(node);
    }
    List<NodeInfo> list = new ArrayList<>(nodes.size());
    for (int index = 0; list.size() < nodes.size(); index++) {
      for (List<NodeInfo> zone : zones.values()) {
        if (index < zone.size()) {
          list.add(zone.get(index));
        }
      }
    }
    for (int i = 0; i < list.size(); i++) {
      list.get(i).setPosition(i);
    }
    return list;
  }

  private static String zoneKey(NodeInfo node) {
    String zone =
        firstOf(node, "topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone");
    String region =
        firstOf(node, "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region");
    return region + ":\u0000:" + zone;
  }

  private static String firstOf(NodeInfo node, String key, String betaKey) {
    String value = node.label(betaKey);
    if (value == null) {
      value = node.label(key);
    }
    return value == null ? "" : value;
  }
}
