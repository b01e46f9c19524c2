package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.SingleServerBenchmark;
import java.util.ArrayDeque;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.randvar.RandomVariateGen;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.simevents.Accumulate;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.stat.Tally;

/**
 * The queue in SSJ as its tutorial builds it: an event object for each arrival and departure, its
 * own generators and statistics.
 */
final class SsjServer {

  private final Simulator simulator = new Simulator();
  private final RandomVariateGen interarrival;
  private final RandomVariateGen service;
  private final ArrayDeque<Customer> customers = new ArrayDeque<>();
  private final Tally waits = new Tally("waits");
  private final Accumulate waiting = new Accumulate(simulator, "waiting");
  private int arrived;

  SsjServer(long seed) {
    simulator.init();
    interarrival = new ExponentialGen(stream(2 * seed), SingleServerBenchmark.ARRIVAL_RATE);
    service = new ExponentialGen(stream(2 * seed + 1), SingleServerBenchmark.SERVICE_RATE);
  }

  private static MRG32k3a stream(long number) {
    MRG32k3a stream = new MRG32k3a();
    long first = 12_345 + number;
    stream.setSeed(new long[] {first, first, first, first, first, first});
    return stream;
  }

  private record Customer(double arrivalTime, double serviceTime) {}

  /** Serves all customers and returns their mean wait, in service times. */
  double run() {
    waiting.init();
    new Arrival().schedule(interarrival.nextDouble());
    simulator.start();
    if (waits.numberObs() != SingleServerBenchmark.CUSTOMERS) {
      throw new IllegalStateException(waits.numberObs() + " customers were served");
    }
    return waits.average();
  }

  private void start(Customer customer) {
    waits.add(simulator.time() - customer.arrivalTime);
    new Departure().schedule(customer.serviceTime);
  }

  private final class Arrival extends Event {
    Arrival() {
      super(simulator);
    }

    @Override
    public void actions() {
      arrived++;
      if (arrived < SingleServerBenchmark.CUSTOMERS) {
        new Arrival().schedule(interarrival.nextDouble());
      }
      Customer customer = new Customer(simulator.time(), service.nextDouble());
      customers.addLast(customer);
      if (customers.size() == 1) {
        start(customer);
      } else {
        waiting.update(customers.size() - 1);
      }
    }
  }

  private final class Departure extends Event {
    Departure() {
      super(simulator);
    }

    @Override
    public void actions() {
      customers.removeFirst();
      if (!customers.isEmpty()) {
        waiting.update(customers.size() - 1);
        start(customers.getFirst());
      }
    }
  }
}
