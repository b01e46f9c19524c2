package dev.farsight.sim.process.quota;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LimitRange;
import dev.farsight.sim.kube.LimitRangeItem;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives containers the default requests and limits of the LimitRanges of their namespace, and
 * refuses what is below the minimum, above the maximum, or too far between request and limit
 * ({@code plugin/pkg/admission/limitranger}).
 */
public final class LimitRanger implements AdmissionPlugin<Pod> {

  private final Cluster cluster;

  /** Makes it over an API server. */
  public LimitRanger(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Kind<Pod> kind() {
    return Kinds.POD;
  }

  @Override
  public Pod admit(Pod pod) {
    Pod result = pod;
    List<LimitRange> ranges =
        List.copyOf(cluster.store(Kinds.LIMIT_RANGE).listNamespace(pod.namespace()));
    for (LimitRange range : ranges) {
      for (LimitRangeItem item : range.spec().limits()) {
        if (item.type().equals("Container")) {
          result =
              result.withSpec(
                  result
                      .spec()
                      .withContainers(defaulted(result.spec().containers(), item))
                      .withInitContainers(defaulted(result.spec().initContainers(), item)));
        }
      }
    }
    for (LimitRange range : ranges) {
      check(result, range);
    }
    return result;
  }

  private static List<Container> defaulted(List<Container> containers, LimitRangeItem item) {
    List<Container> result = new ArrayList<>(containers.size());
    for (Container container : containers) {
      ResourceRequirements own = container.resources();
      Map<String, Quantity> limits =
          new TreeMap<>(own == null ? FrozenMap.<Quantity>empty() : own.limits());
      Map<String, Quantity> requests =
          new TreeMap<>(own == null ? FrozenMap.<Quantity>empty() : own.requests());
      // The API server has made requests of a container's own limits before.
      limits.forEach(requests::putIfAbsent);
      item.defaultLimits().forEach(limits::putIfAbsent);
      item.defaultRequest().forEach(requests::putIfAbsent);
      boolean none = limits.isEmpty() && requests.isEmpty();
      result.add(
          none ? container : container.withResources(new ResourceRequirements(requests, limits)));
    }
    return result;
  }

  private static void check(Pod pod, LimitRange range) {
    Set<String> refusals = new LinkedHashSet<>();
    for (LimitRangeItem item : range.spec().limits()) {
      if (item.type().equals("Container")) {
        for (Container container : pod.spec().containers()) {
          check(item, container.resources(), refusals);
        }
        for (Container container : pod.spec().initContainers()) {
          check(item, container.resources(), refusals);
        }
      } else if (item.type().equals("Pod")) {
        check(item, sum(pod), refusals);
      }
    }
    if (!refusals.isEmpty()) {
      String all = String.join(", ", refusals);
      throw ApiException.forbidden(
          "pods", pod.name(), refusals.size() == 1 ? all : "[" + all + "]");
    }
  }

  /** Returns what a pod asks for in all: the larger of its containers and its init containers. */
  private static ResourceRequirements sum(Pod pod) {
    return new ResourceRequirements(
        sum(pod, ResourceRequirements::requests), sum(pod, ResourceRequirements::limits));
  }

  private static Map<String, Quantity> sum(
      Pod pod, Function<ResourceRequirements, Map<String, Quantity>> part) {
    Map<String, Quantity> sum = new TreeMap<>();
    for (Container container : pod.spec().containers()) {
      of(container, part).forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
    }
    Map<String, Quantity> sidecars = new TreeMap<>();
    Map<String, Quantity> most = new TreeMap<>();
    for (Container container : pod.spec().initContainers()) {
      Map<String, Quantity> together = new TreeMap<>(sidecars);
      of(container, part).forEach((name, amount) -> together.merge(name, amount, Quantity::plus));
      if ("Always".equals(container.restartPolicy())) {
        of(container, part).forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
        sidecars = together;
      }
      together.forEach((name, amount) -> most.merge(name, amount, LimitRanger::larger));
    }
    most.forEach((name, amount) -> sum.merge(name, amount, LimitRanger::larger));
    return sum;
  }

  private static Map<String, Quantity> of(
      Container container, Function<ResourceRequirements, Map<String, Quantity>> part) {
    return container.resources() == null ? FrozenMap.empty() : part.apply(container.resources());
  }

  private static Quantity larger(Quantity a, Quantity b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static void check(
      LimitRangeItem item, @Nullable ResourceRequirements asked, Set<String> refusals) {
    Map<String, Quantity> requests = asked == null ? FrozenMap.empty() : asked.requests();
    Map<String, Quantity> limits = asked == null ? FrozenMap.empty() : asked.limits();
    String per = " per " + item.type() + " is ";
    item.min()
        .forEach(
            (name, least) ->
                refuse(
                    "minimum " + name + " usage" + per + least,
                    tooSmall(least, requests.get(name), limits.get(name)),
                    refusals));
    item.max()
        .forEach(
            (name, most) ->
                refuse(
                    "maximum " + name + " usage" + per + most,
                    tooLarge(most, requests.get(name), limits.get(name)),
                    refusals));
    item.maxLimitRequestRatio()
        .forEach(
            (name, most) ->
                refuse(
                    name + " max limit to request ratio" + per + most,
                    tooFar(most, requests.get(name), limits.get(name)),
                    refusals));
  }

  private static void refuse(String stem, String why, Set<String> refusals) {
    if (!why.isEmpty()) {
      refusals.add(stem + why);
    }
  }

  private static String tooSmall(
      Quantity least, @Nullable Quantity request, @Nullable Quantity limit) {
    if (request == null) {
      return ".  No request is specified";
    }
    if (request.compareTo(least) < 0) {
      return ", but request is " + request;
    }
    return limit != null && limit.compareTo(least) < 0 ? ", but limit is " + limit : "";
  }

  private static String tooLarge(
      Quantity most, @Nullable Quantity request, @Nullable Quantity limit) {
    if (limit == null) {
      return ".  No limit is specified";
    }
    if (limit.compareTo(most) > 0) {
      return ", but limit is " + limit;
    }
    return request != null && request.compareTo(most) > 0 ? ", but request is " + request : "";
  }

  private static String tooFar(
      Quantity most, @Nullable Quantity request, @Nullable Quantity limit) {
    if (request == null || request.isZero()) {
      return ", but no request is specified or request is 0";
    }
    if (limit == null || limit.isZero()) {
      return ", but no limit is specified or limit is 0";
    }
    BigDecimal ratio = number(limit).divide(number(request), MathContext.DECIMAL64);
    return ratio.compareTo(number(most)) > 0
        ? String.format(Locale.ROOT, ", but provided ratio is %f", ratio)
        : "";
  }

  private static BigDecimal number(Quantity quantity) {
    return BigDecimal.valueOf(quantity.units()).add(BigDecimal.valueOf(quantity.nanos(), 9));
  }
}
