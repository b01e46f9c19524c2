package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEvent;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.QueueingHintFn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that the plugins of one scheduler profile registered for, with their judges. */
public final class QueueingHints {

  private static final QueueingHintFn ALWAYS = (pod, oldObj, newObj) -> QueueingHint.QUEUE;

  /**
   * A plugin's registration.
   *
   * @param event event to match
   * @param plugin upstream name of the plugin
   * @param hint judge of each occurrence
   */
  record Registration(ClusterEvent event, String plugin, QueueingHintFn hint) {}

  private final List<Registration> registrations = new ArrayList<>();
  private final Map<ClusterEvent, List<Registration>> matching = new LinkedHashMap<>();

  /**
   * Collects the registrations of plugins.
   *
   * <p>A plugin that hears of added nodes and not of changed taints is told of the latter as well,
   * and then always retries, as upstream.
   */
  public QueueingHints(List<? extends EnqueueExtensions> plugins) {
    for (EnqueueExtensions plugin : plugins) {
      int nodeActions = 0;
      for (ClusterEventWithHint each : plugin.eventsToRegister()) {
        QueueingHintFn hint = each.hint() == null ? ALWAYS : each.hint();
        registrations.add(new Registration(each.event(), plugin.name(), hint));
        if (each.event().resource() == EventResource.NODE) {
          nodeActions |= each.event().actions();
        }
      }
      if ((nodeActions & ActionType.ADD) != 0
          && (nodeActions & ActionType.UPDATE_NODE_TAINT) == 0) {
        ClusterEvent taint = new ClusterEvent(EventResource.NODE, ActionType.UPDATE_NODE_TAINT);
        registrations.add(new Registration(taint, plugin.name(), ALWAYS));
      }
    }
  }

  /** Returns the registrations that an incoming event matches, in the order of the plugins. */
  List<Registration> matching(ClusterEvent incoming) {
    List<Registration> known = matching.get(incoming);
    if (known == null) {
      known = new ArrayList<>();
      for (Registration each : registrations) {
        if (each.event().matches(incoming)) {
          known.add(each);
        }
      }
      matching.put(incoming, known);
    }
    return known;
  }

  /** Returns the events that a plugin registered for. */
  List<ClusterEvent> eventsOf(String plugin) {
    List<ClusterEvent> events = new ArrayList<>();
    for (Registration each : registrations) {
      if (each.plugin().equals(plugin)) {
        events.add(each.event());
      }
    }
    return events;
  }
}
