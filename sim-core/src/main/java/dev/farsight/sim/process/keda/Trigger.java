package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.ExternalMetricSource;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.MetricIdentifier;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.MetricTarget;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceMetricSource;
import dev.farsight.sim.kube.ScaleTriggers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One trigger, ready to be asked: a scaler in KEDA's words. */
final class Trigger {

  /** Label by which the metrics server finds the ScaledObject of a metric. */
  static final String OWNER_LABEL = "scaledobject.keda.sh/name";

  private static final String CRON = "cron";
  private static final Set<String> RESOURCE_TARGETS = Set.of("Utilization", "AverageValue");

  private final ScaleTriggers source;
  private final MetricTarget target;
  private final String metricName;
  private final long targetMilli;
  private final long activationMilli;
  private final @Nullable CronWindow cron;
  private final boolean cached;
  private @Nullable List<String> keys;

  private Trigger(
      ScaleTriggers source,
      String metricName,
      MetricTarget target,
      long targetMilli,
      long activationMilli,
      @Nullable CronWindow cron) {
    this.source = source;
    this.metricName = metricName;
    this.target = target;
    this.targetMilli = targetMilli;
    this.activationMilli = activationMilli;
    this.cron = cron;
    this.cached = Boolean.TRUE.equals(source.useCachedMetrics());
  }

