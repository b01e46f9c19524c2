package dev.farsight.sim.cluster;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries changes to watchers as events: one event per change and delay, which visits the watchers
 * of that delay in the order of their registration.
 */
final class WatchHub {

  private final Simulator simulator;
  private final long defaultDelayNanos;
  private final Map<Kind<?>, List<Channel<?>>> channels = new LinkedHashMap<>();

  WatchHub(Simulator simulator, long defaultDelayNanos) {
    this.simulator = simulator;
    this.defaultDelayNanos = defaultDelayNanos;
  }

  long defaultDelayNanos() {
    return defaultDelayNanos;
  }

  <T extends KubeObject> void watch(Kind<T> kind, long delayNanos, WatchHandler<T> handler) {
    List<Channel<?>> ofKind = channels.computeIfAbsent(kind, k -> new ArrayList<>());
    for (Channel<?> channel : ofKind) {
      if (channel.delayNanos == delayNanos) {
        Channel<T> same = cast(channel);
        same.handlers.add(handler);
        return;
      }
    }
    Channel<T> channel = new Channel<>(simulator, kind, delayNanos);
    channel.handlers.add(handler);
    ofKind.add(channel);
  }

  <T extends KubeObject> void announce(Kind<T> kind, WatchEvent<T> event) {
    List<Channel<?>> ofKind = channels.get(kind);
    if (ofKind == null) {
      return;
    }
    for (Channel<?> channel : ofKind) {
      Channel<T> same = cast(channel);
      same.send(event);
    }
  }

  @SuppressWarnings("unchecked") // channels are kept under the kind they carry
  private static <T extends KubeObject> Channel<T> cast(Channel<?> channel) {
    return (Channel<T>) channel;
  }

  /** The watchers of one kind that see changes after the same delay. */
  private static final class Channel<T extends KubeObject> {
    private final Simulator simulator;
    private final long delayNanos;
    private final EventType<Delivery<T>> delivered;
    private final List<WatchHandler<T>> handlers = new ArrayList<>();

    Channel(Simulator simulator, Kind<T> kind, long delayNanos) {
      this.simulator = simulator;
      this.delayNanos = delayNanos;
      String suffix = delayNanos == 0 ? "" : "+" + delayNanos + "ns";
      this.delivered =
          simulator.declare("watch." + kind.lowerName() + suffix, Priority.STATE, this::deliver);
    }

    void send(WatchEvent<T> event) {
      simulator.schedule(delayNanos, delivered, new Delivery<>(event));
    }

    private void deliver(Delivery<T> delivery) {
      for (WatchHandler<T> handler : handlers) {
        handler.onChange(delivery.event);
      }
    }
  }

  /** A change under way. */
  private record Delivery<T extends KubeObject>(WatchEvent<T> event) implements Subject {

    @Override
    public long subjectId() {
      return Subject.idOf(event.object().kind().name(), event.object().key());
    }

    @Override
    public String subjectName() {
      return event.object().kind().lowerName() + "/" + event.object().key();
    }
  }
}
