package dev.farsight.bench.eventlist;

/** Event lists of other libraries; which of them there are depends on the class path. */
final class PeerLists {

  private PeerLists() {}

  /** Returns an empty event list of a peer, by the name of the class that adapts it. */
  static PendingEvents of(String structure) {
    String name = PeerLists.class.getPackageName() + ".peer." + structure;
    try {
      return (PendingEvents) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no event list " + structure + " on the class path", e);
    }
  }
}
