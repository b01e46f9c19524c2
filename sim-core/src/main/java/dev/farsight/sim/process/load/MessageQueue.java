package dev.farsight.sim.process.load;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line of messages and the Ready pods that work it off. */
public final class MessageQueue implements Subject {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Time between two looks at a stream that has run dry, in nanoseconds. */
  private static final long LOOK_NANOS = SECOND_NANOS;

  /** Told of the length of the line. */
  @FunctionalInterface
  public interface Listener {

    /** The numbers of messages that wait and that are in work have changed. */
    void changed(int waiting, int inWork);
  }

  /** A message in work. */
  private static final class Work implements Subject {
    private final MessageQueue queue;
    private final Server server;
    private final long arrivedNanos;
    private long timer;

    Work(MessageQueue queue, Server server, long arrivedNanos) {
      this.queue = queue;
      this.server = server;
      this.arrivedNanos = arrivedNanos;
    }

    @Override
    public long subjectId() {
      return queue.id;
    }

    @Override
    public String subjectName() {
      return queue.subjectName();
    }
  }

  /** A pod that works. */
  private static final class Server {
    private final List<Work> works = new ArrayList<>();
    private boolean open = true;
    private int listed;
  }

  private final Simulator simulator;
  private final LoadSpec load;
  private final LoadForm.Queue form;
  private final RandomStream arrivals;
  private final RandomStream services;
  private final long id;
  private final long endNanos;
  private final EventType<MessageQueue> arrived;
  private final EventType<Work> served;
  private final Map<String, Server> servers = new LinkedHashMap<>();
  private final ArrayDeque<Server> free = new ArrayDeque<>();
  private final ArrayDeque<Long> waiting = new ArrayDeque<>();
  private long[] waitsNanos = new long[64];
  private int waitCount;
  private long arrivedCount;
  private long servedCount;
  private int inWork;
  private int notedWaiting;
  private Listener listener = (waitingNow, inWorkNow) -> {};

  MessageQueue(
      Simulator simulator,
      Cluster cluster,
      LoadSpec load,
      LoadForm.Queue form,
      RandomStreams streams,
      long endNanos) {
    this.simulator = simulator;
    this.load = load;
    this.form = form;
    this.endNanos = endNanos;
    this.id = RandomStream.subjectId(load.key());
    this.arrivals = streams.stream("load.arrivals");
    this.services = streams.stream("load.services");
    this.arrived = simulator.declare("load.arrival", Priority.STATE, MessageQueue::onArrival);
    this.served = simulator.declare("load.served", Priority.STATE, this::onServed);
    cluster.watch(Kinds.POD, 0, this::onPod);
    scheduleNext();
  }

  @Override
  public long subjectId() {
    return id;
  }

  @Override
  public String subjectName() {
    return "load/" + load.key();
  }

  /** Sets who is told of the length. */
  public void listen(Listener listener) {
    this.listener = listener;
  }

  /** Returns the key under which triggers find the queue. */
  public String key() {
    return load.key();
  }

  /** Returns the length that triggers see, in thousandths. */
  long milli() {
    return (waiting.size() + (form.onlyWaiting() ? 0 : inWork)) * 1000L;
  }

  /** Returns how many messages have arrived. */
  public long arrivedCount() {
    return arrivedCount;
  }

  /** Returns how many messages are done. */
  public long servedCount() {
    return servedCount;
  }

  /** Returns how many messages wait. */
  public int waitingCount() {
    return waiting.size();
  }

  /** Returns how many messages wait that nobody has begun to work on. */
  public int untouchedCount() {
    return waiting.size() - notedWaiting;
  }

  /** Returns how long each message waited until work on it first began, in nanoseconds; a copy. */
  public long[] waitsNanos() {
    return Arrays.copyOf(waitsNanos, waitCount);
  }

