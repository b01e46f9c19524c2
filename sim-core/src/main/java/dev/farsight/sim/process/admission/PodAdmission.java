package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PriorityClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mutating admission of pods, and the memory of what was answered to each.
 *
 * <p>Priority runs again after the webhook changed a pod, as in a real API server (recorded: fact
 * 14 of the timelines).
 */
public final class PodAdmission implements AdmissionPlugin<Pod> {

  private final Cluster cluster;
  private final FargateWebhook webhook;
  private final Map<String, AdmissionVerdict> verdicts = new LinkedHashMap<>();

  /**
   * Makes the chain of a cluster; it works once it is added to the cluster.
   *
   * @param cluster API server
   * @param webhook Fargate webhook
   */
  public PodAdmission(Cluster cluster, FargateWebhook webhook) {
    this.cluster = cluster;
    this.webhook = webhook;
  }

  @Override
  public Kind<Pod> kind() {
    return Kinds.POD;
  }

  @Override
  public Pod admit(Pod pod) {
    return gated(mutated(pod));
  }

  /** The API server itself says of a pod with scheduling gates that it waits for them. */
  private Pod gated(Pod pod) {
    if (pod.spec().schedulingGates().isEmpty() || pod.status().condition("PodScheduled") != null) {
      return pod;
    }
    List<PodCondition> conditions = new ArrayList<>(pod.status().conditions());
    conditions.add(
        new PodCondition(
            "PodScheduled",
            "False",
            "SchedulingGated",
            "Scheduling is blocked due to non-empty scheduling gates",
            cluster.now()));
    return pod.withStatus(pod.status().withConditions(conditions));
  }

  private Pod mutated(Pod pod) {
    Collection<PriorityClass> classes = cluster.store(Kinds.PRIORITY_CLASS).list();
    Pod prioritised = PriorityAdmission.admit(pod, classes);
    Pod tolerant = DefaultTolerationSeconds.admit(prioritised);
    AdmissionVerdict verdict = webhook.judge(tolerant);
    verdicts.put(pod.metadata().uid(), verdict);
    if (!verdict.isAdmitted() || verdict.profile() == null) {
      return tolerant;
    }
    return PriorityAdmission.admit(webhook.mutate(tolerant, verdict.profile()), classes);
  }

  /** Returns what the webhook answered for the pod of a uid, or null if it was never asked. */
  public @Nullable AdmissionVerdict verdict(String podUid) {
    return verdicts.get(podUid);
  }
}
