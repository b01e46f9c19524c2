package dev.farsight.sim.spec;

import dev.farsight.sim.kube.KubeObject;
import java.util.List;

/**
 * A cluster that eksctl creates.
 *
 * @param version version of eksctl
 * @param name name of the cluster
 * @param fargateProfiles profiles in the order of the configuration
 * @param addons add-ons that there are manifests for: those of the configuration, and the default
 *     ones (vpc-cni, kube-proxy, coredns, metrics-server); which defaults are installed when
 *     follows the version
 * @param disableDefaultAddons whether only the configuration's add-ons are installed
 * @param nodeGroups node groups in the order of the configuration
 */
public record EksctlCluster(
    EksctlVersion version,
    String name,
    List<ProfileTemplate> fargateProfiles,
    List<Addon> addons,
    boolean disableDefaultAddons,
    List<NodeTemplate> nodeGroups) {

  /** Makes the lists unmodifiable. */
  public EksctlCluster {
    fargateProfiles = List.copyOf(fargateProfiles);
    addons = List.copyOf(addons);
    nodeGroups = List.copyOf(nodeGroups);
  }

  /**
   * An EKS add-on.
   *
   * @param name name such as {@code coredns}
   * @param objects its objects, in order, with API defaults
   * @param configured whether the configuration names it
   */
  public record Addon(String name, List<KubeObject> objects, boolean configured) {

    /** Makes the list unmodifiable. */
    public Addon {
      objects = List.copyOf(objects);
    }
  }
}
