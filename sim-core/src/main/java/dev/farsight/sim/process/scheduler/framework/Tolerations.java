package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Toleration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which taints a pod bears. */
public final class Tolerations {

  private Tolerations() {}

  /** Returns whether any toleration bears the taint. */
  public static boolean tolerate(List<Toleration> tolerations, Taint taint) {
    for (Toleration toleration : tolerations) {
      if (toleration.tolerates(taint)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first taint that keeps the pod off a node, or null. */
  public static @Nullable Taint firstUntolerated(List<Taint> taints, List<Toleration> tolerations) {
    if (taints.isEmpty()) {
      return null;
    }
    for (Taint taint : taints) {
      boolean keepsOff = taint.effect().equals("NoSchedule") || taint.effect().equals("NoExecute");
      if (keepsOff && !tolerate(tolerations, taint)) {
        return taint;
      }
    }
    return null;
  }
}
