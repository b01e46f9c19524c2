package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records core/v1 events of one component as client-go's recorder does; times are cut to whole
 * seconds.
 *
 * <p>Equal events of one object count up. A {@linkplain #correlating correlating} recorder also
 * combines the tenth and further different texts of one reason within ten minutes into one event,
 * and lets at most 25 events about one object through, with one more every five minutes.
 *
 * @see <a
 *     href="https://github.com/kubernetes/client-go/blob/v0.36.3/tools/record/events_cache.go">upstream
 *     correlator</a>
 */
public final class EventRecorder {

  private static final int MAX_SIMILAR = 10;
  private static final long SIMILAR_NANOS = 600_000_000_000L;
  private static final int SPAM_BURST = 25;
  private static final long SPAM_REFILL_NANOS = 300_000_000_000L;

  /** An object that events are about, as long as it stays the same one. */
  private record Involved(Kind<?> kind, String namespace, String name, String uid) {

    static Involved of(KubeObject object) {
      ObjectMeta metadata = object.metadata();
      return new Involved(object.kind(), metadata.namespace(), metadata.name(), metadata.uid());
    }

    /** As the compiler would write it, in plain calls: every event asks. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Involved that
          && kind == that.kind
          && uid.equals(that.uid)
          && name.equals(that.name)
          && namespace.equals(that.namespace);
    }

    @Override
    public int hashCode() {
      return uid.hashCode() * 31 + name.hashCode();
    }
  }

  /** What there is to know about the events of one object. */
  private static final class Told {
    private final List<Similar> reasons = new ArrayList<>(2);
    private final List<Allowance> allowances = new ArrayList<>(1);

    Similar of(String type, String reason) {
      for (Similar known : reasons) {
        if (known.reason.equals(reason) && known.type.equals(type)) {
          return known;
        }
      }
      Similar made = new Similar(type, reason);
      reasons.add(made);
      return made;
    }

    Allowance of(String type) {
      for (Allowance known : allowances) {
        if (known.type.equals(type)) {
          return known;
        }
      }
      Allowance made = new Allowance(type);
      allowances.add(made);
      return made;
    }
  }

  /** Events of one type and reason about one object. */
  private static final class Similar {
    private final String type;
    private final String reason;
    private @Nullable String firstText;
    private final Observed first = new Observed();
    private @Nullable Map<String, Observed> others;
    private @Nullable Observed combined;
    private @Nullable TreeSet<String> texts;
    private long lastNanos = Long.MIN_VALUE / 2;

    Similar(String type, String reason) {
      this.type = type;
      this.reason = reason;
    }

    /** Returns the event of a text; most objects hear one text for a reason. */
    Observed of(String text) {
      if (firstText == null) {
        firstText = text;
      }
      if (text.equals(firstText)) {
        return first;
      }
      Map<String, Observed> map = others;
      if (map == null) {
        map = new LinkedHashMap<>();
        others = map;
      }
      return map.computeIfAbsent(text, each -> new Observed());
    }

    /** Returns the event of all texts from the tenth different one on. */
    Observed combined() {
      Observed event = combined;
      if (event == null) {
        event = new Observed();
        combined = event;
      }
      return event;
    }

    /** Takes a text in; returns whether it is one of too many different ones of late. */
    boolean isOneOfMany(String text, long now) {
      TreeSet<String> set = texts;
      if (set == null) {
        set = new TreeSet<>();
        texts = set;
      }
      if (now - lastNanos > SIMILAR_NANOS) {
        set.clear();
      }
      set.add(text);
      lastNanos = now;
      if (set.size() < MAX_SIMILAR) {
        return false;
      }
      set.pollFirst();
      return true;
    }
  }

  /** What the recorder believes of an Event object. */
  private static final class Observed {
    private int count;
    private @Nullable Event written;
    private @Nullable Timestamp first;
  }

  /** Room for further events about one object, in nanoseconds of refill time. */
  private static final class Allowance {
    private final String type;
    private long nanos = SPAM_BURST * SPAM_REFILL_NANOS;
    private long asOfNanos;

    Allowance(String type) {
      this.type = type;
    }

    boolean take(long now) {
      nanos = Math.min(SPAM_BURST * SPAM_REFILL_NANOS, nanos + now - asOfNanos);
      asOfNanos = now;
      if (nanos < SPAM_REFILL_NANOS) {
        return false;
      }
      nanos -= SPAM_REFILL_NANOS;
      return true;
    }
  }

  private final Cluster cluster;
  private final String component;
  private final boolean correlating;
  private final Map<Involved, Told> told = new LinkedHashMap<>();

  /**
   * Makes a recorder that writes every event.
   *
   * @param cluster API server that keeps the events
   * @param component who reports, such as {@code fargate-scheduler}
   */
  public EventRecorder(Cluster cluster, String component) {
    this(cluster, component, false);
  }

  private EventRecorder(Cluster cluster, String component, boolean correlating) {
    this.cluster = cluster;
    this.component = component;
    this.correlating = correlating;
  }

  /**
   * Returns a recorder with upstream's protection against floods, as kube-controller-manager has.
   *
   * @param cluster API server that keeps the events
   * @param component who reports, such as {@code deployment-controller}
   */
  public static EventRecorder correlating(Cluster cluster, String component) {
    return new EventRecorder(cluster, component, true);
  }

  /** Returns whether what is recorded is written; where it is not, texts need not be made. */
  public boolean isListening() {
    return !cluster.isDroppingEvents();
  }

  /**
   * Records that something happened to an object.
   *
   * @param object object it happened to
   * @param type Normal or Warning
   * @param reason reason in CamelCase
   * @param message text for people
   */
  public void record(KubeObject object, String type, String reason, String message) {
    if (cluster.isDroppingEvents()) {
      return;
    }
    Told about = told.computeIfAbsent(Involved.of(object), key -> new Told());
    Similar group = about.of(type, reason);
    boolean combined = correlating && group.isOneOfMany(message, cluster.nowNanos());
    String text = combined ? "(combined from similar events): " + message : message;
    Observed event = combined ? group.combined() : group.of(message);
    event.count++;
    Timestamp now = cluster.now().truncatedToSecond();
    if (event.first == null) {
      event.first = now;
    }
    if (correlating && !about.of(type).take(cluster.nowNanos())) {
      return;
    }
    write(event, object, type, reason, text, now);
  }

  private void write(
      Observed observed,
      KubeObject object,
      String type,
      String reason,
      String text,
      Timestamp now) {
    Event before = observed.written;
    String key = before == null ? "" : before.key();
    if (before == null || cluster.get(Kinds.EVENT, key) == null) {
      Event created =
          new Event(
              metadata(object),
              about(object),
              reason,
              text,
              type,
              component,
              observed.count,
              observed.first,
              now);
      observed.written = cluster.create(created);
      return;
    }
    cluster.modify(
        Kinds.EVENT,
        key,
        event ->
            new Event(
                event.metadata(),
                event.involvedObject(),
                event.reason(),
                text,
                event.type(),
                event.reportingComponent(),
                observed.count,
                event.firstTimestamp(),
                now));
  }

  private static ObjectMeta metadata(KubeObject object) {
    String namespace = object.namespace().isEmpty() ? "default" : object.namespace();
    return ObjectMeta.named(namespace, "").withGenerateName(object.name().concat("."));
  }

  private static ObjectReference about(KubeObject object) {
    return new ObjectReference(
        object.kind().name(),
        object.namespace(),
        object.name(),
        object.metadata().uid(),
        object.kind().apiVersion());
  }
}
