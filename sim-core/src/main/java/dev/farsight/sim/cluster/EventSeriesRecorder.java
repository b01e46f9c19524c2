package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.Timestamp;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records events.k8s.io/v1 events as client-go's broadcaster does.
 *
 * <p>Events of equal reason about the same <em>version</em> of an object form a series, whatever
 * their text: the first is written with count 1, the second with count 2, further ones only count
 * in memory until the series has been silent for six minutes.
 *
 * @see <a
 *     href="https://github.com/kubernetes/client-go/blob/v0.36.3/tools/events/event_broadcaster.go">upstream
 *     broadcaster</a>
 */
public final class EventSeriesRecorder {

  /** Nanoseconds between two looks for finished series, and of silence that finishes one: 6 min. */
  public static final long FINISH_NANOS = 360_000_000_000L;

  /** What the events of a series have in common: the object is one in one version. */
  private record SeriesKey(String type, String reason, String action, String uid, long version) {

    static SeriesKey of(ObjectMeta metadata, String type, String reason, String action) {
      return new SeriesKey(type, reason, action, metadata.uid(), metadata.resourceVersion());
    }

    /** As the compiler would write it, in plain calls: every event asks. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SeriesKey that
          && version == that.version
          && uid.equals(that.uid)
          && reason.equals(that.reason)
          && type.equals(that.type)
          && action.equals(that.action);
    }

    @Override
    public int hashCode() {
      return uid.hashCode() * 31 + Long.hashCode(version);
    }
  }

  /** One series; count and last time may be ahead of the API object. */
  private static final class Series {
    private final String key;
    private int count = 1;
    private Timestamp last;

    Series(String key, Timestamp last) {
      this.key = key;
      this.last = last;
    }
  }

  private final Cluster cluster;
  private final String component;
  private final Map<SeriesKey, Series> cache = new LinkedHashMap<>();

  /**
   * Makes a recorder.
   *
   * @param cluster API server that keeps the events
   * @param component who reports, such as {@code default-scheduler}
   */
  public EventSeriesRecorder(Cluster cluster, String component) {
    this.cluster = cluster;
    this.component = component;
  }

  /** Records that something happened to an object in the version that the component has seen. */
  public void record(KubeObject object, String type, String reason, String note) {
    record(object, type, reason, "", note);
  }

  /**
   * Records that something happened to an object in the version that the component has seen.
   *
   * @param action what was done, by which series are told apart, too
   */
  public void record(KubeObject object, String type, String reason, String action, String note) {
    SeriesKey series = SeriesKey.of(object.metadata(), type, reason, action);
    Series known = cache.get(series);
    if (known == null) {
      Event created = create(object, type, reason, note);
      cache.put(series, new Series(created.key(), cluster.now()));
      return;
    }
    known.count++;
    known.last = cluster.now();
    if (known.count == 2) {
      write(known);
    }
  }

  /** Writes the final counts of series that have been silent for six minutes, and forgets them. */
  public void finishSeries() {
    long before = cluster.nowNanos() - FINISH_NANOS;
    Iterator<Series> each = cache.values().iterator();
    while (each.hasNext()) {
      Series series = each.next();
      if (series.last.nanos() < before) {
        if (series.count > 1) {
          write(series);
        }
        each.remove();
      }
    }
  }

  /** Returns whether any event is remembered. */
  public boolean isActive() {
    return !cache.isEmpty();
  }

  private void write(Series series) {
    try {
      cluster.modify(
          Kinds.EVENT,
          series.key,
          event ->
              new Event(
                  event.metadata(),
                  event.involvedObject(),
                  event.reason(),
                  event.message(),
                  event.type(),
                  event.reportingComponent(),
                  series.count,
                  event.firstTimestamp(),
                  series.last));
    } catch (ApiException gone) {
      // somebody deleted the event; the series ends with it
      series.last = new Timestamp(Long.MIN_VALUE / 2);
    }
  }

  private Event create(KubeObject object, String type, String reason, String note) {
    String namespace = object.namespace().isEmpty() ? "default" : object.namespace();
    ObjectReference about =
        new ObjectReference(
            object.kind().name(),
            object.namespace(),
            object.name(),
            object.metadata().uid(),
            object.kind().apiVersion());
    return cluster.create(
        new Event(
            ObjectMeta.named(namespace, "").withGenerateName(object.name().concat(".")),
            about,
            reason,
            note,
            type,
            component,
            1,
            cluster.now(),
            cluster.now()));
  }
}
