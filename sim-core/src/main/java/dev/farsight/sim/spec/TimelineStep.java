package dev.farsight.sim.spec;

import dev.farsight.sim.kube.KubeObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a user, or the world, does.
 *
 * @param id id, unique in the timeline
 * @param text what it does in a few words, such as {@code apply keda.yaml}
 * @param when when it starts
 * @param action what it does
 * @param timeoutNanos how long the client waits for its completion; absent for as long as it takes
 */
public record TimelineStep(
    String id, String text, StepTime when, StepAction action, @Nullable Long timeoutNanos) {

  /** A step whose client waits for as long as it takes. */
  public TimelineStep(String id, String text, StepTime when, StepAction action) {
    this(id, text, when, action, null);
  }

  /** Returns the objects that the step brings, however it does. */
  public List<KubeObject> objects() {
    if (action instanceof StepAction.EksctlCreateCluster eksctl) {
      return eksctl.cluster().addons().stream().flatMap(each -> each.objects().stream()).toList();
    }
    List<AppliedObject> applied = List.of();
    if (action instanceof StepAction.Apply apply) {
      applied = apply.objects();
    } else if (action instanceof StepAction.HelmInstall helm) {
      applied = helm.objects();
    } else if (action instanceof StepAction.CreateAddon addon) {
      applied = addon.objects();
    }
    return applied.stream().map(AppliedObject::object).toList();
  }

  /** Returns a step at an instant in nanoseconds, described by its action's own words. */
  public static TimelineStep at(long nanos, String id, StepAction action) {
    return new TimelineStep(id, action.word() + " " + id, new StepTime.At(nanos), action);
  }
}
