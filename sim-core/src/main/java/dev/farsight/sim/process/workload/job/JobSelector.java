package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.JobSpec;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodTemplateSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives every new Job its selector and labels by uid, as the API server does on creation. */
public final class JobSelector implements AdmissionPlugin<Job> {

  private static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";

  @Override
  public Kind<Job> kind() {
    return Kinds.JOB;
  }

  @Override
  public Job admit(Job job) {
    JobSpec spec = job.spec();
    if (Boolean.TRUE.equals(spec.manualSelector()) || spec.selector() != null) {
      return job;
    }
    Map<String, String> labels = new LinkedHashMap<>(spec.template().metadata().labels());
    labels.put(CONTROLLER_UID, job.metadata().uid());
    labels.put("controller-uid", job.metadata().uid());
    labels.put("batch.kubernetes.io/job-name", job.name());
    labels.put("job-name", job.name());
    ObjectMeta metadata = spec.template().metadata().withLabels(labels);
    PodTemplateSpec template = spec.template().withMetadata(metadata);
    LabelSelector selector =
        LabelSelector.ofLabels(
            FrozenMap.with(FrozenMap.empty(), CONTROLLER_UID, job.metadata().uid()));
    return job.withSpec(
        new JobSpec(
            spec.parallelism(),
            spec.completions(),
            spec.activeDeadlineSeconds(),
            spec.backoffLimit(),
            spec.backoffLimitPerIndex(),
            spec.maxFailedIndexes(),
            spec.podFailurePolicy(),
            spec.podReplacementPolicy(),
            selector,
            spec.manualSelector(),
            template,
            spec.ttlSecondsAfterFinished(),
            spec.completionMode(),
            spec.suspend(),
            spec.successPolicy(),
            spec.managedBy()));
  }
}
