package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A PriorityClass.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param value priority
 * @param globalDefault whether pods without a class get it; absent when not set
 * @param preemptionPolicy PreemptLowerPriority or Never; absent when not set
 */
public record PriorityClass(
    ObjectMeta metadata,
    int value,
    @Nullable Boolean globalDefault,
    @Nullable String preemptionPolicy)
    implements KubeObject {

  @Override
  public Kind<PriorityClass> kind() {
    return Kinds.PRIORITY_CLASS;
  }

  @Override
  public PriorityClass withMetadata(ObjectMeta metadata) {
    return new PriorityClass(metadata, value, globalDefault, preemptionPolicy);
  }
}
