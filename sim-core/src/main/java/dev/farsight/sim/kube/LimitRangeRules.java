package dev.farsight.sim.kube;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the LimitRanges of a namespace do to the pods that are created in it: they give containers
 * requests and limits, and refuse what lies outside of their bounds, in the words of the API
 * server. Bounds of claims are not simulated.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/plugin/pkg/admission/limitranger/admission.go">the
 *     LimitRanger plugin</a>
 */
public final class LimitRangeRules {

  private static final String CONTAINER = "Container";
  private static final String POD = "Pod";
  private static final Set<String> POD_LEVEL = Set.of("cpu", "memory");

  private LimitRangeRules() {}

  /** Returns the pod with the requests and limits that the ranges give to its containers. */
  public static Pod complete(Pod pod, Collection<LimitRange> ranges) {
    Pod result = pod;
    for (LimitRange range : ranges) {
      Map<String, Quantity> requests = new TreeMap<>();
      Map<String, Quantity> limits = new TreeMap<>();
      for (LimitRangeItem item : range.spec().limits()) {
        if (item.type().equals(CONTAINER)) {
          requests.putAll(item.defaultRequest());
          limits.putAll(item.defaultLimits());
        }
      }
      if (!requests.isEmpty() || !limits.isEmpty()) {
        PodSpec spec = result.spec();
        result =
            result.withSpec(
                spec.withContainers(complete(spec.containers(), requests, limits))
                    .withInitContainers(complete(spec.initContainers(), requests, limits)));
      }
    }
    return result;
  }

  private static List<Container> complete(
      List<Container> containers, Map<String, Quantity> requests, Map<String, Quantity> limits) {
    List<Container> completed = new ArrayList<>(containers.size());
    for (Container container : containers) {
      Map<String, Quantity> ownLimits = new TreeMap<>(limitsOf(container));
      Map<String, Quantity> ownRequests = new TreeMap<>(requestsOf(container));
      limits.forEach(ownLimits::putIfAbsent);
      requests.forEach(ownRequests::putIfAbsent);
      completed.add(container.withResources(new ResourceRequirements(ownRequests, ownLimits)));
    }
    return completed;
  }

  /**
   * Returns what the API server finds invalid about a pod that ranges have completed: a request of
   * its own above a limit that a range gave it.
   *
   * @return the words after the name of the pod; null if nothing is
   */
  public static @Nullable String invalid(Pod pod) {
    List<String> faults = new ArrayList<>();
    addInvalid(pod.spec().containers(), "spec.containers", faults);
    addInvalid(pod.spec().initContainers(), "spec.initContainers", faults);
    return joined(faults);
  }

  private static void addInvalid(List<Container> containers, String field, List<String> faults) {
    for (int i = 0; i < containers.size(); i++) {
      Map<String, Quantity> limits = limitsOf(containers.get(i));
      String path = field + "[" + i + "].resources.requests";
      requestsOf(containers.get(i))
          .forEach(
              (name, request) -> {
                Quantity limit = limits.get(name);
                if (limit != null && request.compareTo(limit) > 0) {
                  faults.add(
                      path
                          + ": Invalid value: \""
                          + request
                          + "\": must be less than or equal to "
                          + name
                          + " limit of "
                          + limit);
                }
              });
    }
  }

  /** Returns why a range refuses a pod, which the ranges have completed; null if it does not. */
  public static @Nullable String refusal(Pod pod, LimitRange range) {
    List<String> faults = new ArrayList<>();
    for (LimitRangeItem item : range.spec().limits()) {
      if (item.type().equals(CONTAINER)) {
        for (Container container : pod.spec().containers()) {
          addFaults(item, requestsOf(container), limitsOf(container), faults);
        }
        for (Container container : pod.spec().initContainers()) {
          addFaults(item, requestsOf(container), limitsOf(container), faults);
        }
      } else if (item.type().equals(POD)) {
        PodSpec spec = pod.spec();
        ResourceRequirements whole = spec.resources();
        addFaults(
            item,
            total(spec, whole == null ? FrozenMap.empty() : whole.requests(), true),
            total(spec, whole == null ? FrozenMap.empty() : whole.limits(), false),
            faults);
      }
    }
    return joined(faults);
  }

