package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.PendingEvents;
import nl.tudelft.simulation.dsol.eventlists.EventListInterface;
import nl.tudelft.simulation.dsol.eventlists.RedBlackTree;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEvent;

/** DSOL's default event list; its events cannot be used again. */
public final class DsolRedBlackTree extends PendingEvents {

  private final EventListInterface<Double> events = new RedBlackTree<>();
  private int last;

  /** Makes it empty. */
  public DsolRedBlackTree() {}

  @Override
  public void add(long timeNanos, int timer) {
    events.add(new SimEvent<>((double) timeNanos, this, "hold", new Object[] {timer}));
  }

  @Override
  public long hold(long incrementNanos) {
    SimEvent<Double> event = (SimEvent<Double>) events.removeFirst();
    last = (Integer) event.getArgs()[0];
    long time = event.getAbsoluteExecutionTime().longValue();
    add(time + incrementNanos, last);
    return time;
  }

  @Override
  public int lastTimer() {
    return last;
  }
}
