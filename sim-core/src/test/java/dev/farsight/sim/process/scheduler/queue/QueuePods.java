package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes small pods for the tests of the queue. */
final class QueuePods {

  private QueuePods() {}

  static Pod pod(String name, int priority) {
    return pod(name, priority, null);
  }

  static Pod pod(String name, int priority, @Nullable String nominatedNode) {
    Container container = Container.of("c", "c:1");
    PodSpec spec = PodSpec.of(List.of(container)).withPriority(priority);
    PodStatus status =
        new PodStatus("Pending", List.of(), nominatedNode, null, null, null, List.of(), null, null);
    return new Pod(ObjectMeta.named("default", name).withUid("uid-" + name), spec, status);
  }
}
