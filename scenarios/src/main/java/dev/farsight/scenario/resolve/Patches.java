package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.scenario.manifest.KubeWriter;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.spec.ObjectPatch;
import java.util.function.UnaryOperator;

/** Makes changes of objects out of patches in any of the three notations. */
public final class Patches {

  private final KubeReader reader;
  private final KubeWriter writer;

  /** Makes a factory that reads and writes objects with the same origin of time. */
  public Patches(KubeReader reader, KubeWriter writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /** Returns the change of a JSON merge patch. */
  public ObjectPatch merge(JsonNode patch) {
    return through(json -> JsonPatches.merge(json, patch));
  }

  /** Returns the change of a strategic merge patch. */
  public ObjectPatch strategic(JsonNode patch) {
    return through(json -> JsonPatches.strategic(json, patch));
  }

  /** Returns the change of a JSON patch: a list of operations. */
  public ObjectPatch json(JsonNode operations) {
    return through(json -> JsonPatches.json(json, operations));
  }

  private ObjectPatch through(UnaryOperator<JsonNode> change) {
    return current -> {
      KubeObject changed = read(change.apply(writer.write(current)));
      if (changed.kind() != current.kind()) {
        throw new ObjectPatch.PatchRefusedException("a patch cannot change the kind");
      }
      return changed;
    };
  }

  private KubeObject read(JsonNode json) {
    try {
      return reader.read(json);
    } catch (IllegalArgumentException e) {
      throw new ObjectPatch.PatchRefusedException(String.valueOf(e.getMessage()));
    }
  }
}
