package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.PendingEvents;
import java.util.NoSuchElementException;
import org.cloudsimplus.core.SimEntity;
import org.cloudsimplus.core.events.CloudSimEvent;
import org.cloudsimplus.core.events.FutureQueue;
import org.cloudsimplus.core.events.SimEvent;

/** CloudSim Plus's event list; its events cannot be used again. All have one tag, so ties keep. */
public final class CloudSimFutureQueue extends PendingEvents {

  private static final int TAG = 1;

  private final FutureQueue events = new FutureQueue();
  private int last;

  /** Makes it empty. */
  public CloudSimFutureQueue() {}

  @Override
  public void add(long timeNanos, int timer) {
    events.addEvent(
        new CloudSimEvent(
            SimEvent.Type.SEND, timeNanos, SimEntity.NULL, SimEntity.NULL, TAG, timer));
  }

  @Override
  public long hold(long incrementNanos) {
    SimEvent event = events.first();
    if (!events.remove(event)) {
      throw new NoSuchElementException("the first event is not there");
    }
    last = (Integer) event.getData();
    long time = (long) event.getTime();
    add(time + incrementNanos, last);
    return time;
  }

  @Override
  public int lastTimer() {
    return last;
  }
}