  /**
   * Makes the scalers of triggers.
   *
   * @param namespace namespace of the triggers' object
   * @throws ScalerException if KEDA could not make one of them
   */
  static List<Trigger> all(
      String namespace, List<ScaleTriggers> sources, long startedAtEpochNanos) {
    List<Trigger> triggers = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      triggers.add(make(i, namespace, sources.get(i), startedAtEpochNanos));
    }
    return triggers;
  }

  /** Returns what is wrong with triggers as a whole, or null ({@code ValidateTriggers}). */
  static @Nullable String problem(List<ScaleTriggers> sources) {
    if (sources.isEmpty()) {
      return "no triggers defined in the ScaledObject/ScaledJob";
    }
    Set<String> names = new LinkedHashSet<>();
    for (ScaleTriggers source : sources) {
      boolean cached = Boolean.TRUE.equals(source.useCachedMetrics());
      if (cached && (source.isResource() || source.type().equals(CRON))) {
        return "property \"useCachedMetrics\" is not supported for \""
            + source.type()
            + "\" scaler";
      }
      String name = source.name();
      if (name != null && !name.isEmpty() && !names.add(name)) {
        return "triggerName \""
            + name
            + "\" is defined multiple times in the ScaledObject/ScaledJob, but it must be unique";
      }
    }
    return null;
  }

  private static Trigger make(
      int index, String namespace, ScaleTriggers source, long startedAtEpochNanos) {
    if (source.isResource()) {
      return resource(source);
    }
    ScalerType type = ScalerType.of(source.type());
    if (type == null && !source.type().equals(CRON)) {
      throw new ScalerException("no scaler found for type: " + source.type());
    }
    if ("Utilization".equals(source.metricType())) {
      throw new ScalerException(
          "error getting scaler metric type: 'Utilization' metric type is unsupported for external"
              + " metrics, allowed values are 'Value' or 'AverageValue'");
    }
    boolean byValue = "Value".equals(source.metricType());
    Map<String, String> metadata = source.metadata();
    if (type == null) {
      CronWindow window = CronWindow.of(metadata, startedAtEpochNanos);
      String name = "s" + index + "-" + ScalerType.normalized(window.metricName());
      return new Trigger(source, name, target(byValue, 1000), 1000, 0, window);
    }
    String written = ScalerType.first(type.target(), metadata);
    String wanted = written == null ? type.defaultTarget() : written;
    if (wanted.isEmpty()) {
      throw new ScalerException(missing(source, type.target().get(0)));
    }
    long targetMilli = milli(source, wanted);
    String set = ScalerType.setting(type.activation(), metadata);
    String activation = set == null ? type.defaultActivation() : set;
    return new Trigger(
        source,
        type.metricName(index, namespace, metadata),
        target(byValue, targetMilli),
        targetMilli,
        activation.isEmpty() ? 0 : milli(source, activation),
        null);
  }

  private static String missing(ScaleTriggers source, String parameter) {
    return "error parsing "
        + source.type()
        + " metadata: missing required parameter \""
        + parameter
        + "\" in [triggerMetadata]";
  }

  private static Trigger resource(ScaleTriggers source) {
    String value = ScalerType.setting("value", source.metadata());
    String type = source.metricType();
    String problem = null;
    Quantity quantity = value == null ? null : Quantity.tryParse(value);
    if (ScalerType.setting("type", source.metadata()) != null) {
      problem =
          "scaler "
              + source.type()
              + " info: The 'type' setting is DEPRECATED and is removed in v2.18 - Use 'metricType'"
              + " instead.";
    } else if (value == null) {
      throw new ScalerException(missing(source, "value"));
    } else if (type == null || !RESOURCE_TARGETS.contains(type)) {
      problem =
          "unknown metric type: "
              + (type == null ? "" : type)
              + ", allowed values are 'Utilization' or 'AverageValue'";
    } else if (type.equals("Utilization") && !value.matches("[+-]?[0-9]{1,9}")) {
      problem = "strconv.ParseInt: parsing \"" + value + "\": invalid syntax";
    } else if (quantity == null) {
      problem = "quantities must match the regular expression";
    }
    if (problem != null || value == null || type == null || quantity == null) {
      throw new ScalerException("error parsing " + source.type() + " metadata: " + problem);
    }
    MetricTarget target =
        type.equals("Utilization")
            ? new MetricTarget(type, null, null, Integer.parseInt(value))
            : new MetricTarget(type, null, quantity, null);
    return new Trigger(source, source.type(), target, 0, 0, null);
  }

  private static MetricTarget target(boolean byValue, long milli) {
    Quantity quantity =
        milli % 1000 == 0 ? Quantity.ofUnits(milli / 1000) : Quantity.ofMilli(milli);
    return byValue
        ? new MetricTarget("Value", quantity, null, null)
        : new MetricTarget("AverageValue", null, quantity, null);
  }

  private static long milli(ScaleTriggers source, String number) {
    try {
      BigDecimal value = new BigDecimal(number.strip());
      return value.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new ScalerException(
          "error parsing " + source.type() + " metadata: \"" + number + "\" is no number");
    }
  }

  /** Returns the type as the manifest names it. */
  String type() {
    return source.type();
  }

  /** Returns the name of the metric; that of the resource for cpu and memory. */
  String metricName() {
    return metricName;
  }

  /** Returns whether the autoscaler itself reads the usage of cpu or memory. */
  boolean isResource() {
    return source.isResource();
  }

  /** Returns whether the usage is that of one container of each pod. */
  boolean isOfContainer() {
    return isResource() && container() != null;
  }

  private @Nullable String container() {
    return ScalerType.setting("containerName", source.metadata());
  }

  /** Returns the schedule, or null if there is none. */
  @Nullable CronWindow cron() {
    return cron;
  }

  boolean usesCachedMetrics() {
    return cached;
  }

  /** Returns whether the target is a total, not a value per pod. */
  boolean isByValue() {
    return "Value".equals(target.type());
  }

  /** Returns the target in thousandths. */
  long targetMilli() {
    return targetMilli;
  }

  /** Returns whether a value in thousandths makes the trigger active. */
  boolean isActive(long milli) {
    return milli > activationMilli;
  }

  /**
   * Returns the names under which the value may be found outside, the most particular first: the
   * path of the URL of a {@code metrics-api} trigger, the name of the trigger, the metric's name.
   *
   * @param namespace namespace of the trigger's object, always the same one
   */
  List<String> sourceKeys(String namespace) {
    List<String> known = keys;
    if (known == null) {
      known = List.copyOf(makeSourceKeys(namespace));
      keys = known;
    }
    return known;
  }

  private List<String> makeSourceKeys(String namespace) {
    List<String> found = new ArrayList<>();
    String url = source.metadata().get("url");
    if (source.type().equals("metrics-api") && url != null) {
      found.add(path(url));
    }
    if (source.name() != null) {
      found.add(namespace + "/" + source.name());
    }
    found.add(namespace + "/" + metricName);
    return found;
  }

  /** Returns the path of a URL without its first slash. */
  static String path(String url) {
    int scheme = url.indexOf("://");
    int slash = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    int end = url.indexOf('?');
    return slash < 0 ? "" : url.substring(slash + 1, end < slash ? url.length() : end);
  }

  /** Returns what a failed read says, as KEDA words it for {@code metrics-api}. */
  String failureText(String failure) {
    String url = source.metadata().getOrDefault("url", "http://" + metricName);
    return switch (failure) {
      case "hang" ->
          "error requesting metrics endpoint: Get \""
              + url
              + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
      default ->
          "error requesting metrics endpoint: /"
              + path(url)
              + ": api returned "
              + (failure.equals("error") ? "500" : "404");
    };
  }

  /** Returns the metric as the autoscaler shall read it. */
  MetricSpec metricSpec(String scaledObject) {
    if (isResource()) {
      ResourceMetricSource resource = new ResourceMetricSource(metricName, container(), target);
      return resource.container() == null
          ? new MetricSpec("Resource", null, resource, null, null, null)
          : new MetricSpec("ContainerResource", null, null, resource, null, null);
    }
    LabelSelector selector =
        LabelSelector.ofLabels(FrozenMap.with(FrozenMap.empty(), OWNER_LABEL, scaledObject));
    return new MetricSpec(
        "External",
        new ExternalMetricSource(new MetricIdentifier(metricName, selector), target),
        null,
        null,
        null,
        null);
  }
}
