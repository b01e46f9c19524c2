package dev.farsight.sim.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunInvariantsTest {

  private static final PodCondition READY = new PodCondition("Ready", "True", null, null, null);

  private static Pod pod(@Nullable String node, String phase, PodCondition... conditions) {
    return new Pod(
        ObjectMeta.named("shop", "web"),
        PodSpec.of(List.of(Container.of("c", "nginx:1"))).withNodeName(node),
        new PodStatus(phase, List.of(conditions), null, null, null, null, List.of(), null, null));
  }

  private static void change(@Nullable Pod old, Pod pod) {
    WatchEvent.Type type = old == null ? WatchEvent.Type.ADDED : WatchEvent.Type.MODIFIED;
    RunInvariants.check(new WatchEvent<>(type, old, pod));
  }

  @Test
  void aPodIsBoundOnceAndToOneNode() {
    assertThatCode(() -> change(pod(null, "Pending"), pod("a", "Pending")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> change(pod("a", "Running"), pod("b", "Running")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("invariant broken: pod shop/web was bound to a and is now to b");
    assertThatThrownBy(() -> change(pod("a", "Running"), pod(null, "Running")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPodNeverLeavesAFinalPhase() {
    assertThatCode(() -> change(pod("a", "Running"), pod("a", "Failed")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> change(pod("a", "Succeeded"), pod("a", "Running")))
        .hasMessage("invariant broken: pod shop/web had Succeeded and is now Running");
  }

  @Test
  void onlyAPodWithANodeIsReady() {
    assertThatCode(() -> change(null, pod("a", "Running", READY))).doesNotThrowAnyException();
    assertThatThrownBy(() -> change(null, pod(null, "Pending", READY)))
        .hasMessage("invariant broken: pod shop/web is Ready without a node");
  }
}
