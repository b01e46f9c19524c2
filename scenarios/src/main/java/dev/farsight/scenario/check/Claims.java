package dev.farsight.scenario.check;

import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.StorageClass;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the inputs say about the claims of pods: whether Fargate, which mounts EFS and nothing else,
 * could use the volume of a claim. Claims that are not among the inputs are taken as usable.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html">EFS on Fargate</a>
 */
final class Claims {

  private static final String EFS = "efs.csi.aws.com";

  private final Map<String, PersistentVolumeClaim> claims = new LinkedHashMap<>();
  private final Map<String, PersistentVolume> volumes = new LinkedHashMap<>();
  private final Set<String> efsClasses = new LinkedHashSet<>();

  Claims(List<ManifestObject> objects) {
    for (ManifestObject object : objects) {
      if (object.object() instanceof PersistentVolumeClaim claim) {
        claims.put(claim.key(), claim);
      } else if (object.object() instanceof PersistentVolume volume) {
        volumes.put(volume.name(), volume);
      } else if (object.object() instanceof StorageClass storage
          && storage.provisioner().equals(EFS)) {
        efsClasses.add(storage.name());
      }
    }
  }

  /**
   * Returns what Fargate says about a volume of a pod.
   *
   * @param volume name of the volume in the pod
   * @param claimKey namespace and name of its claim
   * @return the refusal; null if the volume can be used
   */
  @Nullable String refusal(String volume, String claimKey) {
    PersistentVolumeClaim claim = claims.get(claimKey);
    if (claim == null) {
      return null;
    }
    String name = claim.spec().volumeName();
    PersistentVolume bound = name == null ? null : volumes.get(name);
    if (bound == null) {
      bound = offered(claim);
    }
    if (bound != null) {
      return isEfs(bound)
          ? null
          : "volumes not supported: " + volume + " is of an unsupported volume Type";
    }
    String storage = claim.spec().storageClassName();
    boolean usable =
        (name != null && !name.isEmpty())
            || "Bound".equals(claim.status().phase())
            || (storage != null && (storage.contains("efs") || efsClasses.contains(storage)));
    return usable ? null : notBound(volume, claim.name());
  }

  /** Returns the text about a claim that has no volume yet when Fargate looks at its pod. */
  static String notBound(String volume, String claim) {
    return "volumes not supported: "
        + volume
        + " not supported because: PVC "
        + claim
        + " not bound";
  }

  /** Returns the volume among the inputs that a claim would be bound to at once. */
  private @Nullable PersistentVolume offered(PersistentVolumeClaim claim) {
    for (PersistentVolume volume : volumes.values()) {
      ObjectReference reference = volume.spec().claimRef();
      boolean ofClass =
          Objects.equals(volume.spec().storageClassName(), claim.spec().storageClassName());
      boolean named =
          reference != null
              && claim.name().equals(reference.name())
              && claim.namespace().equals(reference.namespace());
      if (named || (reference == null && ofClass && claim.spec().storageClassName() != null)) {
        return volume;
      }
    }
    return null;
  }

  private static boolean isEfs(PersistentVolume volume) {
    return volume.spec().csi() != null && volume.spec().csi().driver().equals(EFS);
  }
}
