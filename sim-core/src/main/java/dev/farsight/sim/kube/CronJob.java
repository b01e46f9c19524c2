package dev.farsight.sim.kube;

/**
 * A CronJob.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record CronJob(ObjectMeta metadata, CronJobSpec spec, CronJobStatus status)
    implements KubeObject {

  @Override
  public Kind<CronJob> kind() {
    return Kinds.CRON_JOB;
  }

  @Override
  public CronJob withMetadata(ObjectMeta metadata) {
    return new CronJob(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public CronJob withSpec(CronJobSpec spec) {
    return new CronJob(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public CronJob withStatus(CronJobStatus status) {
    return new CronJob(metadata, spec, status);
  }
}
