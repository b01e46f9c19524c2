package dev.farsight.sim.kube;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map from texts that iterates in the order of its keys, whatever the JDK or the
 * process: {@code Map.copyOf} promises no order, and order reaches texts and decisions.
 *
 * <p>Look-ups take O(log n) comparisons, or a few steps where the map is small; copying a frozen
 * map costs nothing.
 *
 * @param <V> type of the values
 */
public final class FrozenMap<V> extends AbstractMap<String, V> {

  private static final int FEW = 12;
  private static final FrozenMap<?> EMPTY = new FrozenMap<>(new String[0], new Object[0]);

  private final String[] keys;
  private final Object[] values;
  private final int hash;

  private FrozenMap(String[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
    this.hash = Arrays.hashCode(keys) * 31 + Arrays.hashCode(values);
  }

  /** Returns a frozen copy of a map, or the map itself if it is frozen already. */
  @SuppressWarnings("unchecked") // the empty map holds no value of any type
  public static <V> Map<String, V> copyOf(Map<String, V> map) {
    if (map instanceof FrozenMap) {
      return map;
    }
    if (map.isEmpty()) {
      return (Map<String, V>) EMPTY;
    }
    String[] keys = map.keySet().toArray(new String[map.size()]);
    if (map instanceof SortedMap<String, V> sorted && sorted.comparator() == null) {
      return new FrozenMap<>(keys, map.values().toArray());
    }
    Arrays.sort(keys);
    Object[] values = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = map.get(keys[i]);
    }
    return new FrozenMap<>(keys, values);
  }

  /** Returns the empty map. */
  @SuppressWarnings("unchecked") // the empty map holds no value of any type
  public static <V> Map<String, V> empty() {
    return (Map<String, V>) EMPTY;
  }

  /** Returns a frozen copy of a map with one entry added or replaced. */
  public static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    FrozenMap<V> old = (FrozenMap<V>) copyOf(map);
    int found = old.indexOf(key);
    if (found >= 0) {
      Object[] values = old.values.clone();
      values[found] = value;
      return new FrozenMap<>(old.keys, values);
    }
    int place = -found - 1;
    String[] keys = new String[old.keys.length + 1];
    Object[] values = new Object[keys.length];
    System.arraycopy(old.keys, 0, keys, 0, place);
    System.arraycopy(old.values, 0, values, 0, place);
    System.arraycopy(old.keys, place, keys, place + 1, old.keys.length - place);
    System.arraycopy(old.values, place, values, place + 1, old.keys.length - place);
    keys[place] = key;
    values[place] = value;
    return new FrozenMap<>(keys, values);
  }

  /** Returns a frozen copy of a map without a key. */
  public static <V> Map<String, V> without(Map<String, V> map, String key) {
    FrozenMap<V> old = (FrozenMap<V>) copyOf(map);
    int place = old.indexOf(key);
    if (place < 0) {
      return old;
    }
    String[] keys = Arrays.copyOf(old.keys, old.keys.length - 1);
    Object[] values = Arrays.copyOf(old.values, keys.length);
    System.arraycopy(old.keys, place + 1, keys, place, keys.length - place);
    System.arraycopy(old.values, place + 1, values, place, keys.length - place);
    return keys.length == 0 ? empty() : new FrozenMap<>(keys, values);
  }

  /** Returns whether two maps are equal when a key is left out of both. */
  public static <V> boolean equalWithout(Map<String, V> one, Map<String, V> other, String key) {
    FrozenMap<V> first = (FrozenMap<V>) copyOf(one);
    FrozenMap<V> second = (FrozenMap<V>) copyOf(other);
    int leftOut = first.indexOf(key);
    int leftOutToo = second.indexOf(key);
    int length = first.keys.length - (leftOut >= 0 ? 1 : 0);
    if (length != second.keys.length - (leftOutToo >= 0 ? 1 : 0)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int here = leftOut >= 0 && i >= leftOut ? i + 1 : i;
      int there = leftOutToo >= 0 && i >= leftOutToo ? i + 1 : i;
      if (!first.keys[here].equals(second.keys[there])
          || !first.values[here].equals(second.values[there])) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a map holds all entries of another. */
  public static <V> boolean holdsAll(Map<String, V> map, Map<String, V> wanted) {
    FrozenMap<V> entries = (FrozenMap<V>) copyOf(wanted);
    for (int i = 0; i < entries.keys.length; i++) {
      if (!entries.values[i].equals(map.get(entries.keys[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // values come from a Map<String, V>
  public @Nullable V get(@Nullable Object key) {
    int index = find(key);
    return index < 0 ? null : (V) values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  /** Looks a key up, one by one where keys are few: that takes less than comparing them. */
  private int find(@Nullable Object key) {
    if (keys.length > FEW) {
      return indexOf(key);
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private int indexOf(@Nullable Object key) {
    return key instanceof String text ? Arrays.binarySearch(keys, text) : -1;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (other instanceof FrozenMap<?> that) {
      return hash == that.hash
          && Arrays.equals(keys, that.keys)
          && Arrays.equals(values, that.values);
    }
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    int sum = 0;
    for (int i = 0; i < keys.length; i++) {
      sum += keys[i].hashCode() ^ Objects.hashCode(values[i]);
    }
    return sum;
  }

  /** Does without entries, which an iteration would have to make. */
  @Override
  @SuppressWarnings("unchecked") // values come from a Map<String, V>
  public void forEach(BiConsumer<? super String, ? super V> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], (V) values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new EntryIterator();
      }

      @Override
      public int size() {
        return keys.length;
      }
    };
  }

  private final class EntryIterator implements Iterator<Map.Entry<String, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < keys.length;
    }

    @Override
    @SuppressWarnings("unchecked") // values come from a Map<String, V>
    public Map.Entry<String, V> next() {
      if (next >= keys.length) {
        throw new NoSuchElementException();
      }
      int index = next++;
      return Map.entry(keys[index], (V) values[index]);
    }
  }
}
