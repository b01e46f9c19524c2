package dev.farsight.scenario.fix;

import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.spec.FargateModel;
import dev.farsight.sim.time.SimTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Profiles that are being created or deleted when a fix comes: EKS takes no other operation until
 * that is over, so that whoever creates a profile waits for them first.
 */
final class BusyProfiles {

  /** The wait that is played is one that hardly any change of a profile outlasts. */
  private static final double HARDLY_ANY_LONGER = 0.999;

  private final List<String> commands = new ArrayList<>();
  private long waitSeconds;

  BusyProfiles(Situation situation) {
    long moment = situation.momentNanos();
    String cluster = situation.scenario().spec().cluster().name();
    FargateModel model = situation.scenario().spec().model().fargate();
    for (ProfileOutcome profile : situation.run().profiles()) {
      Long deleting = profile.deletingNanos();
      Long active = profile.activeNanos();
      boolean there = profile.requestedNanos() <= moment && profile.failure() == null;
      if (!there || isBefore(profile.goneNanos(), moment)) {
        continue;
      }
      if (isBefore(deleting, moment)) {
        add(ProfileCommands.waitUntil("deleted", cluster, profile.name()), model.profileDeletion());
      } else if (!isBefore(active, moment) && deleting == null) {
        add(
            ProfileCommands.waitUntil("active", cluster, profile.name()),
            model.profileActivation());
      }
    }
  }

  private static boolean isBefore(@Nullable Long nanos, long moment) {
    return nanos != null && nanos <= moment;
  }

  private void add(String command, Distribution latency) {
    commands.add(command);
    long nanos = latency.quantileNanos(HARDLY_ANY_LONGER);
    waitSeconds += -Math.floorDiv(-nanos, SimTime.SECOND_NANOS);
  }

  /** Returns what is typed before a profile is created; empty where none is in progress. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  /** Returns how long the commands take at most, in seconds. */
  long waitSeconds() {
    return waitSeconds;
  }
}
