package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.WellKnown;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes down the life of pods, as their watch tells it. */
final class PodLines {

  private static final List<String> CONDITIONS = List.of("PodScheduled", "DisruptionTarget");

  private final Lines lines;
  private final StableNames names;

  PodLines(Lines lines, StableNames names) {
    this.lines = lines;
    this.names = names;
  }

  /** Returns what writes down the answers of the Eviction API. */
  AuditLog.Sink evictions(LongSupplier clock) {
    return new AuditLog.Sink() {
      @Override
      public void evicted(Pod pod, @Nullable String refusal) {
        String result = refusal == null ? "evicted" : refusal;
        add(clock.getAsLong(), "eviction", pod).put("result", result);
      }
    };
  }

  private ObjectNode add(long now, String event, Pod pod) {
    return lines.add(now, event, pod.namespace()).put("pod", names.of(pod));
  }

  void onPod(long now, WatchEvent<Pod> event) {
    Pod pod = event.object();
    Pod old = event.old();
    switch (event.type()) {
      case ADDED -> {
        names.add(pod);
        created(now, pod);
        changed(now, null, pod);
      }
      case MODIFIED -> changed(now, old, pod);
      case DELETED -> {
        if (old != null && !old.metadata().isTerminating()) {
          deleting(now, pod, 0);
        }
        add(now, "pod.deleted", pod);
      }
    }
  }

  private void created(long now, Pod pod) {
    OwnerReference owner = pod.metadata().controllerOwner();
    String profile = pod.metadata().labels().get(WellKnown.FARGATE_PROFILE);
    String size = pod.metadata().annotations().get(WellKnown.CAPACITY_PROVISIONED);
    Integer priority = pod.spec().priority();
    ObjectNode line = add(now, "pod.created", pod);
    line.put("owner", names.ownerOf(pod.metadata()));
    line.put("ownerKind", owner == null ? "" : owner.kind());
    line.put("priority", priority == null ? 0 : priority);
    line.put("priorityClassName", Objects.toString(pod.spec().priorityClassName(), ""));
    line.put("schedulerName", Objects.toString(pod.spec().schedulerName(), ""));
    if (profile != null) {
      line.put("fargateProfile", profile);
    }
    if (size != null) {
      line.put("capacityProvisioned", size);
    }
  }

  private void changed(long now, @Nullable Pod old, Pod pod) {
    for (String type : CONDITIONS) {
      condition(now, pod, find(old, type), find(pod, type));
    }
    String node = pod.spec().nodeName();
    if (node != null && (old == null || old.spec().nodeName() == null)) {
      add(now, "pod.bound", pod).put("node", node);
    }
    String phase = phase(pod);
    if (!phase.equals(phase(old))) {
      add(now, "pod.phase", pod).put("phase", phase);
    }
    if (isReady(pod) != isReady(old)) {
      add(now, "pod.ready", pod).put("ready", isReady(pod));
    }
    if (restarts(pod) != restarts(old)) {
      add(now, "pod.restarts", pod).put("restarts", restarts(pod));
    }
    String nominated = Objects.toString(pod.status().nominatedNodeName(), "");
    String before = old == null ? "" : Objects.toString(old.status().nominatedNodeName(), "");
    if (!nominated.equals(before)) {
      add(now, "pod.nominated", pod).put("node", nominated);
    }
    if (pod.metadata().isTerminating() && (old == null || !old.metadata().isTerminating())) {
      Long grace = pod.metadata().deletionGracePeriodSeconds();
      deleting(now, pod, grace == null ? 0 : grace);
    }
  }

  private void deleting(long now, Pod pod, long graceSeconds) {
    add(now, "pod.deleting", pod).put("gracePeriodSeconds", graceSeconds);
  }

  private static @Nullable PodCondition find(@Nullable Pod pod, String type) {
    if (pod != null) {
      for (PodCondition condition : pod.status().conditions()) {
        if (condition.type().equals(type)) {
          return condition;
        }
      }
    }
    return null;
  }

  private void condition(
      long now, Pod pod, @Nullable PodCondition before, @Nullable PodCondition after) {
    if (after == null || (before != null && saysTheSame(before, after))) {
      return;
    }
    ObjectNode line = add(now, "pod.condition", pod);
    line.put("type", after.type()).put("status", after.status());
    if (after.reason() != null) {
      line.put("reason", after.reason());
    }
    if (after.message() != null) {
      line.put("message", names.inText(after.message()));
    }
  }

  private static boolean saysTheSame(PodCondition one, PodCondition other) {
    return one.status().equals(other.status())
        && Objects.equals(one.reason(), other.reason())
        && Objects.equals(one.message(), other.message());
  }

  private static String phase(@Nullable Pod pod) {
    return pod == null ? "Pending" : Objects.toString(pod.status().phase(), "Pending");
  }

  private static boolean isReady(@Nullable Pod pod) {
    PodCondition ready = find(pod, "Ready");
    return ready != null && ready.status().equals("True");
  }

  private static int restarts(@Nullable Pod pod) {
    int sum = 0;
    if (pod != null) {
      for (ContainerStatus container : pod.status().containerStatuses()) {
        sum += container.restartCount();
      }
    }
    return sum;
  }
}
