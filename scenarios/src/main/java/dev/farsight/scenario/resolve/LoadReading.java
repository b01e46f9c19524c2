package dev.farsight.scenario.resolve;

import dev.farsight.scenario.document.DurationText;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.spec.LoadCurve;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;
import dev.farsight.sim.spec.PodFilter;
import dev.farsight.sim.time.SimTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code load}: what the world outside asks for. */
final class LoadReading {

  private static final double MOST = 1e12;

  /** Messages per second that a queue may get: each is an event of the run. */
  private static final long MOST_ARRIVALS = 1_000_000;

  private static final long DAY_NANOS = 24 * SimTime.HOUR_NANOS;
  private static final List<String> CURVES = List.of("constant", "steps", "ramp", "day", "csv");

  private final ObjectFiles files;
  private final LoadTargets targets;

  LoadReading(ObjectFiles files, LoadTargets targets) {
    this.files = files;
    this.targets = targets;
  }

  /** Returns the loads of a scenario. */
  List<LoadSpec> read(Fields spec) {
    List<LoadSpec> loads = new ArrayList<>();
    for (Fields load : spec.maps("load")) {
      LoadSpec read = load.node().has("workload") ? usage(load) : metric(load);
      load.finish();
      if (read != null) {
        loads.add(read);
      }
    }
    return loads;
  }

  private @Nullable LoadSpec metric(Fields load) {
    Fields metric = load.map("metric");
    if (metric == null) {
      load.missing("metric", "say which quantity: metric: {namespace: shop, name: orders}");
      return null;
    }
    String name = metric.requiredText("name", "name the quantity that triggers look at");
    Fields queue = load.map("queue");
    Fields taken = load.map("taken");
    String namespace = metric.text("namespace", taken == null ? "default" : "");
    metric.finish();
    if (name != null && taken == null) {
      targets.load(metric, namespace, name);
    } else if (name != null) {
      targets.feed(namespace + "/" + name);
    }
    LoadForm form = queue != null ? queue(queue) : taken != null ? taken(taken) : given(load);
    return name == null || form == null ? null : new LoadSpec(namespace, name, form);
  }

  private @Nullable LoadForm given(Fields load) {
    LoadCurve curve = curve(load);
    return curve == null ? null : new LoadForm.Given(curve);
  }

  private @Nullable LoadSpec usage(Fields load) {
    Fields workload = load.map("workload");
    Fields demand = load.map("demand");
    Fields pods = load.map("pods");
    String resource = load.oneOf("resource", List.of("cpu", "memory"));
    if (workload == null || demand == null || pods == null) {
      load.error(
          IssueCode.MISSING_FIELD,
          "a usage needs workload, resource, pods and demand",
          "as in workload: {namespace: shop, name: web}, resource: cpu,"
              + " pods: {labels: {app: web}}, demand: {constant: 2}");
      return null;
    }
    String namespace = workload.text("namespace", "default");
    String name = workload.requiredText("name", "name the workload");
    workload.finish();
    LoadCurve curve = curve(demand);
    demand.finish();
    PodFilter filter = Selections.pods(pods);
    pods.finish();
    return name == null || curve == null
        ? null
        : new LoadSpec(
            namespace,
            name,
            new LoadForm.Usage(curve, resource == null ? "cpu" : resource, filter));
  }

  private @Nullable LoadForm queue(Fields queue) {
    Fields arrivals = queue.map("arrivals");
    Fields servedBy = queue.map("servedBy");
    Distribution service = queue.latency("serviceTime");
    Long concurrency = queue.wholeNumber("concurrency", 1, 100_000);
    String counts = queue.oneOf("counts", List.of("all", "waiting"));
    queue.finish();
    if (arrivals == null || servedBy == null || service == null) {
      queue.error(
          IssueCode.MISSING_FIELD,
          "a queue needs arrivals, serviceTime and servedBy",
          "as in arrivals: {constant: 5}, serviceTime: exponential(mean=2s),"
              + " servedBy: {namespace: shop, labels: {app: worker}}");
      return null;
    }
    LoadCurve rate = curve(arrivals);
    Long burst = arrivals.wholeNumber("burst", 1, 1_000_000);
    String process = arrivals.oneOf("process", List.of("poisson", "even"));
    if (rate != null && rate.greatestMilli() > MOST_ARRIVALS * 1000) {
      arrivals.error(
          IssueCode.MODEL_BOMB,
          "more than " + MOST_ARRIVALS + " messages arrive per second",
          "a run plays each message");
    }
    arrivals.finish();
    PodFilter filter = Selections.pods(servedBy);
    servedBy.finish();
    return rate == null
        ? null
        : new LoadForm.Queue(
            rate,
            burst == null ? 1 : burst.intValue(),
            "even".equals(process),
            service,
            filter,
            concurrency == null ? 1 : concurrency.intValue(),
            "waiting".equals(counts));
  }

