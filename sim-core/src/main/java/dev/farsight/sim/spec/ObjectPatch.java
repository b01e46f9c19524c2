package dev.farsight.sim.spec;

import dev.farsight.sim.kube.KubeObject;

/** A change that a user makes to an object, whatever its notation was. */
@FunctionalInterface
public interface ObjectPatch {

  /**
   * Returns the object with the change made; status and what the server sets are kept.
   *
   * @throws PatchRefusedException if the change cannot be made, with the text the server answers
   */
  KubeObject apply(KubeObject current);

  /** The API server would refuse a patch. */
  final class PatchRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal with the text of the server. */
    public PatchRefusedException(String message) {
      super(message, null, false, false);
    }
  }
}
