package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;

/**
 * A step of the admission chain: it may change an object that is about to be created, or refuse it.
 *
 * <p>Plugins run once per creation, in the order of their registration; nothing runs them again for
 * an object that exists.
 *
 * @param <T> kind of object it looks at
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/">upstream
 *     documentation</a>
 */
public interface AdmissionPlugin<T extends KubeObject> {

  /** Returns the kind this plugin looks at. */
  Kind<T> kind();

  /**
   * Returns the object as it shall be created.
   *
   * @throws ApiException to refuse the object
   */
  T admit(T object);
}
