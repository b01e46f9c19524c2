package dev.farsight.sim.process.quota;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceQuota;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Refuses a pod that would exceed a ResourceQuota of its namespace, and keeps count of the usage.
 */
public final class ResourceQuotaAdmission implements AdmissionPlugin<Pod> {

  private final Cluster cluster;

  /** Makes it over an API server; register it as the last step for pods. */
  public ResourceQuotaAdmission(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Kind<Pod> kind() {
    return Kinds.POD;
  }

  @Override
  public Pod admit(Pod pod) {
    for (ResourceQuota quota : cluster.store(Kinds.RESOURCE_QUOTA).listNamespace(pod.namespace())) {
      if (inScope(quota, pod)) {
        check(quota, pod);
      }
    }
    return pod;
  }

  private void check(ResourceQuota quota, Pod pod) {
    Map<String, Quantity> asked = usageOf(pod);
    Map<String, Quantity> used = new LinkedHashMap<>();
    for (Pod other : cluster.store(Kinds.POD).listNamespace(pod.namespace())) {
      if (inScope(quota, other)) {
        usageOf(other).forEach((name, amount) -> used.merge(name, amount, Quantity::plus));
      }
    }
    TreeSet<String> missing = new TreeSet<>();
    TreeSet<String> exceeded = new TreeSet<>();
    for (Map.Entry<String, Quantity> hard : quota.spec().hard().entrySet()) {
      String resource = hard.getKey();
      Quantity wanted = asked.get(resource);
      if (wanted == null || wanted.isZero()) {
        if (isMandatory(resource) && wanted == null) {
          missing.add(resource);
        }
      } else if (usedOf(used, resource).plus(wanted).compareTo(hard.getValue()) > 0) {
        exceeded.add(resource);
      }
    }
    if (!missing.isEmpty()) {
      throw ApiException.forbidden(
          "pods",
          pod.name(),
          "failed quota: " + quota.name() + ": must specify " + missingText(missing, pod));
    }
    if (!exceeded.isEmpty()) {
      throw ApiException.forbidden(
          "pods",
          pod.name(),
          "exceeded quota: "
              + quota.name()
              + ", requested: "
              + text(exceeded, asked)
              + ", used: "
              + text(exceeded, used)
              + ", limited: "
              + text(exceeded, quota.spec().hard()));
    }
  }

  private static Quantity usedOf(Map<String, Quantity> used, String resource) {
    Quantity amount = used.get(resource);
    return amount == null ? Quantity.ZERO : amount;
  }

  private static String text(TreeSet<String> names, Map<String, Quantity> amounts) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(text.length() == 0 ? "" : ",").append(name).append('=');
      text.append(usedOf(amounts, name));
    }
    return text.toString();
  }

  private static String missingText(TreeSet<String> names, Pod pod) {
    StringBuilder containers = new StringBuilder();
    for (Container container : pod.spec().containers()) {
      containers.append(containers.length() == 0 ? "" : ",").append(container.name());
    }
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(text.length() == 0 ? "" : "; ").append(name).append(" for: ").append(containers);
    }
    return text.toString();
  }

  private static boolean isMandatory(String resource) {
    return switch (resource) {
      case "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory" ->
          true;
      default -> false;
    };
  }

  private static boolean inScope(ResourceQuota quota, Pod pod) {
    for (String scope : quota.spec().scopes()) {
      boolean matches =
          switch (scope) {
            case "Terminating" -> pod.spec().activeDeadlineSeconds() != null;
            case "NotTerminating" -> pod.spec().activeDeadlineSeconds() == null;
            case "BestEffort" -> isBestEffort(pod);
            case "NotBestEffort" -> !isBestEffort(pod);
            default -> false;
          };
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBestEffort(Pod pod) {
    for (Container container : pod.spec().containers()) {
      if (container.resources() != null
          && !(container.resources().requests().isEmpty()
              && container.resources().limits().isEmpty())) {
        return false;
      }
    }
    return true;
  }

  /** Returns what a pod takes up: nothing but its object once it has finished. */
  private static Map<String, Quantity> usageOf(Pod pod) {
    Map<String, Quantity> usage = new TreeMap<>();
    usage.put("count/pods", Quantity.ofUnits(1));
    String phase = pod.status().phase();
    if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
      return usage;
    }
    usage.put("pods", Quantity.ofUnits(1));
    for (Map.Entry<String, Quantity> request : PodRequests.of(pod.spec()).entrySet()) {
      usage.put("requests." + request.getKey(), request.getValue());
      usage.put(request.getKey(), request.getValue());
    }
    for (Container container : pod.spec().containers()) {
      if (container.resources() != null) {
        container
            .resources()
            .limits()
            .forEach((name, amount) -> usage.merge("limits." + name, amount, Quantity::plus));
      }
    }
    return usage;
  }
}
