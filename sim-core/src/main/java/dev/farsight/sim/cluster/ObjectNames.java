package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Generated names and uids: like those of the API server in form, and a function of the seed and of
 * what the name is for, so that one more object elsewhere does not change them.
 */
final class ObjectNames {

  /** Letters of generated names: no vowels, so that no words appear (apimachinery rand). */
  private static final byte[] ALPHABET =
      "bcdfghjklmnpqrstvwxz2456789".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
  private static final int SUFFIX_LENGTH = 5;
  private static final int MAX_PREFIX_LENGTH = 58;

  private final long seed;
  private final Map<Kind<?>, Drawn> drawnOf = new LinkedHashMap<>();

  /** What was generated of one kind. */
  private static final class Drawn {
    private final Map<String, InNamespace> namespaces = new LinkedHashMap<>();
    private final Map<String, Integer> uids = new LinkedHashMap<>();
  }

  /**
   * What was generated of one kind in one namespace.
   *
   * @param nameHash hash of all that names have in common
   * @param uidHash hash of all that uids have in common
   * @param names how often names were generated, by their prefix
   */
  private record InNamespace(long nameHash, long uidHash, Map<String, Integer> names) {}

  ObjectNames(long seed) {
    this.seed = seed;
  }

  /** Returns a prefix followed by five letters, as the API server generates names. */
  String generate(Kind<?> kind, String namespace, String prefix) {
    String cut = prefix.substring(0, Math.min(prefix.length(), MAX_PREFIX_LENGTH));
    InNamespace drawn = in(drawnOf(kind), kind, namespace);
    int nth = drawn.names.merge(cut, 1, Integer::sum);
    long bits = draw(hash(drawn.nameHash, cut), nth);
    byte[] suffix = new byte[SUFFIX_LENGTH];
    for (int i = 0; i < suffix.length; i++) {
      suffix[i] = ALPHABET[(int) Math.floorMod(bits, (long) ALPHABET.length)];
      bits = Math.floorDiv(bits, (long) ALPHABET.length);
    }
    return cut.concat(new String(suffix, StandardCharsets.ISO_8859_1));
  }

  /**
   * Returns a uid in the form of a version 4 UUID: 32 digits in groups of 8, 4, 4, 4 and 12, the
   * 13th of them the version and the 17th the variant.
   *
   * @param key key that namespace and name make
   */
  String uid(Kind<?> kind, String namespace, String name, String key) {
    Drawn drawn = drawnOf(kind);
    int nth = drawn.uids.merge(key, 1, Integer::sum);
    long high = draw(hash(in(drawn, kind, namespace).uidHash, name), nth);
    long low = mix(high ^ 0x6A09E667F3BCC909L);
    byte[] text = new byte[36];
    int at = 0;
    for (int digit = 0; digit < 32; digit++) {
      if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
        text[at++] = '-';
      }
      long bits = digit < 16 ? high : low;
      text[at++] = HEX[(int) (bits >>> (4 * (15 - digit % 16))) & 15];
    }
    text[14] = '4';
    text[19] = 'a';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private Drawn drawnOf(Kind<?> kind) {
    return drawnOf.computeIfAbsent(kind, each -> new Drawn());
  }

  private InNamespace in(Drawn drawn, Kind<?> kind, String namespace) {
    InNamespace known = drawn.namespaces.get(namespace);
    if (known == null) {
      long uidHash = hash(hash(seed, "uid/"), kind, namespace);
      known = new InNamespace(hash(seed, kind, namespace), uidHash, new LinkedHashMap<>());
      drawn.namespaces.put(namespace, known);
    }
    return known;
  }

  /** Returns a hash with {@code kind/namespace/} folded in. */
  private static long hash(long before, Kind<?> kind, String namespace) {
    return hash(hash(hash(hash(before, kind.name()), "/"), namespace), "/");
  }

  private static long hash(long before, String text) {
    long hash = before;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  private static long draw(long hash, int nth) {
    return mix(mix(hash) + nth);
  }

  /** Finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
