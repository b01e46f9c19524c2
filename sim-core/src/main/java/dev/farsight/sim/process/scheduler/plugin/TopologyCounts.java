package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A count for each topology domain, that is for each pair of a node label and its value. */
final class TopologyCounts {

  private final Map<String, Map<String, Long>> byKey = new LinkedHashMap<>();

  /** Adds to the domain of a node; a domain at zero is dropped where asked for. */
  void add(NodeInfo node, String topologyKey, long amount, boolean dropZero) {
    String domain = node.label(topologyKey);
    if (domain == null) {
      return;
    }
    Map<String, Long> domains = byKey.computeIfAbsent(topologyKey, key -> new LinkedHashMap<>());
    long sum = domains.merge(domain, amount, Long::sum);
    if (sum == 0 && dropZero) {
      domains.remove(domain);
      if (domains.isEmpty()) {
        byKey.remove(topologyKey);
      }
    }
  }

  /** Adds to a domain. */
  void add(String key, String domain, long amount) {
    byKey.computeIfAbsent(key, each -> new LinkedHashMap<>()).merge(domain, amount, Long::sum);
  }

  /** Drops a domain. */
  void remove(String key, String domain) {
    Map<String, Long> domains = byKey.get(key);
    if (domains != null) {
      domains.remove(domain);
      if (domains.isEmpty()) {
        byKey.remove(key);
      }
    }
  }

  /** Drops all domains. */
  void clear() {
    byKey.clear();
  }

  /** Returns the counts of all domains of a key; a view. */
  Map<String, Long> domains(String key) {
    Map<String, Long> domains = byKey.get(key);
    return domains == null ? Map.of() : Collections.unmodifiableMap(domains);
  }

  /** Returns the node labels whose values name the domains; a view. */
  Set<String> topologyKeys() {
    return Collections.unmodifiableSet(byKey.keySet());
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** Returns the count of a node's domain; 0 where it has none. */
  long of(NodeInfo node, String topologyKey) {
    String domain = node.label(topologyKey);
    Map<String, Long> domains = byKey.get(topologyKey);
    return domain == null || domains == null ? 0 : domains.getOrDefault(domain, 0L);
  }

  /** Returns whether any domain of a node has a count above zero. */
  boolean anyPositive(NodeInfo node) {
    for (String key : byKey.keySet()) {
      if (of(node, key) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the sum over all domains of a node. */
  long sum(NodeInfo node) {
    long sum = 0;
    for (String key : byKey.keySet()) {
      sum += of(node, key);
    }
    return sum;
  }

  TopologyCounts copy() {
    TopologyCounts copy = new TopologyCounts();
    byKey.forEach((key, domains) -> copy.byKey.put(key, new LinkedHashMap<>(domains)));
    return copy;
  }
}
