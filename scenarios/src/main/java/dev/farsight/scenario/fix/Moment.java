package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.time.SimTime;
import org.jspecify.annotations.Nullable;

/**
 * When the steps of a fix are played: as if its commands were typed one after the other. Commands
 * that come back at once let the next step come at the same instant; those that wait let it come
 * later, and the waits are among the commands that are told.
 */
public final class Moment {

  private final long atSeconds;
  private long waitedSeconds;
  private @Nullable String lastProfile;

  Moment(long atNanos) {
    this.atSeconds = -Math.floorDiv(-atNanos, SimTime.SECOND_NANOS);
  }

  /**
   * Lets later steps come some seconds after the instant, because a command before them comes back
   * that late.
   */
  void waits(long seconds) {
    waitedSeconds = Math.max(waitedSeconds, seconds);
  }

  /** Returns a step that creates a profile, which later steps wait for. */
  ObjectNode profileStep(ObjectNode root, String name) {
    ObjectNode step = step(root, 0);
    lastProfile = name;
    return step;
  }

  /**
   * Returns the step that comes next: at the instant, or after what is waited for.
   *
   * @param plusSeconds how much later it has its effect
   */
  ObjectNode step(ObjectNode root, long plusSeconds) {
    ObjectNode step = ScenarioTree.timeline(root).addObject();
    if (lastProfile == null) {
      step.put("at", atSeconds + waitedSeconds + plusSeconds + "s");
    } else {
      long seconds = ProfileCommands.PROPAGATION_SECONDS + plusSeconds;
      step.put("after", lastProfile + ".ACTIVE + " + seconds + "s");
    }
    return step;
  }
}
