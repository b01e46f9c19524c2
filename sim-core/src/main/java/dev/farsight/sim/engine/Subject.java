package dev.farsight.sim.engine;

/** What an event is about: a stable number for digests and a name for traces. */
public interface Subject {

  /** Returns a number that is the same in every run of the same spec and seed. */
  long subjectId();

  /** Returns the name that traces show, such as {@code pod/keda/keda-operator-1}. */
  String subjectName();

  /** Returns a subject that is nothing but its name. */
  static Subject of(String name) {
    return new NamedSubject(idOf(name), name);
  }

  /** Returns the number of a name: its 64-bit FNV-1a hash over UTF-16 code units. */
  static long idOf(String name) {
    return NamedSubject.hash(NamedSubject.OFFSET_BASIS, name);
  }

  /** Returns the number of a name in two parts, without joining them. */
  static long idOf(String first, String second) {
    return NamedSubject.hash(
        NamedSubject.hash(NamedSubject.OFFSET_BASIS, first) * NamedSubject.PRIME, second);
  }
}
