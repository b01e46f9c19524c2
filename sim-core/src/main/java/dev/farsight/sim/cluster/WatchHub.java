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
import org.jspecify.annotations.Nullable;

/**
 * Carries changes to watchers as events: one event per change and delay, which visits the watchers
 * of that delay in the order of their registration.
 */
final class WatchHub {

  private final Simulator simulator;
  private final long defaultDelayNanos;
  private final Map<Kind<?>, List<Channel<?>>> channels = new LinkedHashMap<>();
  private final Map<Kind<?>, Map<String, Long>> happensLater = new LinkedHashMap<>();

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

  /**
   * Announces a change.
   *
   * @param lagNanos how much later than now it happens for the world; later changes under the same
   *     key are never told before it, not even those of a successor of the same name
   */
  <T extends KubeObject> void announce(Kind<T> kind, WatchEvent<T> event, long lagNanos) {
    long happensNanos = happensNanos(kind, event.key(), lagNanos);
    List<Channel<?>> ofKind = channels.get(kind);
    if (ofKind == null) {
      return;
    }
    Delivery<T> delivery = new Delivery<>(event, Subject.idOf(kind.name(), event.key()));
    for (Channel<?> channel : ofKind) {
      Channel<T> same = cast(channel);
      same.send(delivery, happensNanos);
    }
  }

  private long happensNanos(Kind<?> kind, String key, long lagNanos) {
    long happens = simulator.now() + lagNanos;
    Map<String, Long> ofKind = happensLater.get(kind);
    Long announced = ofKind == null ? null : ofKind.get(key);
    if (announced != null && announced > happens) {
      return announced;
    }
    if (lagNanos > 0) {
      happensLater.computeIfAbsent(kind, k -> new LinkedHashMap<>()).put(key, happens);
    } else if (ofKind != null && announced != null) {
      ofKind.remove(key);
    }
    return happens;
  }

  @SuppressWarnings("unchecked") // channels are kept under the kind they carry
  private static <T extends KubeObject> Channel<T> cast(Channel<?> channel) {
    return (Channel<T>) channel;
  }

  /** The watchers of one kind that see changes after the same delay. */
  private static final class Channel<T extends KubeObject> {
    private final Simulator simulator;
    private final Kind<T> kind;
    private final long delayNanos;
    private @Nullable EventType<Delivery<T>> delivered;
    private final List<WatchHandler<T>> handlers = new ArrayList<>();

    Channel(Simulator simulator, Kind<T> kind, long delayNanos) {
      this.simulator = simulator;
      this.kind = kind;
      this.delayNanos = delayNanos;
    }

    void send(Delivery<T> delivery, long happensNanos) {
      simulator.scheduleAt(happensNanos + delayNanos, delivered(), delivery);
    }

    /** Returns the type of the deliveries, declared with the first one: many kinds never change. */
    private EventType<Delivery<T>> delivered() {
      EventType<Delivery<T>> type = delivered;
      if (type == null) {
        String suffix = delayNanos == 0 ? "" : "+" + delayNanos + "ns";
        String name = "watch." + kind.lowerName() + suffix;
        type = simulator.declare(name, Priority.STATE, this::deliver);
        delivered = type;
      }
      return type;
    }

    private void deliver(Delivery<T> delivery) {
      WatchEvent<T> event = delivery.event;
      for (WatchHandler<T> handler : handlers) {
        handler.onChange(event);
      }
    }
  }

  /** A change under way to all channels. */
  private record Delivery<T extends KubeObject>(WatchEvent<T> event, long subjectId)
      implements Subject {

    @Override
    public String subjectName() {
      return event.object().kind().lowerName() + "/" + event.key();
    }
  }
}
