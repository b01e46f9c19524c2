package dev.farsight.scenario.manifest;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves every time of an object by the same span.
 *
 * <p>When a dump was taken is known only after its last object, so objects are read with times that
 * count from any instant, and then moved.
 */
final class TimeShift {

  private final long nanos;

  /** Creates a shift; times become smaller by the given nanoseconds. */
  TimeShift(long nanos) {
    this.nanos = nanos;
  }

  /** Returns an object with moved times; parts without times are shared. */
  ManifestObject of(ManifestObject read) {
    return read.withObject((KubeObject) record(read.object()));
  }

  private Object record(Object owner) {
    RecordShape shape = RecordShape.of(owner.getClass());
    @Nullable Object[] values = new Object[shape.fields().size()];
    boolean changed = false;
    for (RecordShape.Field field : shape.fields()) {
      Object value = RecordShape.get(field, owner);
      Object moved = value == null || !holdsTimes(field.type()) ? value : collection(value);
      values[field.index()] = moved;
      changed |= moved != value;
    }
    return changed ? shape.create(values) : owner;
  }

  private static boolean holdsTimes(Class<?> type) {
    return type == Timestamp.class || RecordShape.holds(type, Timestamp.class);
  }

  private Object collection(Object value) {
    boolean changed = false;
    if (value instanceof List<?> list) {
      List<Object> moved = new ArrayList<>(list.size());
      for (Object item : list) {
        Object other = single(item);
        moved.add(other);
        changed |= other != item;
      }
      return changed ? moved : list;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> moved = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object other = single(entry.getValue());
        moved.put(entry.getKey(), other);
        changed |= other != entry.getValue();
      }
      return changed ? moved : map;
    }
    return single(value);
  }

  private Object single(Object value) {
    if (value instanceof Timestamp time) {
      return new Timestamp(minus(time.nanos()));
    }
    return value.getClass().isRecord() ? record(value) : value;
  }

  /** Returns an earlier instant; what lies before everything that can be told is the beginning. */
  private long minus(long time) {
    try {
      return Math.subtractExact(time, nanos);
    } catch (ArithmeticException e) {
      return nanos > 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