  /** Sums up what containers ask for or may use, as the plugin does; there is no overhead in it. */
  private static Map<String, Quantity> total(
      PodSpec spec, Map<String, Quantity> whole, boolean requests) {
    Map<String, Quantity> total =
        new TreeMap<>(
            PodDefaults.sum(
                spec, requests ? LimitRangeRules::requestsOf : LimitRangeRules::limitsOf));
    whole.forEach(
        (name, quantity) -> {
          if (POD_LEVEL.contains(name)) {
            total.put(name, quantity);
          }
        });
    return total;
  }

  private static void addFaults(
      LimitRangeItem item,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      List<String> faults) {
    item.min().forEach((name, least) -> min(item, name, least, requests, limits, faults));
    item.max().forEach((name, most) -> max(item, name, most, requests, limits, faults));
    item.maxLimitRequestRatio()
        .forEach((name, ratio) -> ratio(item, name, ratio, requests, limits, faults));
  }

  private static void min(
      LimitRangeItem item,
      String name,
      Quantity least,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      List<String> faults) {
    String stem = stem("minimum", item, name, least);
    Quantity request = requests.get(name);
    Quantity limit = limits.get(name);
    if (request == null) {
      faults.add(stem + ".  No request is specified");
    } else if (request.compareTo(least) < 0) {
      faults.add(stem + ", but request is " + request);
    } else if (limit != null && limit.compareTo(least) < 0) {
      faults.add(stem + ", but limit is " + limit);
    }
  }

  private static void max(
      LimitRangeItem item,
      String name,
      Quantity most,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      List<String> faults) {
    String stem = stem("maximum", item, name, most);
    Quantity request = requests.get(name);
    Quantity limit = limits.get(name);
    if (limit == null) {
      faults.add(stem + ".  No limit is specified");
    } else if (limit.compareTo(most) > 0) {
      faults.add(stem + ", but limit is " + limit);
    } else if (request != null && request.compareTo(most) > 0) {
      faults.add(stem + ", but request is " + request);
    }
  }

  private static void ratio(
      LimitRangeItem item,
      String name,
      Quantity most,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      List<String> faults) {
    String stem = name + " max limit to request ratio per " + item.type() + " is " + most;
    Quantity request = requests.get(name);
    Quantity limit = limits.get(name);
    if (request == null || request.isZero()) {
      faults.add(stem + ", but no request is specified or request is 0");
    } else if (limit == null || limit.isZero()) {
      faults.add(stem + ", but no limit is specified or limit is 0");
    } else if (limit.exact().compareTo(most.exact().multiply(request.exact())) > 0) {
      BigDecimal shown = limit.exact().divide(request.exact(), 6, RoundingMode.HALF_EVEN);
      faults.add(stem + ", but provided ratio is " + shown.toPlainString());
    }
  }

  private static String stem(String bound, LimitRangeItem item, String name, Quantity value) {
    return bound + " " + name + " usage per " + item.type() + " is " + value;
  }

  /** Joins faults as Go's aggregated errors print them: each once, several in brackets. */
  private static @Nullable String joined(List<String> faults) {
    Set<String> different = new LinkedHashSet<>(faults);
    if (different.isEmpty()) {
      return null;
    }
    String text = String.join(", ", different);
    return different.size() == 1 ? text : "[" + text + "]";
  }

  private static Map<String, Quantity> requestsOf(Container container) {
    ResourceRequirements resources = container.resources();
    return resources == null ? FrozenMap.empty() : resources.requests();
  }

  private static Map<String, Quantity> limitsOf(Container container) {
    ResourceRequirements resources = container.resources();
    return resources == null ? FrozenMap.empty() : resources.limits();
  }
}
