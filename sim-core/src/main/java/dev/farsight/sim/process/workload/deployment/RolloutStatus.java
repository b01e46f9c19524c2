package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Deployment's status says, and whether it progresses ({@code sync.go}, {@code
 * progress.go}).
 */
final class RolloutStatus {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final String TIMED_OUT = "ProgressDeadlineExceeded";
  private static final String COMPLETE = "NewReplicaSetAvailable";

  /** No need to look again. */
  static final long NEVER = -1;

  /** Look again as soon as the rate limit allows. */
  static final long SOON = 0;

  private final DeploymentSync sync;

  RolloutStatus(DeploymentSync sync) {
    this.sync = sync;
  }

  /** Writes the status that follows from the ReplicaSets, without judging progress. */
  void write(List<ReplicaSet> all, @Nullable ReplicaSet current) {
    writeIfChanged(calculate(all, current));
  }

  /**
   * Writes the status with its judgement of progress.
   *
   * @return when to look again for the deadline, in nanoseconds from now, or {@link #NEVER}, {@link
   *     #SOON}
   */
  long writeRollout(List<ReplicaSet> all, @Nullable ReplicaSet current) {
    Deployment deployment = sync.deployment();
    DeploymentStatus status = calculate(all, current);
    if (!DeploymentFigures.hasProgressDeadline(deployment)) {
      status = DeploymentConditions.remove(status, DeploymentConditions.PROGRESSING);
    } else {
      status = withProgress(status, current);
    }
    Condition failure = replicaFailure(all, current);
    status =
        failure != null
            ? DeploymentConditions.set(status, failure)
            : DeploymentConditions.remove(status, DeploymentConditions.REPLICA_FAILURE);
    return writeIfChanged(status) ? NEVER : nextCheck(status);
  }

  private boolean writeIfChanged(DeploymentStatus status) {
    if (status.equals(sync.deployment().status())) {
      return false;
    }
    sync.setStatus(status);
    sync.writeStatus();
    return true;
  }

  private DeploymentStatus calculate(List<ReplicaSet> all, @Nullable ReplicaSet current) {
    Deployment deployment = sync.deployment();
    int available = ReplicaSets.available(all);
    DeploymentStatus status =
        new DeploymentStatus(
            deployment.metadata().generation(),
            ReplicaSets.actual(all),
            current == null ? 0 : current.status().replicas(),
            ReplicaSets.ready(all),
            available,
            Math.max(0, ReplicaSets.wanted(all) - available),
            ReplicaSets.terminating(all),
            deployment.status().collisionCount(),
            deployment.status().conditions());
    int needed =
        DeploymentFigures.replicas(deployment) - DeploymentFigures.maxUnavailable(deployment);
    Condition condition =
        available >= needed
            ? DeploymentConditions.of(
                DeploymentConditions.AVAILABLE,
                "True",
                "MinimumReplicasAvailable",
                "Deployment has minimum availability.",
                sync.now())
            : DeploymentConditions.of(
                DeploymentConditions.AVAILABLE,
                "False",
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.",
                sync.now());
    return DeploymentConditions.set(status, condition);
  }

  private DeploymentStatus withProgress(DeploymentStatus status, @Nullable ReplicaSet current) {
    Deployment deployment = sync.deployment();
    Condition before =
        DeploymentConditions.get(deployment.status(), DeploymentConditions.PROGRESSING);
    if (status.replicas() == status.updatedReplicas()
        && before != null
        && before.reason().equals(COMPLETE)) {
      return status;
    }
    if (DeploymentFigures.isComplete(deployment, status)) {
      return DeploymentConditions.set(
          status, progressing("True", COMPLETE, current, " has successfully progressed."));
    }
    if (DeploymentFigures.isProgressing(deployment.status(), status)) {
      Condition condition = progressing("True", "ReplicaSetUpdated", current, " is progressing.");
      if (before != null && before.status().equals("True")) {
        condition = DeploymentConditions.since(condition, before.lastTransitionTime());
      }
      return DeploymentConditions.set(
          DeploymentConditions.remove(status, DeploymentConditions.PROGRESSING), condition);
    }
    return hasTimedOut(status)
        ? DeploymentConditions.set(
            status, progressing("False", TIMED_OUT, current, " has timed out progressing."))
        : status;
  }

  private Condition progressing(
      String status, String reason, @Nullable ReplicaSet current, String whatItDid) {
    String subject =
        current == null
            ? "Deployment \"" + sync.deployment().name() + "\""
            : "ReplicaSet \"" + current.name() + "\"";
    return DeploymentConditions.of(
        DeploymentConditions.PROGRESSING, status, reason, subject + whatItDid, sync.now());
  }

  private boolean hasTimedOut(DeploymentStatus status) {
    Condition condition = DeploymentConditions.get(status, DeploymentConditions.PROGRESSING);
    if (condition == null || condition.reason().equals(COMPLETE)) {
      return false;
    }
    return condition.reason().equals(TIMED_OUT) || deadlineNanos(condition) < sync.now().nanos();
  }

  private long deadlineNanos(Condition condition) {
    Timestamp updated = condition.lastUpdateTime();
    long seconds = DeploymentFigures.progressDeadlineSeconds(sync.deployment());
    return (updated == null ? 0 : updated.nanos()) + seconds * SECOND_NANOS;
  }

  private static @Nullable Condition replicaFailure(
      List<ReplicaSet> all, @Nullable ReplicaSet current) {
    Condition failure = current == null ? null : failureOf(current);
    for (int i = 0; i < all.size() && failure == null; i++) {
      failure = failureOf(all.get(i));
    }
    return failure;
  }

  private static @Nullable Condition failureOf(ReplicaSet replicaSet) {
    for (Condition condition : replicaSet.status().conditions()) {
      if (condition.type().equals(DeploymentConditions.REPLICA_FAILURE)) {
        return new Condition(
            condition.type(),
            condition.status(),
            condition.reason(),
            condition.message(),
            condition.lastTransitionTime(),
            condition.lastTransitionTime());
      }
    }
    return null;
  }

  /**
   * Returns when time alone could change the status. A roll-out that was complete never times out,
   * so nothing is looked at again then (upstream does, ten times a second, and finds nothing).
   */
  private long nextCheck(DeploymentStatus status) {
    Deployment deployment = sync.deployment();
    Condition condition =
        DeploymentConditions.get(deployment.status(), DeploymentConditions.PROGRESSING);
    if (!DeploymentFigures.hasProgressDeadline(deployment)
        || condition == null
        || DeploymentFigures.isComplete(deployment, status)
        || condition.reason().equals(TIMED_OUT)
        || condition.reason().equals(COMPLETE)) {
      return NEVER;
    }
    long left = deadlineNanos(condition) - sync.now().nanos();
    return left < SECOND_NANOS ? SOON : left + SECOND_NANOS;
  }
}
