package dev.farsight.scenario.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more bytes were read than allowed. */
final class LimitedStream extends FilterInputStream {

  private final long limit;
  private final boolean packed;
  private long count;

  private LimitedStream(InputStream in, long limit, boolean packed) {
    super(in);
    this.limit = limit;
    this.packed = packed;
  }

  LimitedStream(InputStream in, long limit) {
    this(in, limit, false);
  }

  /** Returns a stream of unpacked bytes, of which there may be so many. */
  static LimitedStream ofPacked(InputStream in, long limit) {
    return new LimitedStream(in, limit, true);
  }

  /** Says that an input is larger than allowed. */
  static final class LimitException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limit;
    private final boolean packed;

    LimitException(long limit, boolean packed) {
      super("more than " + limit + " bytes");
      this.limit = limit;
      this.packed = packed;
    }

    /** Returns whether the bytes were packed. */
    boolean packed() {
      return packed;
    }

    long limit() {
      return limit;
    }
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      add(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = super.read(buffer, offset, length);
    add(got);
    return got;
  }

  private void add(int bytes) throws IOException {
    count += Math.max(bytes, 0);
    if (count > limit) {
      throw new LimitException(limit, packed);
    }
  }
}
