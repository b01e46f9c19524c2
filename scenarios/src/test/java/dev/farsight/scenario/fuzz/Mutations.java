package dev.farsight.scenario.fuzz;

import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes texts out of a corpus: the same seed makes the same ones. */
final class Mutations {

  private static final int MAX_LENGTH = 4096;

  private final RandomStream chance;
  private final List<byte[]> corpus;
  private final List<String> words;
  private long draws;

  Mutations(long seed, List<byte[]> corpus, List<String> words) {
    this.chance = new RandomStreams(seed).stream("fuzz");
    this.corpus = corpus;
    this.words = words;
  }

  private int below(int bound) {
    return chance.nextIndex(draws++, bound);
  }

  /** Returns the next text. */
  byte[] next() {
    byte[] text = corpus.get(below(corpus.size()));
    for (int n = 1 + below(6); n > 0; n--) {
      text = mutate(text);
    }
    return text;
  }

  private byte[] mutate(byte[] text) {
    int at = below(text.length + 1);
    int end = at + below(Math.min(32, text.length - at) + 1);
    byte[] middle =
        switch (below(6)) {
          case 0 -> words.get(below(words.size())).getBytes(StandardCharsets.UTF_8);
          case 1 -> new byte[] {(byte) below(256)};
          case 2 -> repeated(slice(text, at, end), 2 + below(8));
          case 3 -> {
            byte[] other = corpus.get(below(corpus.size()));
            int from = below(other.length + 1);
            yield slice(other, from, from + below(Math.min(64, other.length - from) + 1));
          }
          case 4 -> new byte[0];
          default -> String.valueOf(below(1 << 30)).getBytes(StandardCharsets.UTF_8);
        };
    boolean replaces = below(2) == 0;
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    made.writeBytes(slice(text, 0, at));
    made.writeBytes(middle);
    made.writeBytes(slice(text, replaces ? end : at, text.length));
    byte[] all = made.toByteArray();
    return all.length > MAX_LENGTH ? slice(all, 0, MAX_LENGTH) : all;
  }

  private static byte[] slice(byte[] text, int from, int to) {
    return java.util.Arrays.copyOfRange(text, from, to);
  }

  private static byte[] repeated(byte[] text, int times) {
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      made.writeBytes(text);
    }
    return made.toByteArray();
  }
}
