package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.JobSpec;
import dev.farsight.sim.kube.JobStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScalingStrategy;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Jobs of ScaledJobs: their creation, count and history ({@code scale_jobs.go}). */
final class ScaledJobs {

  static final String GENERATION = "scaledjob.keda.sh/generation";
  private static final String NAME = "scaledjob.keda.sh/name";
  private static final String EXCLUDED_LABELS = "scaledjob.keda.sh/job-excluded-labels";
  private static final int DEFAULT_HISTORY = 100;

  private final Cluster cluster;

  ScaledJobs(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Returns the Jobs of a ScaledJob, in the order of their names. */
  List<Job> of(ScaledJob object) {
    List<Job> jobs = new ArrayList<>();
    for (Job job : cluster.store(Kinds.JOB).listNamespace(object.namespace())) {
      if (object.name().equals(job.metadata().labels().get(NAME))) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  private static @Nullable String end(Job job) {
    for (Condition condition : job.status().conditions()) {
      boolean over = condition.type().equals("Complete") || condition.type().equals("Failed");
      if (over && condition.status().equals("True")) {
        return condition.type();
      }
    }
    return null;
  }

  /** Returns how many of the Jobs are not finished. */
  static long running(List<Job> jobs) {
    return jobs.stream().filter(job -> end(job) == null).count();
  }

  /** Returns how many of the unfinished Jobs have no pod that got going. */
  long pending(ScaledJob object, List<Job> jobs) {
    ScalingStrategy strategy = object.spec().scalingStrategy();
    List<String> conditions = strategy == null ? List.of() : strategy.pendingPodConditions();
    Set<String> going = new LinkedHashSet<>();
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(object.namespace())) {
      OwnerReference owner = pod.metadata().controllerOwner();
      if (owner != null && isGoing(pod, conditions)) {
        going.add(owner.uid());
      }
    }
    return jobs.stream()
        .filter(job -> end(job) == null && !going.contains(job.metadata().uid()))
        .count();
  }

  private static boolean isGoing(Pod pod, List<String> conditions) {
    if (conditions.isEmpty()) {
      String phase = pod.status().phase();
      return "Running".equals(phase) || "Succeeded".equals(phase);
    }
    int fulfilled = 0;
    for (PodCondition condition : pod.status().conditions()) {
      if (conditions.contains(condition.type()) && condition.status().equals("True")) {
        fulfilled++;
      }
    }
    return fulfilled == conditions.size();
  }

  /**
   * Creates one Job.
   *
   * @throws ApiException if the API server refuses it
   */
  void create(ScaledJob object) {
    JobSpec spec = object.spec().jobTargetRef();
    PodTemplateSpec template = spec.template();
    if (template.spec().restartPolicy() == null) {
      template = template.withSpec(template.spec().withRestartPolicy("OnFailure"));
    }
    Map<String, String> templateLabels =
        FrozenMap.with(template.metadata().labels(), NAME, object.name());
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", object.name());
    labels.put("app.kubernetes.io/version", "2.20.2");
    labels.put("app.kubernetes.io/part-of", object.name());
    labels.put("app.kubernetes.io/managed-by", "keda-operator");
    labels.put(NAME, object.name());
    Map<String, String> own = new TreeMap<>(object.metadata().labels());
    own.keySet().removeAll(Annotations.listed(object, EXCLUDED_LABELS));
    labels.putAll(own);
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(GENERATION, Long.toString(object.metadata().generation()));
    annotations.putAll(object.metadata().annotations());
    ObjectMeta metadata =
        ObjectMeta.named(object.namespace(), "")
            .withGenerateName(object.name() + "-")
            .withLabels(labels)
            .withAnnotations(annotations)
            .withOwnerReferences(
                List.of(
                    new OwnerReference(
                        Kinds.SCALED_JOB.apiVersion(),
                        Kinds.SCALED_JOB.name(),
                        object.name(),
                        object.metadata().uid(),
                        true,
                        true)));
    cluster.create(
        new Job(
            metadata,
            spec.withTemplate(
                template.withMetadata(template.metadata().withLabels(templateLabels))),
            new JobStatus(0, null, 0, 0, null, null, null, null, null, List.of())));
  }

  /** Deletes the oldest finished Jobs beyond the limits. */
  void enforceHistory(ScaledJob object) {
    List<Job> completed = new ArrayList<>();
    List<Job> failed = new ArrayList<>();
    for (Job job : of(object)) {
      String end = end(job);
      if (end != null) {
        (end.equals("Complete") ? completed : failed).add(job);
      }
    }
    trim(completed, object.spec().successfulJobsHistoryLimit());
    trim(failed, object.spec().failedJobsHistoryLimit());
  }

  private void trim(List<Job> jobs, @Nullable Integer limit) {
    int excess = jobs.size() - (limit == null ? DEFAULT_HISTORY : limit);
    jobs.sort(Comparator.comparingLong(ScaledJobs::completedNanos));
    for (int i = 0; i < excess; i++) {
      cluster.delete(Kinds.JOB, jobs.get(i).key(), DeleteOptions.BACKGROUND);
    }
  }

  private static long completedNanos(Job job) {
    Timestamp completed = job.status().completionTime();
    return completed == null ? Long.MIN_VALUE : completed.nanos();
  }
}
