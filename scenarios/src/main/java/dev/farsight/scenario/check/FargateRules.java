package dev.farsight.scenario.check;

import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.FargateSupport;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.NodeSelectorRequirement;
import dev.farsight.sim.kube.NodeSelectorTerm;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.Volume;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What keeps a pod off Fargate: the webhook passes it over, or Fargate refuses it.
 *
 * <p>Texts follow those seen on real clusters; sources and doubts are in docs/model.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/fargate.html">AWS Fargate
 *     considerations</a>
 */
final class FargateRules {

  private static final String COMPUTE_TYPE = "eks.amazonaws.com/compute-type";
  private static final Set<String> SCHEDULERS = Set.of("default-scheduler", "fargate-scheduler");
  private static final Map<String, String> NODE_LABELS =
      Map.of(
          COMPUTE_TYPE,
          "fargate",
          "kubernetes.io/arch",
          "amd64",
          "kubernetes.io/os",
          "linux",
          "beta.kubernetes.io/arch",
          "amd64",
          "beta.kubernetes.io/os",
          "linux");
  private static final Set<String> ANY_VALUE =
      Set.of(
          "topology.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/region");
  private final Claims claims;

  /** Creates the rules; what the inputs say about claims counts. */
  FargateRules(Claims claims) {
    this.claims = claims;
  }

  /** Returns why the webhook passes a pod over; empty if it does not. */
  static List<String> skips(Pod pod) {
    List<String> reasons = new ArrayList<>();
    PodSpec spec = pod.spec();
    if ("ec2".equals(pod.metadata().annotations().get(COMPUTE_TYPE))) {
      reasons.add("annotation " + COMPUTE_TYPE + ": ec2 keeps the pod off Fargate");
    }
    String node = spec.nodeName();
    if (node != null && !node.isEmpty() && !isBoundInCluster(pod)) {
      reasons.add("nodeName \"" + node + "\" skips every scheduler and the Fargate webhook");
    }
    String scheduler = spec.schedulerName();
    if (scheduler != null && !SCHEDULERS.contains(scheduler)) {
      reasons.add("schedulerName \"" + scheduler + "\" makes the Fargate webhook pass it over");
    }
    spec.nodeSelector()
        .forEach(
            (key, value) -> {
              if (!isSatisfied(key, value)) {
                reasons.add("no Fargate node satisfies the nodeSelector " + key + "=" + value);
              }
            });
    return reasons;
  }

  /** Returns whether a pod comes from a cluster, where a scheduler wrote the name of its node. */
  static boolean isBoundInCluster(Pod pod) {
    String node = pod.spec().nodeName();
    boolean stored = !pod.metadata().uid().isEmpty();
    return node != null && !node.isEmpty() && (stored || node.startsWith("fargate-"));
  }

  private static boolean isSatisfied(String key, String value) {
    return ANY_VALUE.contains(key) || value.equals(NODE_LABELS.get(key));
  }

  /** Returns what Fargate refuses about a workload's pods; empty if nothing. */
  List<String> refusals(KubeObject owner, Pod pod) {
    Set<String> reasons = new LinkedHashSet<>();
    if (owner instanceof DaemonSet || ownedByDaemonSet(pod)) {
      reasons.add("DaemonSets are not supported on Fargate");
    }
    List<String> faults = new ArrayList<>();
    FargateSupport.addFields(pod.spec(), faults);
    FargateSupport.addSecurity(pod.spec(), faults);
    FargateSupport.addPorts(pod.spec(), faults);
    FargateSupport.addDevices(pod.spec(), faults);
    reasons.addAll(faults);
    for (Volume volume : pod.spec().volumes()) {
      volume(volume, pod.namespace(), reasons);
    }
    if (owner instanceof StatefulSet statefulSet) {
      for (PersistentVolumeClaim claim : statefulSet.spec().volumeClaimTemplates()) {
        reasons.add(Claims.notBound(claim.name(), claim.name() + "-" + owner.name() + "-0"));
      }
    }
    platform(pod.spec(), reasons);
    if (FargateSupport.asksForTooMuchStorage(pod.spec())) {
      reasons.add(FargateSupport.TOO_MUCH_STORAGE);
    }
    return new ArrayList<>(reasons);
  }

  private static boolean ownedByDaemonSet(Pod pod) {
    var owner = pod.metadata().controllerOwner();
    return owner != null && owner.kind().equals("DaemonSet");
  }

  private void volume(Volume volume, String namespace, Set<String> reasons) {
    if (volume.persistentVolumeClaim() != null) {
      String claim = namespace + "/" + volume.persistentVolumeClaim().claimName();
      String refusal = claims.refusal(volume.name(), claim);
      if (refusal != null) {
        reasons.add(refusal);
      }
      return;
    }
    if (!FargateSupport.isSupported(volume)) {
      reasons.add("volumes not supported: " + volume.name() + " is of an unsupported volume Type");
    }
  }

  /** Arm and Windows may be asked for by affinity, or by the pod's operating system. */
  private static void platform(PodSpec spec, Set<String> reasons) {
    if (spec.os() != null && spec.os().name().equals("windows")) {
      reasons.add("Windows is not supported on Fargate");
    }
    var affinity = spec.affinity() == null ? null : spec.affinity().nodeAffinity();
    var required =
        affinity == null ? null : affinity.requiredDuringSchedulingIgnoredDuringExecution();
    if (required == null || required.nodeSelectorTerms().isEmpty()) {
      return;
    }
    for (NodeSelectorTerm term : required.nodeSelectorTerms()) {
      if (!excludesPlatform(term)) {
        return;
      }
    }
    reasons.add("Fargate runs linux/amd64 only, and the node affinity asks for another platform");
  }

  private static boolean excludesPlatform(NodeSelectorTerm term) {
    for (NodeSelectorRequirement requirement : term.matchExpressions()) {
      String own = NODE_LABELS.get(requirement.key());
      boolean platform = own != null && requirement.key().contains("kubernetes.io/");
      if (platform
          && requirement.operator().equals("In")
          && !requirement.values().contains(own)
          && !requirement.key().equals(COMPUTE_TYPE)) {
        return true;
      }
    }
    return false;
  }
}
