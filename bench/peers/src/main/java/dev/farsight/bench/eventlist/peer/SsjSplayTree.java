package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.PendingEvents;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;
import umontreal.ssj.simevents.eventlist.SplayTree;

/** SSJ's default event list; the popped event is used again. */
public final class SsjSplayTree extends PendingEvents {

  private final EventList events = new SplayTree();
  private final Simulator simulator = new Simulator(events);
  private int last;

  /** Makes it empty. */
  public SsjSplayTree() {}

  private final class Timer extends Event {
    private final int number;

    Timer(int number) {
      super(simulator);
      this.number = number;
    }

    /** Sets the time as the simulator does; {@link #setTime} takes it for scheduled still. */
    void moveTo(long timeNanos) {
      eventTime = timeNanos;
    }

    @Override
    public void actions() {}
  }

  @Override
  public void add(long timeNanos, int timer) {
    Timer event = new Timer(timer);
    event.moveTo(timeNanos);
    events.add(event);
  }

  @Override
  public long hold(long incrementNanos) {
    Timer event = (Timer) events.removeFirst();
    last = event.number;
    long time = (long) event.time();
    event.moveTo(time + incrementNanos);
    events.add(event);
    return time;
  }

  @Override
  public int lastTimer() {
    return last;
  }
}
