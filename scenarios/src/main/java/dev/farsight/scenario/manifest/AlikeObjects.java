package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.sim.kube.KubeObject;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects that were read before, to be found by all but their metadata: a large input holds
 * thousands of pods and nodes that differ in nothing else.
 *
 * <p>A table of fixed size in which a newer object takes the place of an older one, so that of an
 * input of any size only that many are kept.
 */
final class AlikeObjects {

  private static final int SLOTS = 1 << 9;
  private static final String METADATA = "metadata";

  private final @Nullable Known[] slots = new Known[SLOTS];

  /**
   * An object that was read before.
   *
   * @param file input that it stands in
   * @param source the object as written
   * @param object what was read
   * @param topics what reading it had to say, once for all such objects
   */
  record Known(String file, JsonNode source, KubeObject object, Set<String> topics) {}

  /** Returns an object of the same input that differs in its metadata at most, or null. */
  @Nullable Known find(String file, JsonNode source) {
    Known known = slots[slot(source)];
    boolean alike =
        known != null && known.file.equals(file) && sameFields(known.source, source, true);
    return alike ? known : null;
  }

  /** Keeps an object for those to come. */
  void keep(Known known) {
    slots[slot(known.source)] = known;
  }

  private static int slot(JsonNode source) {
    int hash = 0;
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      if (!field.getKey().equals(METADATA)) {
        hash = 31 * hash + field.getValue().hashCode();
      }
    }
    return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (SLOTS - 1);
  }

  /** Compares with the order of the fields, which {@link JsonNode#equals} does not look at. */
  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      return sameFields(one, other, false);
    }
    if (!one.isArray() || !other.isArray()) {
      return one.equals(other);
    }
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = same(one.get(i), other.get(i));
    }
    return same;
  }

  private static boolean sameFields(JsonNode one, JsonNode other, boolean butMetadata) {
    Iterator<Map.Entry<String, JsonNode>> others = other.properties().iterator();
    boolean same = one.size() == other.size();
    for (Map.Entry<String, JsonNode> field : one.properties()) {
      if (!same) {
        break;
      }
      Map.Entry<String, JsonNode> beside = others.next();
      boolean ignored = butMetadata && field.getKey().equals(METADATA);
      same =
          field.getKey().equals(beside.getKey())
              && (ignored || same(field.getValue(), beside.getValue()));
    }
    return same;
  }
}
