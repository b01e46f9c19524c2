package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ObjectReference;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records core/v1 events of one component: equal events of one object count up, as client-go's
 * recorder does; times are cut to whole seconds.
 */
public final class EventRecorder {

  private final Cluster cluster;
  private final String component;
  private final Map<String, String> keys = new LinkedHashMap<>();

  /**
   * Makes a recorder.
   *
   * @param cluster API server that keeps the events
   * @param component who reports, such as {@code deployment-controller}
   */
  public EventRecorder(Cluster cluster, String component) {
    this.cluster = cluster;
    this.component = component;
  }

  /**
   * Records that something happened to an object.
   *
   * @param object object it happened to
   * @param type Normal or Warning
   * @param reason reason in CamelCase
   * @param message text for people
   */
  public void record(KubeObject object, String type, String reason, String message) {
    String series =
        object.kind().name() + "/" + object.metadata().uid() + "/" + reason + "/" + message;
    String known = keys.get(series);
    Event existing = known == null ? null : cluster.get(Kinds.EVENT, known);
    if (existing == null) {
      keys.put(series, create(object, type, reason, message).key());
      return;
    }
    cluster.modify(
        Kinds.EVENT,
        existing.key(),
        event ->
            new Event(
                event.metadata(),
                event.involvedObject(),
                event.reason(),
                event.message(),
                event.type(),
                event.reportingComponent(),
                event.count() + 1,
                event.firstTimestamp(),
                cluster.now().truncatedToSecond()));
  }

  private Event create(KubeObject object, String type, String reason, String message) {
    String namespace = object.namespace().isEmpty() ? "default" : object.namespace();
    ObjectReference about =
        new ObjectReference(
            object.kind().name(),
            object.namespace(),
            object.name(),
            object.metadata().uid(),
            object.kind().apiVersion());
    return cluster.create(
        new Event(
            ObjectMeta.named(namespace, "").withGenerateName(object.name() + "."),
            about,
            reason,
            message,
            type,
            component,
            1,
            cluster.now().truncatedToSecond(),
            cluster.now().truncatedToSecond()));
  }
}
