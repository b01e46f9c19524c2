package dev.farsight.sim.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a run are: the names that traces show, with one line each. A name may stand
 * for many: {@code watch.KIND} for {@code watch.pod} and all others.
 */
public final class EventCatalogue {

  /**
   * One event, or a family of events.
   *
   * @param name name in traces; words in capitals stand for any word
   * @param description what happens at this instant
   */
  public record Entry(String name, String description) {

    private boolean matches(String event) {
      String[] parts = name.split("\\.", -1);
      String[] words = event.split("\\.", -1);
      boolean equal = parts.length == words.length;
      for (int i = 0; equal && i < parts.length; i++) {
        boolean anyWord = parts[i].equals("KIND") || parts[i].equals("CONTROLLER");
        equal = anyWord || parts[i].equals(words[i]);
      }
      return equal;
    }
  }

  /** All events, by process. */
  public static final List<Entry> EVENTS =
      List.of(
          new Entry("timeline.step", "a step of the scenario begins"),
          new Entry("timeline.fault-mended", "a fault ends"),
          new Entry("timeline.nodes-ready", "nodes of a step become Ready"),
          new Entry("timeline.drain-retry", "a drain tries again to evict what a budget protects"),
          new Entry("timeline.client-timeout", "a client gives up waiting for its step"),
          new Entry("addon.visible", "the objects of an EKS add-on appear in the cluster"),
          new Entry("addon.timeout", "a client gives up waiting for an add-on"),
          new Entry("helm.timeout", "helm gives up waiting for its release"),
          new Entry("eksctl.phase", "eksctl goes on with the next part of creating a cluster"),
          new Entry("eksctl.addon", "the objects of an add-on appear in the cluster"),
          new Entry("eksctl.poll", "eksctl looks whether what it waits for is there"),
          new Entry("watch.KIND", "the watchers of a kind hear of a change of an object"),
          new Entry("CONTROLLER.sync", "a controller takes an object from its queue"),
          new Entry("CONTROLLER.synced", "a controller is done with an object"),
          new Entry("CONTROLLER.requeue", "an object comes back to a controller's queue in time"),
          new Entry("CONTROLLER.retry", "an object comes back after a failure, with back-off"),
          new Entry("podgc.check", "the pod garbage collector looks for orphaned pods"),
          new Entry("nodelifecycle.monitor", "the node lifecycle controller looks at the nodes"),
          new Entry("nodelifecycle.taint", "the taints of a node follow its conditions"),
          new Entry("job.counted", "the Job controller has counted pods that ended"),
          new Entry("tainteviction.delete", "a pod's toleration of a NoExecute taint is over"),
          new Entry("hpa.sync", "the HorizontalPodAutoscalers compute their replicas"),
          new Entry("hpa.held-back", "a scale-down that was held back is due"),
          new Entry("keda.operator-started", "KEDA's operator begins to work"),
          new Entry("keda.apiservice-available", "KEDA's metrics server answers autoscalers"),
          new Entry("keda.scaledobject.poll", "KEDA asks the triggers of a ScaledObject"),
          new Entry("keda.scaledobject.rare-poll", "the same, of one that is asked rarely"),
          new Entry("keda.scaledobject.cooled-down", "the cool-down of a ScaledObject is over"),
          new Entry("keda.scaledjob.poll", "KEDA asks the triggers of a ScaledJob"),
          new Entry("keda.scaledjob.rare-poll", "the same, of one that is asked rarely"),
          new Entry("keda.scaledjob.cooled-down", "the cool-down of a ScaledJob is over"),
          new Entry("keda.scale", "KEDA changes the replicas of what it scales"),
          new Entry("keda.cron-change", "the window of a cron trigger begins or ends"),
          new Entry("keda.request-cut", "a request to KEDA's metrics server is cut off"),
          new Entry("keda.scaler-timeout", "a trigger does not answer in time"),
          new Entry("load.arrival", "a message arrives"),
          new Entry("load.served", "a message is worked off"),
          new Entry("load.over", "a load has no more to say"),
          new Entry("scheduler.attempt", "kube-scheduler takes a pod from the active queue"),
          new Entry("scheduler.verdict", "kube-scheduler knows where the pod goes, or why nowhere"),
          new Entry("scheduler.bind", "the binding of a pod reaches the API server"),
          new Entry("scheduler.backoff-flush", "pods whose back-off is over become active"),
          new Entry(
              "scheduler.unschedulable-flush", "pods that waited for 5 minutes become active"),
          new Entry("scheduler.event-series", "repeated scheduling events are written as a series"),
          new Entry("fargate.profile-active", "a Fargate profile becomes ACTIVE"),
          new Entry("fargate.profile-admitting", "the webhook admits for a profile from now on"),
          new Entry("fargate.profile-gone", "a deleted Fargate profile is gone"),
          new Entry("fargate.launch-token", "the account may launch one more Fargate pod"),
          new Entry(
              "fargate.launched", "the machine of a Fargate pod has joined: the pod is bound"),
          new Entry("fargate.launched-in-turn", "the same, of machines that join one by one"),
          new Entry("fargate.node-ready", "a Fargate node is Ready"),
          new Entry("fargate.node-ready-in-turn", "the same, of nodes that come one by one"),
          new Entry("fargate.launch-timed-out", "a provisioning attempt timed out"),
          new Entry("fargate.launch-timed-out-again", "and so did a later attempt of the same pod"),
          new Entry("fargate.retry", "fargate-scheduler tries a refused pod again"),
          new Entry("fargate.node-removed", "the node of a pod that is gone is removed"),
          new Entry("kubelet.pull-failed", "an image cannot be pulled"),
          new Entry("kubelet.pull-retry", "the kubelet pulls again, with back-off"),
          new Entry("kubelet.mount-retry", "the kubelet tries again to mount the volumes"),
          new Entry("kubelet.pod-running", "the containers of a pod run"),
          new Entry("kubelet.pod-ready", "a pod is Ready"),
          new Entry("kubelet.ready-retry", "a pod that waits for DNS is looked at again"),
          new Entry("kubelet.containers-ended", "the containers of a pod end, well or not"),
          new Entry("kubelet.restart", "the kubelet starts a container again"),
          new Entry("kubelet.pod-terminated", "a deleted pod has ended and is gone"));

  private EventCatalogue() {}

  /** Returns what is known about an event, or null if there is no such event. */
  public static @Nullable Entry find(String event) {
    for (Entry entry : EVENTS) {
      if (entry.name().equals(event)) {
        return entry;
      }
    }
    for (Entry entry : EVENTS) {
      if (entry.matches(event)) {
        return entry;
      }
    }
    return null;
  }
}
