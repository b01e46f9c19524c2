package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ClusterEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pods whose attempt has not ended, and the events since the oldest of these attempts began:
 * what a pod missed while it was in flight is judged when it comes back.
 */
final class InFlightEvents {

  /** An event with the objects involved and its place in the order of events. */
  record Entry(
      long sequence,
      ClusterEvent event,
      @Nullable KubeObject oldObj,
      @Nullable KubeObject newObj) {}

  /** A pod in flight and the place in the order of events at which its attempt began. */
  private record Flight(Pod pod, long sequence) {}

  private final Map<String, Flight> flights = new LinkedHashMap<>();
  private final Deque<Entry> events = new ArrayDeque<>();
  private long sequence;

  boolean isEmpty() {
    return flights.isEmpty();
  }

  boolean has(String uid) {
    return flights.containsKey(uid);
  }

  void begin(Pod pod) {
    flights.put(pod.metadata().uid(), new Flight(pod, sequence++));
  }

  void add(ClusterEvent event, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    events.add(new Entry(sequence++, event, oldObj, newObj));
  }

  /** Returns the events since the attempt of a pod began, in their order. */
  List<Entry> since(String uid) {
    Flight flight = flights.get(uid);
    List<Entry> missed = new ArrayList<>();
    if (flight != null) {
      for (Entry entry : events) {
        if (entry.sequence() > flight.sequence()) {
          missed.add(entry);
        }
      }
    }
    return missed;
  }

  /** Ends the attempt of a pod and forgets the events that no other pod in flight needs. */
  void done(String uid) {
    if (flights.remove(uid) == null) {
      return;
    }
    long oldest = flights.isEmpty() ? sequence : flights.values().iterator().next().sequence();
    while (!events.isEmpty() && events.getFirst().sequence() < oldest) {
      events.removeFirst();
    }
  }

  List<Pod> pods() {
    List<Pod> pods = new ArrayList<>();
    for (Flight flight : flights.values()) {
      pods.add(flight.pod());
    }
    return pods;
  }
}
