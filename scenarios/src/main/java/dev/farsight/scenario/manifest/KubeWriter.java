package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.kube.KubeObject;
import java.time.Instant;

/** Writes API objects as JSON, with kind and version: the inverse of {@link KubeReader}. */
public final class KubeWriter {

  private final RecordWriter writer;

  /** Creates a writer; simulated time zero is shown as the given instant. */
  public KubeWriter(Instant origin) {
    this.writer = new RecordWriter(origin);
  }

  /** Returns the JSON form of an object. */
  public ObjectNode write(KubeObject object) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.put("apiVersion", object.kind().apiVersion());
    map.put("kind", object.kind().name());
    map.setAll(writer.write(object));
    return map;
  }
}
