package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A stored template of a StatefulSet or DaemonSet.
 *
 * @param metadata metadata
 * @param template template of this revision; absent when not set
 * @param revision number of the revision
 */
public record ControllerRevision(
    ObjectMeta metadata, @Nullable PodTemplateSpec template, long revision) implements KubeObject {

  @Override
  public Kind<ControllerRevision> kind() {
    return Kinds.CONTROLLER_REVISION;
  }

  @Override
  public ControllerRevision withMetadata(ObjectMeta metadata) {
    return new ControllerRevision(metadata, template, revision);
  }

  /** Returns a copy with another {@code revision}. */
  public ControllerRevision withRevision(long revision) {
    return new ControllerRevision(metadata, template, revision);
  }
}