  private static LoadForm taken(Fields taken) {
    Fields by = taken.map("by");
    String when = taken.oneOf("when", List.of("start", "done"));
    PodFilter filter = PodFilter.ALL;
    if (by != null) {
      filter = Selections.pods(by);
      by.finish();
    }
    taken.finish();
    return new LoadForm.Taken(filter, "done".equals(when));
  }

  private @Nullable LoadCurve curve(Fields fields) {
    List<String> given = new ArrayList<>(CURVES);
    given.removeIf(name -> !fields.has(name));
    if (given.size() != 1) {
      fields.error(
          given.isEmpty() ? IssueCode.MISSING_FIELD : IssueCode.FIELD_CONFLICT,
          given.isEmpty()
              ? "the load says no value over time"
              : "a load has one form, this one has " + String.join(" and ", given),
          "give one of " + String.join(", ", CURVES));
      return null;
    }
    return switch (given.get(0)) {
      case "constant" -> constant(fields);
      case "steps" -> points(fields, "steps", false);
      case "ramp" -> points(fields, "ramp", true);
      case "day" -> day(fields.map("day"));
      default -> csv(fields);
    };
  }

  private static long milli(double value) {
    return Math.round(value * 1000);
  }

  private static @Nullable LoadCurve constant(Fields fields) {
    Double value = fields.number("constant", 0, MOST);
    return value == null
        ? null
        : new LoadCurve.Points(List.of(new LoadCurve.Point(0, milli(value))), false);
  }

  private static @Nullable LoadCurve points(Fields fields, String name, boolean ramp) {
    List<LoadCurve.Point> points = new ArrayList<>();
    long last = 0;
    for (Fields point : fields.maps(name)) {
      Long at = point.durationNanos("at");
      Double value = point.number("value", 0, MOST);
      if (at == null && !point.has("at")) {
        point.missing("at", "say when, as in {at: 65s, value: 50}");
      }
      if (value == null && !point.has("value")) {
        point.missing("value", "say how much, as in {at: 65s, value: 50}");
      }
      point.finish();
      if (at == null || value == null) {
        continue;
      }
      if (at < last) {
        point.error(IssueCode.FIELD_CONFLICT, "at", "the points are not in order of time", "");
        return null;
      }
      last = at;
      points.add(new LoadCurve.Point(at, milli(value)));
    }
    return new LoadCurve.Points(points, ramp);
  }

  private static @Nullable LoadCurve day(@Nullable Fields day) {
    if (day == null) {
      return null;
    }
    Double least = day.number("least", 0, MOST);
    Double most = day.number("most", 0, MOST);
    long peak = day.durationNanos("peakAt", DAY_NANOS / 2);
    long period = day.durationNanos("period", DAY_NANOS);
    if (most == null && !day.has("most")) {
      day.missing("most", "give the greatest value of the day");
    }
    if (period <= 0) {
      day.error(IssueCode.VALUE_NOT_ALLOWED, "period", "a day lasts longer than 0s", "");
    }
    day.finish();
    return most == null || period <= 0
        ? null
        : new LoadCurve.Day(least == null ? 0 : milli(least), milli(most), period, peak);
  }

  /** Two columns, time and value; a line of words may stand on top. */
  private @Nullable LoadCurve csv(Fields fields) {
    String name = fields.text("csv");
    if (name == null) {
      return null;
    }
    List<LoadCurve.Point> points = new ArrayList<>();
    for (FileSource.SourceFile file : files.contents(fields, fields.pathOf("csv"), name)) {
      String[] lines = new String(file.content(), StandardCharsets.UTF_8).split("\\R", -1);
      for (int i = 0; i < lines.length; i++) {
        String line = lines[i].strip();
        if (!line.isEmpty() && !line.startsWith("#") && !addRow(line, i == 0, points)) {
          fields
              .issues()
              .add(
                  new Issue(
                      IssueCode.BAD_NUMBER,
                      IssueCode.BAD_NUMBER.severity(),
                      file.name(),
                      i + 1,
                      1,
                      line,
                      "the row is no time and value in order of time",
                      "write for instance 65s,50",
                      null));
          return null;
        }
      }
    }
    return new LoadCurve.Points(points, false);
  }

  private static boolean addRow(String line, boolean first, List<LoadCurve.Point> points) {
    String[] cells = line.split("[,;\\t]", -1);
    if (cells.length < 2) {
      return false;
    }
    Long at = time(cells[0].strip());
    Double value = number(cells[1].strip());
    if (at == null || value == null) {
      return first;
    }
    boolean ordered = points.isEmpty() || points.get(points.size() - 1).atNanos() <= at;
    if (ordered) {
      points.add(new LoadCurve.Point(at, milli(value)));
    }
    return ordered;
  }

  private static @Nullable Long time(String text) {
    Double seconds = number(text);
    if (seconds != null) {
      return Math.round(seconds * 1_000_000_000L);
    }
    try {
      return DurationText.parse(text);
    } catch (ExpressionException e) {
      return null;
    }
  }

  private static @Nullable Double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= MOST ? Double.valueOf(value) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
