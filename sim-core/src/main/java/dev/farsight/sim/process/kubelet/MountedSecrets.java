package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.cluster.ObjectStore;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.SecretVolumeSource;
import dev.farsight.sim.kube.Volume;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which Secrets are there: those that manifests hold, those that a running pod has made, and all
 * that nobody in the scenario would make (they are taken to be there).
 */
final class MountedSecrets {

  private final ObjectStore<Pod> pods;
  private final Set<String> known;

  MountedSecrets(ObjectStore<Pod> pods, Collection<String> known) {
    this.pods = pods;
    this.known = new LinkedHashSet<>(known);
  }

  /** Returns the volume of a pod whose Secret is missing, or null if it can start. */
  @Nullable Volume missing(Pod pod) {
    for (Volume volume : pod.spec().volumes()) {
      SecretVolumeSource secret = volume.secret();
      if (secret != null
          && secret.secretName() != null
          && !Boolean.TRUE.equals(secret.optional())
          && !known.contains(key(pod, secret))
          && hasMaker(pod, secret.secretName())) {
        return volume;
      }
    }
    return null;
  }

  private boolean hasMaker(Pod pod, String secretName) {
    for (Pod other : pods.listNamespace(pod.namespace())) {
      for (Volume volume : other.spec().volumes()) {
        SecretVolumeSource secret = volume.secret();
        if (secret != null
            && secretName.equals(secret.secretName())
            && Boolean.TRUE.equals(secret.optional())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes notice that a pod runs: the Secrets that it can do without are there from now on. */
  void makeAll(Pod pod) {
    for (Volume volume : pod.spec().volumes()) {
      SecretVolumeSource secret = volume.secret();
      if (secret != null && Boolean.TRUE.equals(secret.optional())) {
        known.add(key(pod, secret));
      }
    }
  }

  private static String key(Pod pod, SecretVolumeSource secret) {
    return pod.namespace() + "/" + secret.secretName();
  }
}
