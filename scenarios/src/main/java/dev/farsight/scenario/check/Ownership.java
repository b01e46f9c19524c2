package dev.farsight.scenario.check;

import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.OwnerNames;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.OwnerReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which objects of a dump were made by others that are also there, and so do not count again.
 *
 * <p>A dump may hold Deployments and Pods without the ReplicaSets between them: then the name and
 * the template's hash tell.
 */
final class Ownership {

  private final Set<String> uids = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();

  Ownership(List<ManifestObject> objects) {
    for (ManifestObject object : objects) {
      if (!object.object().metadata().uid().isEmpty()) {
        uids.add(object.object().metadata().uid());
      }
      names.add(object.id());
    }
  }

  /** Returns whether an object's maker is among the objects. */
  boolean isOwned(KubeObject object) {
    OwnerReference owner = object.metadata().controllerOwner();
    if (owner == null) {
      return false;
    }
    return uids.contains(owner.uid())
        || isThere(owner.kind(), object.namespace(), owner.name())
        || isThere("Deployment", object.namespace(), OwnerNames.deploymentOf(object, owner))
        || isThere("CronJob", object.namespace(), OwnerNames.cronJobOf(owner));
  }

  private boolean isThere(String kind, String namespace, String name) {
    return !name.isEmpty() && names.contains(kind + "/" + namespace + "/" + name);
  }
}