  /**
   * The next burst, at random or evenly. A stream whose rate changes is thinned: candidates come at
   * the greatest rate, and each is taken with the share of the rate at its instant.
   */
  private void scheduleNext() {
    long greatest = form.arrivals().greatestMilli();
    if (greatest <= 0) {
      return;
    }
    long at;
    if (form.regular()) {
      long rate = form.arrivals().milliAt(simulator.now());
      at = simulator.now() + (rate <= 0 ? LOOK_NANOS : spacingNanos(rate));
    } else {
      at = simulator.now();
      boolean taken = false;
      while (!taken && at <= endNanos) {
        at += arrivals.nextNanos(id, new Distribution.Exponential(spacingNanos(greatest)));
        double share = (double) form.arrivals().milliAt(at) / greatest;
        taken = share >= 1 || arrivals.nextUniform(id) < share;
      }
    }
    if (at <= endNanos) {
      simulator.scheduleAt(at, arrived, this);
    }
  }

  /** Mean time between two bursts at a rate in thousandths of a message per second. */
  private long spacingNanos(long milliPerSecond) {
    return Math.max(1, Math.round(SECOND_NANOS * 1000.0 * form.burst() / milliPerSecond));
  }

  private static void onArrival(MessageQueue queue) {
    queue.arrive();
  }

  private void arrive() {
    boolean dry = form.regular() && form.arrivals().milliAt(simulator.now()) <= 0;
    simulator.requireRoomForMessages((long) waiting.size() + form.burst(), subjectName());
    for (int i = 0; !dry && i < form.burst(); i++) {
      arrivedCount++;
      waiting.add(simulator.now());
    }
    work();
    scheduleNext();
  }

  /** Hands messages out while there are some and a pod has a free hand. */
  private void work() {
    while (!waiting.isEmpty() && !free.isEmpty()) {
      Server server = free.remove();
      server.listed--;
      if (!server.open) {
        continue;
      }
      long since = waiting.remove();
      if (isNoted(since)) {
        since = notedOf(since);
        notedWaiting--;
      } else {
        note(simulator.now() - since);
      }
      Work work = new Work(this, server, since);
      server.works.add(work);
      inWork++;
      work.timer = simulator.schedule(services.nextNanos(id, form.serviceTime()), served, work);
    }
    listener.changed(waiting.size(), inWork);
  }

  /** A message that was given back stands in the line with a negative number: it was noted. */
  private static long notedOf(long arrivedNanos) {
    return -1 - arrivedNanos;
  }

  private static boolean isNoted(long waiting) {
    return waiting < 0;
  }

  private void note(long waitNanos) {
    if (waitCount == waitsNanos.length) {
      waitsNanos = Arrays.copyOf(waitsNanos, waitCount * 2);
    }
    waitsNanos[waitCount++] = waitNanos;
  }

  private void onServed(Work work) {
    work.server.works.remove(work);
    inWork--;
    servedCount++;
    offer(work.server);
    work();
  }

  private void offer(Server server) {
    while (server.open && server.works.size() + server.listed < form.concurrency()) {
      server.listed++;
      free.add(server);
    }
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    if (!form.servedBy().matches(pod)) {
      return;
    }
    String uid = pod.metadata().uid();
    boolean gone = event.type() == WatchEvent.Type.DELETED;
    boolean ready = !gone && ReadyPods.isReady(pod);
    Server server = servers.get(uid);
    if (ready && server == null) {
      server = new Server();
      servers.put(uid, server);
      offer(server);
      work();
    } else if (!ready && server != null) {
      server.open = false;
      boolean finishing = !gone && pod.metadata().isTerminating();
      if (!finishing) {
        servers.remove(uid);
        giveBack(server);
        work();
      }
    }
  }

  /** Messages of a pod that is gone go back to the front of the line. */
  private void giveBack(Server server) {
    for (int i = server.works.size() - 1; i >= 0; i--) {
      Work work = server.works.get(i);
      simulator.cancel(work.timer);
      waiting.addFirst(notedOf(work.arrivedNanos));
      notedWaiting++;
      inWork--;
    }
    server.works.clear();
  }
}
