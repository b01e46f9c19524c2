package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.time.SimTime;
import org.jspecify.annotations.Nullable;

/** When the steps of a fix are played: at one instant, and new pods after new profiles. */
public final class Moment {

  private static final long PROPAGATION_SECONDS = 30;

  private final long atSeconds;
  private @Nullable String lastProfile;

  Moment(long atNanos) {
    this.atSeconds = -Math.floorDiv(-atNanos, SimTime.SECOND_NANOS);
  }

  /** Returns a step at the instant, and some seconds later. */
  ObjectNode step(ObjectNode root, long plusSeconds) {
    ObjectNode step = ScenarioTree.timeline(root).addObject();
    step.put("at", atSeconds + plusSeconds + "s");
    return step;
  }

  /** Returns a step that creates a profile, which later steps wait for. */
  ObjectNode profileStep(ObjectNode root, String name) {
    lastProfile = name;
    return step(root, 0);
  }

  /** Returns a step after new profiles are ACTIVE and propagated, or at the instant. */
  ObjectNode recreateStep(ObjectNode root) {
    return recreateStep(root, 0);
  }

  /** Returns a step some seconds after new pods can be made. */
  ObjectNode recreateStep(ObjectNode root, long plusSeconds) {
    if (lastProfile == null) {
      return step(root, plusSeconds);
    }
    ObjectNode step = ScenarioTree.timeline(root).addObject();
    step.put("after", lastProfile + ".ACTIVE + " + (PROPAGATION_SECONDS + plusSeconds) + "s");
    return step;
  }
}
