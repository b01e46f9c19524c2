package dev.farsight.bench.eventlist;

/** Event lists of other libraries; which of them there are depends on the class path. */
public final class PeerLists {

  private PeerLists() {}

  /** Returns whether the event list of a peer is on the class path. */
  public static boolean has(String structure) {
    try {
      Class.forName(nameOf(structure));
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  private static String nameOf(String structure) {
    return PeerLists.class.getPackageName() + ".peer." + structure;
  }

  /** Returns an empty event list of a peer, by the name of the class that adapts it. */
  static PendingEvents of(String structure) {
    try {
      return (PendingEvents)
          Class.forName(nameOf(structure)).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no event list " + structure + " on the class path", e);
    }
  }
}
