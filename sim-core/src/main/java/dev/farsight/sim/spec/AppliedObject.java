package dev.farsight.sim.spec;

import dev.farsight.sim.kube.KubeObject;
import org.jspecify.annotations.Nullable;

/**
 * An object that is applied: created, or changed if it exists.
 *
 * @param object object as it is created, with all API defaults
 * @param whenExists what applying it changes if it exists; absent to replace spec, labels and
 *     annotations
 */
public record AppliedObject(KubeObject object, @Nullable ObjectPatch whenExists) {

  /** Returns an object whose application replaces spec, labels and annotations. */
  public static AppliedObject of(KubeObject object) {
    return new AppliedObject(object, null);
  }
}
