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

  /** The same for all pods, so that pods of a template stay alike part by part. */
  private static final List<Toleration> DEFAULTS =
      List.of(seconds(WellKnown.TAINT_NOT_READY), seconds(WellKnown.TAINT_UNREACHABLE));

  private DefaultTolerationSeconds() {}

  private static Toleration seconds(String taint) {
    return new Toleration(taint, "Exists", null, WellKnown.NO_EXECUTE, SECONDS);
  }

  /** Returns a pod with the default tolerations that it does not have in some form. */
  public static Pod admit(Pod pod) {
    List<Toleration> own = pod.spec().tolerations();
    if (own.isEmpty()) {
      return pod.withSpec(pod.spec().withTolerations(DEFAULTS));
    }
    List<Toleration> tolerations = new ArrayList<>(own);
    for (Toleration toleration : DEFAULTS) {
      if (!speaksOf(own, String.valueOf(toleration.key()))) {
        tolerations.add(toleration);
      }
    }
    return tolerations.size() == own.size()
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
