package dev.farsight.scenario.generated;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.spec.SimulationSpec;
import dev.farsight.sim.time.SimTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Laws that hold in every cluster, tried on scenarios drawn from seeds. {@code
 * -Dgenerated.scenarios=1000000} tries a million, {@code -Dgenerated.first=42} begins elsewhere.
 */
class GeneratedScenariosTest {

  /** Name of what is applied long after a cluster has come to rest, to see that it did. */
  static final String LATER = "later";

  private static final int COUNT = Integer.getInteger("generated.scenarios", 5_000);
  private static final long FIRST = Long.getLong("generated.first", 1);
  private static final int MOST_FAILURES = 5;

  /** One run in so many is looked at once more when it has come to rest. */
  private static final int REST_CHECKS = 16;

  private static final long REST_NANOS = SimTime.seconds(700);

  private static SimulationSpec spec(String text) {
    Issues issues = new Issues();
    ScenarioSource source =
        new ScenarioSource(
            "generated.yaml", text.getBytes(StandardCharsets.UTF_8), pattern -> List.of());
    ResolvedScenario resolved = ScenarioResolver.resolve(source, List.of(), issues);
    assertThat(resolved).as(() -> IssueText.of(issues)).isNotNull();
    return requireNonNull(resolved).spec();
  }

  /** Plays a seed; returns whether the cluster came to rest. */
  private static boolean play(long seed) {
    GeneratedScenario scenario = new GeneratedScenario(seed);
    try {
      SimulationSpec spec = spec(scenario.toString());
      Laws laws = new Laws(scenario);
      Simulation.play(spec, seed, laws);
      boolean quiescent = laws.nowNanos() < spec.end().untilNanos();
      laws.checkEnd(quiescent);
      if (quiescent && seed % REST_CHECKS == 0) {
        checkRest(scenario, seed, laws);
      }
      return quiescent;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + scenario, e);
    }
  }

  /** A cluster at rest stays as it is until somebody does something. */
  private static void checkRest(GeneratedScenario scenario, long seed, Laws atRest) {
    long laterNanos = atRest.nowNanos() + REST_NANOS;
    String touch =
        "    - {at: "
            + laterNanos / 1_000_000_000
            + "s, apply: [{apiVersion: v1, kind: Namespace, metadata: {name: "
            + LATER
            + "}}]}\n  until: 24h\n";
    Laws laws = new Laws(scenario);
    Simulation.play(spec(scenario.toString().replace("  until: 20m\n", touch)), seed, laws);
    laws.check(laws.nowNanos() >= laterNanos / 1_000_000_000 * 1_000_000_000, "ended before");
    laws.check(laws.lastChangeNanos() == atRest.lastChangeNanos(), "a cluster at rest changes");
    laws.checkEnd(true);
  }

  @Test
  void lawsHoldInEveryGeneratedScenario() {
    AtomicInteger rested = new AtomicInteger();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    LongStream.range(FIRST, FIRST + COUNT)
        .parallel()
        .forEach(
            seed -> {
              try {
                rested.addAndGet(failures.size() < MOST_FAILURES && play(seed) ? 1 : 0);
              } catch (AssertionError e) {
                failures.add(requireNonNull(e.getMessage()));
              }
            });
    assertThat(failures).isEmpty();
    assertThat(rested.get()).as("runs that came to rest").isGreaterThan(COUNT / 2);
  }
}
