package dev.farsight.bench.eventlist.peer

import dev.farsight.bench.eventlist.SingleServerBenchmark
import dev.farsight.sim.stats.Tally
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit
import org.kalasim.Component
import org.kalasim.ComponentGenerator
import org.kalasim.Environment
import org.kalasim.Resource
import org.kalasim.exponential

/**
 * The queue in kalasim's usual way: each customer is a process that requests the server and holds it, with kalasim's
 * own random numbers and the statistics that it keeps by itself. In Kotlin, since its processes are for Kotlin's
 * compiler alone.
 */
class KalasimServer(seed: Int, private val customers: Int) {
  private val environment = Environment(tickDurationUnit = DurationUnit.SECONDS, randomSeed = seed)
  private val waits = Tally()

  private inner class Customer(private val server: Resource, private val serviceTime: () -> Double) :
    Component(koin = environment.getKoin()) {
    override fun process() = sequence {
      val arrived = environment.now
      request(server) {
        waits.add((environment.now - arrived).inWholeNanoseconds / 1e9)
        hold(serviceTime().seconds)
      }
    }
  }

  /** Serves all customers and returns their mean wait, in service times. */
  fun run(): Double {
    with(environment) {
      val server = Resource("server", 1, koin = environment.getKoin())
      val service = exponential(1.0 / SingleServerBenchmark.SERVICE_RATE)
      ComponentGenerator(
        iat = exponential((1.0 / SingleServerBenchmark.ARRIVAL_RATE).seconds),
        total = customers,
        koin = environment.getKoin(),
      ) {
        Customer(server, service::sample)
      }
      run()
    }
    check(waits.count() == customers.toLong()) { "${waits.count()} customers were served" }
    return waits.mean()
  }
}
