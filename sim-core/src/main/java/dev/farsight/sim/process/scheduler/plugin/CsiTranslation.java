package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.CSINode;
import dev.farsight.sim.kube.NodeSelector;
import dev.farsight.sim.kube.NodeSelectorRequirement;
import dev.farsight.sim.kube.NodeSelectorTerm;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.VolumeNodeAffinity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a volume of an old in-tree driver becomes on a node where a CSI driver has taken over.
 *
 * @see <a
 *     href="https://github.com/kubernetes/csi-translation-lib/blob/v0.36.3/plugins/in_tree_volume.go">upstream
 *     in_tree_volume.go</a>
 */
final class CsiTranslation {

  /** Annotation of a CSINode: the in-tree drivers, by comma, that CSI drivers stand in for. */
  static final String MIGRATED_PLUGINS = "storage.alpha.kubernetes.io/migrated-plugins";

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String BETA_ZONE = "failure-domain.beta.kubernetes.io/zone";
  private static final String REGION = "topology.kubernetes.io/region";
  private static final String BETA_REGION = "failure-domain.beta.kubernetes.io/region";

  private CsiTranslation() {}

  /**
   * Returns from which nodes a volume can be reached, in the terms that count on a node: those of
   * the CSI driver if it has taken over there, else the volume's own.
   *
   * @param volume volume
   * @param csiNode what is known of CSI on the node; null if nothing is
   */
  static @Nullable VolumeNodeAffinity nodeAffinity(
      PersistentVolume volume, @Nullable CSINode csiNode) {
    if (volume.spec().awsElasticBlockStore() != null
        && isMigrated("kubernetes.io/aws-ebs", csiNode)) {
      return translated(volume, "topology.ebs.csi.aws.com/zone");
    }
    if (volume.spec().gcePersistentDisk() != null && isMigrated("kubernetes.io/gce-pd", csiNode)) {
      return translated(volume, "topology.gke.io/zone");
    }
    return volume.spec().nodeAffinity();
  }

  private static boolean isMigrated(String plugin, @Nullable CSINode csiNode) {
    String migrated =
        csiNode == null ? "" : csiNode.metadata().annotations().getOrDefault(MIGRATED_PLUGINS, "");
    return List.of(migrated.split(",", -1)).contains(plugin);
  }

  private static @Nullable VolumeNodeAffinity translated(PersistentVolume volume, String csiKey) {
    VolumeNodeAffinity affinity = volume.spec().nodeAffinity();
    NodeSelector required = affinity == null ? null : affinity.required();
    List<NodeSelectorTerm> terms = required == null ? List.of() : required.nodeSelectorTerms();
    boolean beta = isBeta(volume, terms);
    String zoneKey = beta ? BETA_ZONE : ZONE;
    List<String> zones = List.of();
    if (!hasValues(terms, zoneKey)) {
      zones = zonesOf(volume.metadata().labels().get(zoneKey));
      if (zones.isEmpty()) {
        return affinity;
      }
      if (terms.isEmpty()) {
        terms = List.of(new NodeSelectorTerm(List.of(), List.of()));
      }
    }
    List<NodeSelectorTerm> result = new ArrayList<>();
    for (NodeSelectorTerm term : terms) {
      List<NodeSelectorRequirement> expressions = new ArrayList<>();
      for (NodeSelectorRequirement each : term.matchExpressions()) {
        String key = each.key();
        if (zones.isEmpty() && key.equals(zoneKey)) {
          key = csiKey;
        } else if (beta && key.equals(BETA_REGION)) {
          key = REGION;
        }
        expressions.add(new NodeSelectorRequirement(key, each.operator(), each.values()));
      }
      if (!zones.isEmpty()) {
        expressions.add(new NodeSelectorRequirement(csiKey, "In", zones));
      }
      result.add(new NodeSelectorTerm(expressions, term.matchFields()));
    }
    return new VolumeNodeAffinity(new NodeSelector(result));
  }

  /** Returns whether the volume speaks of its place in the old labels: first its terms count. */
  private static boolean isBeta(PersistentVolume volume, List<NodeSelectorTerm> terms) {
    if (hasKey(terms, ZONE)) {
      return false;
    }
    if (hasKey(terms, BETA_ZONE)) {
      return true;
    }
    var labels = volume.metadata().labels();
    return !labels.containsKey(ZONE) && labels.containsKey(BETA_ZONE);
  }

  private static boolean hasKey(List<NodeSelectorTerm> terms, String key) {
    return terms.stream()
        .flatMap(term -> term.matchExpressions().stream())
        .anyMatch(each -> each.key().equals(key));
  }

  private static boolean hasValues(List<NodeSelectorTerm> terms, String key) {
    return terms.stream()
        .flatMap(term -> term.matchExpressions().stream())
        .anyMatch(each -> each.key().equals(key) && !each.values().isEmpty());
  }

  /** Returns the zones of a label such as {@code us-west-2a__us-west-2b}, sorted. */
  private static List<String> zonesOf(@Nullable String label) {
    TreeSet<String> zones = new TreeSet<>();
    for (String zone : label == null ? new String[0] : label.split("__", -1)) {
      if (!zone.isBlank()) {
        zones.add(zone.strip());
      }
    }
    return List.copyOf(zones);
  }
}
