package dev.farsight.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Generated names and uids against the same made from pieces of text. */
final class ObjectNamesTest {

  private final Map<String, Integer> drawn = new TreeMap<>();

  @Test
  void namesAndUidsAreThoseMadeFromPiecesOfText() {
    for (long seed = -3; seed < 200; seed += 7) {
      drawn.clear();
      ObjectNames names = new ObjectNames(seed);
      for (int i = 0; i < 60; i++) {
        Kind<?> kind = Kinds.ALL.get(i % Kinds.ALL.size());
        String namespace = i % 3 == 0 ? "" : "namespace-" + i % 5;
        String prefix = "x".repeat(i) + "-";
        assertThat(names.generate(kind, namespace, prefix))
            .isEqualTo(generate(seed, kind, namespace, prefix));
        String name = "name-" + i % 4;
        assertThat(names.uid(kind, namespace, name, ObjectMeta.key(namespace, name)))
            .isEqualTo(uid(seed, kind, namespace, name))
            .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}");
      }
    }
  }

  private String generate(long seed, Kind<?> kind, String namespace, String prefix) {
    String alphabet = "bcdfghjklmnpqrstvwxz2456789";
    String cut = prefix.substring(0, Math.min(prefix.length(), 58));
    long bits = draw(seed, kind.name() + "/" + namespace + "/" + cut);
    StringBuilder name = new StringBuilder(cut);
    for (int i = 0; i < 5; i++) {
      name.append(alphabet.charAt((int) Math.floorMod(bits, 27L)));
      bits = Math.floorDiv(bits, 27L);
    }
    return name.toString();
  }

  private String uid(long seed, Kind<?> kind, String namespace, String name) {
    long high = draw(seed, "uid/" + kind.name() + "/" + namespace + "/" + name);
    String hex = hex(high) + hex(mix(high ^ 0x6A09E667F3BCC909L));
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

  private long draw(long seed, String subject) {
    int nth = drawn.merge(subject, 1, Integer::sum);
    long hash = seed;
    for (int i = 0; i < subject.length(); i++) {
      hash = (hash ^ subject.charAt(i)) * 0x100000001B3L;
    }
    return mix(mix(hash) + nth);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
