package dev.farsight.sim.process.workload;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose objects are whose: controllers adopt orphans that their selector matches and release what
 * it matches no longer ({@code controller_ref_manager.go}).
 */
public final class Ownership {

  private final Cluster cluster;

  /** Makes it over an API server. */
  public Ownership(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Returns the reference by which an object becomes the managing controller of another. */
  public static OwnerReference controllerReference(KubeObject owner) {
    return new OwnerReference(
        owner.kind().apiVersion(),
        owner.kind().name(),
        owner.name(),
        owner.metadata().uid(),
        true,
        true);
  }

  /** Returns whether an object is managed by another. */
  public static boolean isControlledBy(KubeObject object, KubeObject owner) {
    OwnerReference reference = object.metadata().controllerOwner();
    return reference != null && reference.uid().equals(owner.metadata().uid());
  }

  /**
   * Returns the candidates that belong to a controller; adopts and releases on the way.
   *
   * @param candidates objects of the controller's namespace: its own and those without controller
   */
  public <T extends KubeObject> List<T> claim(
      KubeObject controller, @Nullable LabelSelector selector, List<T> candidates) {
    List<T> claimed = new ArrayList<>(candidates.size());
    for (T candidate : candidates) {
      if (claims(controller, selector, candidate)) {
        claimed.add(candidate);
      }
    }
    return claimed;
  }

  private <T extends KubeObject> boolean claims(
      KubeObject controller, @Nullable LabelSelector selector, T object) {
    boolean matches = selector != null && selector.matches(object.metadata().labels());
    OwnerReference owner = object.metadata().controllerOwner();
    boolean leaving = controller.metadata().isTerminating();
    if (owner != null) {
      if (!owner.uid().equals(controller.metadata().uid())) {
        return false;
      }
      if (!matches && !leaving) {
        change(object, without(object.metadata(), owner));
      }
      return matches;
    }
    if (leaving || !matches || object.metadata().isTerminating() || isGone(controller)) {
      return false;
    }
    List<OwnerReference> owners = new ArrayList<>(object.metadata().ownerReferences());
    owners.add(controllerReference(controller));
    return change(object, object.metadata().withOwnerReferences(owners));
  }

  private boolean isGone(KubeObject controller) {
    KubeObject fresh = cluster.get(controller.kind(), controller.key());
    return fresh == null
        || fresh.metadata().isTerminating()
        || !fresh.metadata().uid().equals(controller.metadata().uid());
  }

  private static ObjectMeta without(ObjectMeta metadata, OwnerReference owner) {
    List<OwnerReference> owners = new ArrayList<>(metadata.ownerReferences());
    owners.remove(owner);
    return metadata.withOwnerReferences(owners);
  }

  @SuppressWarnings("unchecked") // every record returns the kind made for its own class
  private <T extends KubeObject> boolean change(T object, ObjectMeta wanted) {
    Kind<T> kind = (Kind<T>) object.kind();
    try {
      cluster.modify(
          kind,
          object.key(),
          current -> {
            if (!current.metadata().uid().equals(object.metadata().uid())) {
              throw ApiException.conflict(kind.lowerName() + "s", object.name());
            }
            return kind.type()
                .cast(
                    current.withMetadata(
                        current.metadata().withOwnerReferences(wanted.ownerReferences())));
          });
      return true;
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
