package dev.farsight.sim.kube;

/**
 * A Job.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/job/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record Job(ObjectMeta metadata, JobSpec spec, JobStatus status) implements KubeObject {

  @Override
  public Kind<Job> kind() {
    return Kinds.JOB;
  }

  @Override
  public Job withMetadata(ObjectMeta metadata) {
    return new Job(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public Job withSpec(JobSpec spec) {
    return new Job(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public Job withStatus(JobStatus status) {
    return new Job(metadata, spec, status);
  }
}
