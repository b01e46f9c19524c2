package dev.farsight.sim.process.admission;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Toleration;
import dev.farsight.sim.kube.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DefaultTolerationSeconds admission plugin: pods bear a node that is not ready or unreachable
 * for five minutes, unless they say something else.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/admission/defaulttolerationseconds/admission.go">upstream
 *     source</a>
 */
public final class DefaultTolerationSeconds {

  private static final long SECONDS = 300;

  private DefaultTolerationSeconds() {}

  /** Returns a pod with the default tolerations that it does not have in some form. */
  public static Pod admit(Pod pod) {
    List<Toleration> tolerations = new ArrayList<>(pod.spec().tolerations());
    for (String taint : List.of(WellKnown.TAINT_NOT_READY, WellKnown.TAINT_UNREACHABLE)) {
      if (!speaksOf(pod.spec().tolerations(), taint)) {
        tolerations.add(new Toleration(taint, "Exists", null, WellKnown.NO_EXECUTE, SECONDS));
      }
    }
    return tolerations.size() == pod.spec().tolerations().size()
        ? pod
        : pod.withSpec(pod.spec().withTolerations(tolerations));
  }

  private static boolean speaksOf(List<Toleration> tolerations, String taint) {
    for (Toleration toleration : tolerations) {
      boolean key = isEmpty(toleration.key()) || taint.equals(toleration.key());
      boolean effect =
          isEmpty(toleration.effect()) || WellKnown.NO_EXECUTE.equals(toleration.effect());
      if (key && effect) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
