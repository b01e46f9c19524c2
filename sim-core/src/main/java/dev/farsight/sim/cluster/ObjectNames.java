package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Generated names and uids: like those of the API server in form, and a function of the seed and of
 * what the name is for, so that one more object elsewhere does not change them.
 */
final class ObjectNames {

  /** Letters of generated names: no vowels, so that no words appear (apimachinery rand). */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;
  private static final int MAX_PREFIX_LENGTH = 58;

  private final long seed;
  private final Map<String, Integer> drawn = new LinkedHashMap<>();

  ObjectNames(long seed) {
    this.seed = seed;
  }

  /** Returns a prefix followed by five letters, as the API server generates names. */
  String generate(Kind<?> kind, String namespace, String prefix) {
    String cut = prefix.substring(0, Math.min(prefix.length(), MAX_PREFIX_LENGTH));
    long bits = draw(kind.name() + "/" + namespace + "/" + cut);
    StringBuilder name = new StringBuilder(cut);
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      name.append(ALPHABET.charAt((int) Math.floorMod(bits, (long) ALPHABET.length())));
      bits = Math.floorDiv(bits, (long) ALPHABET.length());
    }
    return name.toString();
  }

  /** Returns a uid in the form of a version 4 UUID. */
  String uid(Kind<?> kind, ObjectMeta metadata) {
    String subject = "uid/" + kind.name() + "/" + metadata.namespace() + "/" + metadata.name();
    long high = draw(subject);
    long low = mix(high ^ 0x6A09E667F3BCC909L);
    String hex = hex(high) + hex(low);
    return hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(13, 16)
        + "-a"
        + hex.substring(17, 20)
        + "-"
        + hex.substring(20, 32);
  }

  private static String hex(long bits) {
    String text = Long.toHexString(bits);
    return "0".repeat(16 - text.length()) + text;
  }

  private long draw(String subject) {
    int nth = drawn.merge(subject, 1, Integer::sum);
    long hash = seed;
    for (int i = 0; i < subject.length(); i++) {
      hash = (hash ^ subject.charAt(i)) * 0x100000001B3L;
    }
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
