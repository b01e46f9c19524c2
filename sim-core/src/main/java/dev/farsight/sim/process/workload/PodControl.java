package dev.farsight.sim.process.workload;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.PodTemplateSpec;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes and deletes the pods of a controller, and tells of it in events ({@code RealPodControl}).
 */
public final class PodControl {

  private static final int MAX_NAME_LENGTH = 253;

  private final Cluster cluster;
  private final EventRecorder recorder;

  /**
   * Makes it for one controller.
   *
   * @param cluster API server
   * @param recorder records the events of this controller
   */
  public PodControl(Cluster cluster, EventRecorder recorder) {
    this.cluster = cluster;
    this.recorder = recorder;
  }

  /** Returns a pod as a template wants it, managed by an owner, with a generated name. */
  public static Pod fromTemplate(PodTemplateSpec template, KubeObject owner) {
    String prefix = owner.name() + "-";
    ObjectMeta metadata =
        ObjectMeta.named(owner.namespace(), "")
            .withGenerateName(prefix.length() <= MAX_NAME_LENGTH ? prefix : owner.name())
            .withLabels(template.metadata().labels())
            .withAnnotations(template.metadata().annotations())
            .withFinalizers(template.metadata().finalizers())
            .withOwnerReferences(List.of(Ownership.controllerReference(owner)));
    PodStatus pending = PodStatus.PENDING;
    return new Pod(metadata, template.spec(), pending);
  }

  /**
   * Makes a pod of a template.
   *
   * @param answeredAfterNanos when the call is answered, in nanoseconds from now, at least 0
   * @return the pod as stored
   * @throws ApiException if the API server refuses it; the refusal is recorded as an event, unless
   *     the namespace is being deleted
   */
  public Pod create(PodTemplateSpec template, KubeObject owner, long answeredAfterNanos) {
    return create(fromTemplate(template, owner), owner, answeredAfterNanos);
  }

  /**
   * Makes a pod of a template after changing it.
   *
   * @param answeredAfterNanos when the call is answered, in nanoseconds from now, at least 0
   * @throws ApiException if the API server refuses it
   */
  public Pod create(
      PodTemplateSpec template,
      KubeObject owner,
      long answeredAfterNanos,
      UnaryOperator<Pod> change) {
    return create(change.apply(fromTemplate(template, owner)), owner, answeredAfterNanos);
  }

  private Pod create(Pod wanted, KubeObject owner, long answeredAfterNanos) {
    try {
      Pod created = cluster.create(wanted, answeredAfterNanos);
      recorder.record(owner, "Normal", "SuccessfulCreate", "Created pod: " + created.name());
      return created;
    } catch (ApiException e) {
      if (!e.isNamespaceTerminating()) {
        recorder.record(owner, "Warning", "FailedCreate", "Error creating: " + e.getMessage());
      }
      throw e;
    }
  }

  /**
   * Deletes a pod with its own grace period.
   *
   * @param answeredAfterNanos when the call is answered, in nanoseconds from now, at least 0
   * @throws ApiException if it does not exist
   */
  public void delete(Pod pod, KubeObject owner, long answeredAfterNanos) {
    try {
      cluster.delete(Kinds.POD, pod.key(), DeleteOptions.BACKGROUND, answeredAfterNanos);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        recorder.record(owner, "Warning", "FailedDelete", "Error deleting: " + e.getMessage());
      }
      throw e;
    }
    recorder.record(owner, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
  }
}
