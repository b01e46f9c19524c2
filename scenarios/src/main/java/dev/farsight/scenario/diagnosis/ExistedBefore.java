package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.time.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a pod of a dump was not admitted although a profile of the dump selects it. Nobody has seen
 * its admission: what the pod says of itself and the ages of pod and profile are the evidence.
 */
final class ExistedBefore {

  /** A profile is ACTIVE and propagated at the latest so long after its creation: docs/model. */
  private static final long SLOWEST_PROFILE_NANOS = 380 * SimTime.SECOND_NANOS;

  /** The quickest activation that was seen, of a profile that is not the first. */
  private static final long QUICKEST_PROFILE_NANOS = 7 * SimTime.SECOND_NANOS;

  private static final String CHOSEN_PROFILE = "eks.amazonaws.com/fargate-profile";
  private static final Map<String, String> FARGATE_LABELS =
      Map.of(
          "eks.amazonaws.com/compute-type", "fargate",
          "kubernetes.io/os", "linux",
          "beta.kubernetes.io/os", "linux",
          "kubernetes.io/arch", "amd64",
          "beta.kubernetes.io/arch", "amd64");
  private static final Set<String> FREE_LABELS =
      Set.of(
          "topology.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/region");

  private ExistedBefore() {}

  /** Returns the cause of a pod that some profile selects. */
  static Cause cause(RunResult run, PodOutcome pod) {
    for (Map.Entry<String, String> wanted : pod.story().nodeSelector().entrySet()) {
      String key = wanted.getKey();
      if (!FREE_LABELS.contains(key) && !wanted.getValue().equals(FARGATE_LABELS.get(key))) {
        return Cause.NODE_SELECTOR;
      }
    }
    ProfileOutcome profile = oldest(run, pod);
    String chosen = pod.story().labels().get(CHOSEN_PROFILE);
    if (profile != null && chosen != null && !isAmong(run, pod, chosen)) {
      return Cause.CHOSEN_PROFILE_MISMATCH;
    }
    Long age = profile == null ? null : ageAtCreation(profile, pod);
    return age != null && age > SLOWEST_PROFILE_NANOS
        ? Cause.ADMISSION_MISSED
        : Cause.CREATED_BEFORE_PROFILE;
  }

  private static boolean isAmong(RunResult run, PodOutcome pod, String name) {
    return run.profiles().stream()
        .anyMatch(profile -> profile.name().equals(name) && Causes.selects(profile, pod));
  }

  private static @Nullable ProfileOutcome oldest(RunResult run, PodOutcome pod) {
    ProfileOutcome oldest = null;
    for (ProfileOutcome profile : run.profiles()) {
      boolean stands = profile.goneNanos() == null && profile.failure() == null;
      boolean older = oldest == null || profile.requestedNanos() < oldest.requestedNanos();
      oldest = stands && older && Causes.selects(profile, pod) ? profile : oldest;
    }
    return oldest;
  }

  /**
   * Returns how old a profile was when a pod was created, negative where it is younger; null where
   * nobody tells when it was created.
   */
  static @Nullable Long ageAtCreation(ProfileOutcome profile, PodOutcome pod) {
    return profile.requestedNanos() < 0 ? pod.createdNanos() - profile.requestedNanos() : null;
  }

  /**
   * Returns whether a profile that was being deleted when the cluster was dumped may have been so
   * at the creation of a pod: when its deletion began nobody tells, but it was not created later.
   */
  static boolean mayBeOfDeletion(ProfileOutcome profile, PodOutcome pod) {
    Long deleting = profile.deletingNanos();
    boolean dumped = deleting != null && deleting == 0 && pod.createdNanos() < 0;
    Long age = dumped ? ageAtCreation(profile, pod) : null;
    return dumped
        && pod.admission().reason() == AdmissionReason.EXISTED_BEFORE
        && (age == null || age > 0);
  }

  /** Returns what else the ages allow, each with what would tell. */
  static List<Causes.Alternative> alternatives(RunResult run, PodOutcome pod, Cause cause) {
    List<Causes.Alternative> others = new ArrayList<>();
    ProfileOutcome profile = oldest(run, pod);
    Long age = profile == null ? null : ageAtCreation(profile, pod);
    if (profile == null || cause == Cause.ADMISSION_MISSED) {
      others.add(
          new Causes.Alternative(
              Cause.LABELS_NOT_SELECTED,
              "kubectl get pod -o yaml --show-managed-fields: were labels added after the pod was"
                  + " created?"));
      return others;
    }
    boolean propagating = age == null || age > QUICKEST_PROFILE_NANOS;
    if (propagating) {
      others.add(
          new Causes.Alternative(
              Cause.CREATED_BEFORE_PROPAGATION,
              (age == null
                      ? "aws eks describe-fargate-profile shows createdAt of " + profile.name()
                      : "when did "
                          + profile.name()
                          + " become ACTIVE (CloudTrail, the installer's"
                          + " log)")
                  + ": less than about 30 s before the pod's creationTimestamp?"));
    }
    if (age == null) {
      others.add(
          new Causes.Alternative(
              Cause.ADMISSION_MISSED,
              "createdAt of "
                  + profile.name()
                  + ": more than about 6 minutes before the pod's creationTimestamp?"));
    }
    others.add(
        new Causes.Alternative(
            Cause.CREATED_DURING_DELETION,
            "CloudTrail: was a profile with such selectors deleted (DeleteFargateProfile) when the"
                + " pod was created?"));
    return others;
  }
}
