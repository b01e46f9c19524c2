package dev.farsight.sim.engine;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The buckets of the wheel, each a chain of chunks of one array: pairs of key and handle in the
 * order of insertion. An event is appended by two writes, and no array is made or copied for it.
 */
final class WheelBuckets {

  /** Binary logarithm of the longs in a chunk: 16 events. */
  private static final int CHUNK_BITS = 5;

  private static final int CHUNK_LONGS = 1 << CHUNK_BITS;
  private static final int LEAST_CHUNKS = 64;

  /** Chunks that are kept although most of them are free: 1 MiB. */
  private static final int KEPT_CHUNKS = 4096;

  /** How many times as many chunks as are in use are kept at most. */
  private static final int KEPT_SHARE = 8;

  private static final int DIGIT_COUNT = 64;

  private long[] entries = new long[LEAST_CHUNKS << CHUNK_BITS];

  /** The chunk after each; of free chunks the next free one. Chunk 0 is none. */
  private int[] nextChunk = new int[LEAST_CHUNKS];

  private int freeChunk;
  private int chunkCount = 1;
  private int usedChunks;

  private final int[] firstChunk;

  /** The place behind the last event of each bucket; 0 if it is empty. */
  private final int[] end;

  /** One bit for each bucket of a level that is not empty. */
  private final long[] occupied;

  /** One bit for each level that is not empty. */
  private int occupiedLevels;

  WheelBuckets(int levelCount) {
    firstChunk = new int[levelCount * DIGIT_COUNT];
    end = new int[levelCount * DIGIT_COUNT];
    occupied = new long[levelCount];
  }

  /** Returns one bit for each level that is not empty. */
  int occupiedLevels() {
    return occupiedLevels;
  }

  /** Returns the first bucket that is not empty; there must be one. */
  int first() {
    return firstOf(Integer.numberOfTrailingZeros(occupiedLevels));
  }

  /** Returns the first bucket of a level that is not empty; there must be one. */
  int firstOf(int level) {
    return level * DIGIT_COUNT + Long.numberOfTrailingZeros(occupied[level]);
  }

  /** Returns whether a level has no events. */
  boolean isEmpty(int level) {
    return occupied[level] == 0;
  }

  /** Appends an event to a bucket. */
  void append(int bucket, long key, long handle) {
    int at = end[bucket];
    if ((at & (CHUNK_LONGS - 1)) == 0) {
      at = extend(bucket, at);
    }
    entries[at] = key;
    entries[at + 1] = handle;
    end[bucket] = at + 2;
  }

  /** Adds a chunk to a bucket that is empty or whose last chunk is full; returns its beginning. */
  private int extend(int bucket, int at) {
    int chunk = takeChunk();
    if (at == 0) {
      firstChunk[bucket] = chunk;
      int level = bucket / DIGIT_COUNT;
      occupied[level] |= 1L << bucket;
      occupiedLevels |= 1 << level;
    } else {
      nextChunk[lastChunk(at)] = chunk;
    }
    return chunk << CHUNK_BITS;
  }

  private static int lastChunk(int end) {
    return (end - 1) >> CHUNK_BITS;
  }

  private int takeChunk() {
    usedChunks++;
    int chunk = freeChunk;
    if (chunk != 0) {
      freeChunk = nextChunk[chunk];
      return chunk;
    }
    if (chunkCount == nextChunk.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
      nextChunk = Arrays.copyOf(nextChunk, 2 * nextChunk.length);
    }
    return chunkCount++;
  }

  private void freeChunk(int chunk) {
    nextChunk[chunk] = freeChunk;
    freeChunk = chunk;
    usedChunks--;
  }

  /** Returns how many events a bucket has, or one more than a limit if they are more. */
  int countUpTo(int limit, int bucket) {
    int last = lastChunk(end[bucket]);
    int full = 0;
    int chunk = firstChunk[bucket];
    while (chunk != last && full <= limit) {
      full += CHUNK_LONGS / 2;
      chunk = nextChunk[chunk];
    }
    int rest = (end[bucket] - (last << CHUNK_BITS)) >> 1;
    return Math.min(limit + 1, full + rest);
  }

  /** Returns the least key in a bucket that is not empty. */
  long leastKey(int bucket) {
    int last = lastChunk(end[bucket]);
    int chunk = firstChunk[bucket];
    long least = Long.MAX_VALUE;
    while (true) {
      int from = chunk << CHUNK_BITS;
      int to = chunk == last ? end[bucket] : from + CHUNK_LONGS;
      for (int i = from; i < to; i += 2) {
        least = Math.min(least, entries[i]);
      }
      if (chunk == last) {
        return least;
      }
      chunk = nextChunk[chunk];
    }
  }

  /** Returns whether all events of a bucket that is not empty have one key. */
  boolean isOneKey(int bucket) {
    int last = lastChunk(end[bucket]);
    int chunk = firstChunk[bucket];
    long key = entries[chunk << CHUNK_BITS];
    while (true) {
      int from = chunk << CHUNK_BITS;
      int to = chunk == last ? end[bucket] : from + CHUNK_LONGS;
      for (int i = from; i < to; i += 2) {
        if (entries[i] != key) {
          return false;
        }
      }
      if (chunk == last) {
        return true;
      }
      chunk = nextChunk[chunk];
    }
  }

