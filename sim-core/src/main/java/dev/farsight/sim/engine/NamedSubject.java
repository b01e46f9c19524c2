package dev.farsight.sim.engine;

/** A subject that is nothing but a name; its number is the FNV-1a hash of the name. */
record NamedSubject(long subjectId, String subjectName) implements Subject {

  static final long OFFSET_BASIS = 0xCBF29CE484222325L;
  static final long PRIME = 0x100000001B3L;

  static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }
}
