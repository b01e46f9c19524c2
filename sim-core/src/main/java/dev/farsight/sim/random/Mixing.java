package dev.farsight.sim.random;

/** The mixing function under all draws. */
final class Mixing {

  /** Golden ratio increment of SplitMix64. */
  static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  /**
   * Finaliser of SplitMix64 on the next state: a bijection that passes BigCrush as a generator
   * (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
   */
  static long mix(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** FNV-1a hash of a text over its UTF-16 code units, mixed. */
  static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }
}
