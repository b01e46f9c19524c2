package dev.farsight.sim.spec;

/** When a step of the timeline starts. */
public sealed interface StepTime {

  /**
   * At an instant.
   *
   * @param nanos nanoseconds since the start, at least 0
   */
  record At(long nanos) implements StepTime {

    /** Refuses instants before the start. */
    public At {
      if (nanos < 0) {
        throw new IllegalArgumentException("at = " + nanos + " ns lies before the start");
      }
    }
  }

  /**
   * Some time after a stage of another step.
   *
   * @param stepId id of that step
   * @param stage what it must have reached
   * @param plusNanos time after that in nanoseconds, at least 0
   */
  record After(String stepId, Stage stage, long plusNanos) implements StepTime {

    /** Refuses negative times. */
    public After {
      if (plusNanos < 0) {
        throw new IllegalArgumentException("after + " + plusNanos + " ns must not be negative");
      }
    }
  }

  /**
   * Some time after a Fargate profile became ACTIVE for the first time, whoever created it: also
   * one that a cluster creation makes.
   *
   * @param profile name of the profile
   * @param plusNanos time after that in nanoseconds, at least 0
   */
  record AfterProfile(String profile, long plusNanos) implements StepTime {

    /** Refuses negative times. */
    public AfterProfile {
      if (plusNanos < 0) {
        throw new IllegalArgumentException("after + " + plusNanos + " ns must not be negative");
      }
    }
  }

  /** What a step can reach. */
  enum Stage {
    /** Its work is complete: a profile ACTIVE or gone, nodes Ready, a roll-out finished. */
    COMPLETE,
    /** The profile it creates is ACTIVE. */
    ACTIVE,
    /** Its work is complete, whatever it is. */
    DONE
  }

  /** Returns the start of the run. */
  static StepTime start() {
    return new At(0);
  }
}