  /** What is done with each event of a bucket that is emptied. */
  @FunctionalInterface
  interface Receiver {
    void take(long key, long handle);
  }

  /** Takes all events out of a bucket, in order. The receiver may append to other buckets. */
  void drain(int bucket, Receiver receiver) {
    int stop = end[bucket];
    int chunk = forget(bucket);
    int last = lastChunk(stop);
    while (true) {
      long[] source = entries;
      int from = chunk << CHUNK_BITS;
      int to = chunk == last ? stop : from + CHUNK_LONGS;
      for (int i = from; i < to; i += 2) {
        receiver.take(source[i], source[i + 1]);
      }
      int next = nextChunk[chunk];
      freeChunk(chunk);
      if (chunk == last) {
        return;
      }
      chunk = next;
    }
  }

  /** Makes a bucket empty without freeing its chunks; returns the first of them. */
  private int forget(int bucket) {
    int level = bucket / DIGIT_COUNT;
    occupied[level] &= ~(1L << bucket);
    if (occupied[level] == 0) {
      occupiedLevels &= ~(1 << level);
    }
    end[bucket] = 0;
    return firstChunk[bucket];
  }

  /**
   * Moves all events of a bucket to an array that has room for them, in order; returns the place
   * behind the last.
   */
  int moveTo(long[] target, int start, int bucket) {
    int stop = end[bucket];
    int chunk = forget(bucket);
    int last = lastChunk(stop);
    int at = start;
    while (true) {
      int from = chunk << CHUNK_BITS;
      int length = (chunk == last ? stop : from + CHUNK_LONGS) - from;
      System.arraycopy(entries, from, target, at, length);
      at += length;
      int next = nextChunk[chunk];
      freeChunk(chunk);
      if (chunk == last) {
        return at;
      }
      chunk = next;
    }
  }

  /** Removes all events of a condition; returns how many are left. */
  int removeIf(LongPredicate condition) {
    int left = 0;
    int levels = occupiedLevels;
    while (levels != 0) {
      int level = Integer.numberOfTrailingZeros(levels);
      long digits = occupied[level];
      while (digits != 0) {
        left += removeIf(level * DIGIT_COUNT + Long.numberOfTrailingZeros(digits), condition);
        digits &= digits - 1;
      }
      levels &= levels - 1;
    }
    return left;
  }

  private int removeIf(int bucket, LongPredicate condition) {
    int stop = end[bucket];
    int last = lastChunk(stop);
    int chunk = forget(bucket);
    int left = 0;
    // What stays is appended anew, never behind what is still to be read.
    while (true) {
      int from = chunk << CHUNK_BITS;
      int kept = compact(from, chunk == last ? stop : from + CHUNK_LONGS, condition);
      int next = nextChunk[chunk];
      freeChunk(chunk);
      appendAll(bucket, from, kept);
      left += (kept - from) >> 1;
      if (chunk == last) {
        return left;
      }
      chunk = next;
    }
  }

  /**
   * Moves the events that stay to the front of a range; returns the place behind the last of them.
   * Every event is written, and the place of the next one moves on or not: which it is cannot be
   * predicted.
   */
  private int compact(int from, int to, LongPredicate condition) {
    long[] range = entries;
    int kept = from;
    for (int i = from; i < to; i += 2) {
      long handle = range[i + 1];
      range[kept] = range[i];
      range[kept + 1] = handle;
      kept += condition.test(handle) ? 0 : 2;
    }
    return kept;
  }

  /** Appends the events of a range, which may be the chunk that the bucket is given next. */
  private void appendAll(int bucket, int from, int to) {
    int start = from;
    while (start < to) {
      int at = end[bucket];
      if ((at & (CHUNK_LONGS - 1)) == 0) {
        at = extend(bucket, at);
      }
      int length = Math.min(to - start, CHUNK_LONGS - (at & (CHUNK_LONGS - 1)));
      System.arraycopy(entries, start, entries, at, length);
      end[bucket] = at + length;
      start += length;
    }
  }

  /** Gives memory back when most of it is free. */
  void trim() {
    if (nextChunk.length <= KEPT_CHUNKS || usedChunks * KEPT_SHARE >= nextChunk.length) {
      return;
    }
    long[] oldEntries = entries;
    int[] oldNext = nextChunk;
    entries = new long[oldEntries.length / 4];
    nextChunk = new int[oldNext.length / 4];
    chunkCount = 1;
    usedChunks = 0;
    freeChunk = 0;
    for (int bucket = 0; bucket < end.length; bucket++) {
      if (end[bucket] != 0) {
        copyFrom(oldEntries, oldNext, bucket);
      }
    }
  }

  private void copyFrom(long[] oldEntries, int[] oldNext, int bucket) {
    int stop = end[bucket];
    int last = lastChunk(stop);
    int chunk = firstChunk[bucket];
    int at = 0;
    while (true) {
      at = extend(bucket, at);
      System.arraycopy(oldEntries, chunk << CHUNK_BITS, entries, at, CHUNK_LONGS);
      if (chunk == last) {
        end[bucket] = at + stop - (last << CHUNK_BITS);
        return;
      }
      at += CHUNK_LONGS;
      chunk = oldNext[chunk];
    }
  }

  /** Returns how many longs are held. */
  int heldLongs() {
    return entries.length;
  }
}
