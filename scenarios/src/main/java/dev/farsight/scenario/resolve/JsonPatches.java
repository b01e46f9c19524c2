package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.spec.ObjectPatch.PatchRefusedException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three notations of a change to an object: JSON merge patch (RFC 7386), JSON patch (RFC 6902)
 * and Kubernetes' strategic merge patch. None of them changes its arguments.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">upstream
 *     documentation</a>
 */
final class JsonPatches {

  private static final String DIRECTIVE = "$patch";
  private static final String DELETE_FROM_LIST = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";
  private static final String RETAIN = "$retainKeys";

  /** Lists that strategic merge patches merge by a key of their items (patchMergeKey upstream). */
  private static final Map<String, String[]> MERGE_KEYS = new LinkedHashMap<>();

  /** Lists of plain values that strategic merge patches unite. */
  private static final java.util.List<String> UNITED_LISTS = java.util.List.of("finalizers");

  static {
    MERGE_KEYS.put("containers", new String[] {"name"});
    MERGE_KEYS.put("initContainers", new String[] {"name"});
    MERGE_KEYS.put("ephemeralContainers", new String[] {"name"});
    MERGE_KEYS.put("env", new String[] {"name"});
    MERGE_KEYS.put("volumes", new String[] {"name"});
    MERGE_KEYS.put("volumeMounts", new String[] {"mountPath"});
    MERGE_KEYS.put("volumeDevices", new String[] {"devicePath"});
    MERGE_KEYS.put("ports", new String[] {"containerPort", "port"});
    MERGE_KEYS.put("imagePullSecrets", new String[] {"name"});
    MERGE_KEYS.put("hostAliases", new String[] {"ip"});
    MERGE_KEYS.put("topologySpreadConstraints", new String[] {"topologyKey"});
    MERGE_KEYS.put("schedulingGates", new String[] {"name"});
    MERGE_KEYS.put("resourceClaims", new String[] {"name"});
    MERGE_KEYS.put("ownerReferences", new String[] {"uid"});
    MERGE_KEYS.put("conditions", new String[] {"type"});
  }

  private JsonPatches() {}

  /** Returns a value after a JSON merge patch. */
  static JsonNode merge(@Nullable JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode result =
        target != null && target.isObject()
            ? target.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (Iterator<Map.Entry<String, JsonNode>> all = patch.properties().iterator();
        all.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = all.next();
      if (entry.getValue().isNull()) {
        result.remove(entry.getKey());
      } else {
        result.set(entry.getKey(), merge(result.get(entry.getKey()), entry.getValue()));
      }
    }
    return result;
  }

  /** Returns a value after a strategic merge patch. */
  static JsonNode strategic(@Nullable JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    String directive = patch.path(DIRECTIVE).asText();
    if (directive.equals("delete")) {
      return JsonNodeFactory.instance.objectNode();
    }
    ObjectNode result =
        target != null && target.isObject() && !directive.equals("replace")
            ? target.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      strategicField(result, entry.getKey(), entry.getValue());
    }
    retain(result, patch.get(RETAIN));
    return result;
  }

  private static void strategicField(ObjectNode result, String name, JsonNode value) {
    if (name.startsWith(DELETE_FROM_LIST)) {
      removeValues(result.get(name.substring(DELETE_FROM_LIST.length())), value);
    } else if (name.equals(DIRECTIVE) || name.equals(RETAIN) || name.startsWith(ORDER)) {
      return;
    } else if (value.isNull()) {
      result.remove(name);
    } else if (value.isArray()) {
      result.set(name, strategicList(name, result.get(name), (ArrayNode) value));
    } else {
      result.set(name, strategic(result.get(name), value));
    }
  }

  private static JsonNode strategicList(String name, @Nullable JsonNode current, ArrayNode patch) {
    if (!(current instanceof ArrayNode) || replaces(patch)) {
      return withoutDirectives(patch);
    }
    ArrayNode result = current.deepCopy();
    if (UNITED_LISTS.contains(name)) {
      patch.forEach(item -> addMissing(result, item));
      return result;
    }
    String key = mergeKey(name, patch);
    if (key == null) {
      return withoutDirectives(patch);
    }
    for (JsonNode item : patch) {
      int index = indexOf(result, key, item.path(key));
      if (item.path(DIRECTIVE).asText().equals("delete")) {
        if (index >= 0) {
          result.remove(index);
        }
      } else if (index >= 0) {
        result.set(index, strategic(result.get(index), item));
      } else {
        result.add(strategic(null, item));
      }
    }
    return result;
  }

  private static boolean replaces(ArrayNode patch) {
    for (JsonNode item : patch) {
      if (item.path(DIRECTIVE).asText().equals("replace")) {
        return true;
      }
    }
    return false;
  }

  private static ArrayNode withoutDirectives(ArrayNode patch) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : patch) {
      if (!item.has(DIRECTIVE)) {
        result.add(item.deepCopy());
      }
    }
    return result;
  }

  private static @Nullable String mergeKey(String list, ArrayNode patch) {
    String[] keys = MERGE_KEYS.get(list);
    if (keys == null) {
      return null;
    }
    for (String key : keys) {
      boolean all = true;
      for (JsonNode item : patch) {
        all &= item.hasNonNull(key);
      }
      if (all) {
        return key;
      }
    }
    return null;
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static void addMissing(ArrayNode list, JsonNode item) {
    for (JsonNode present : list) {
      if (present.equals(item)) {
        return;
      }
    }
    list.add(item.deepCopy());
  }

  private static void removeValues(@Nullable JsonNode list, JsonNode values) {
    if (list instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        for (JsonNode value : values) {
          if (i < array.size() && array.get(i).equals(value)) {
            array.remove(i);
          }
        }
      }
    }
  }

  private static void retain(ObjectNode result, @Nullable JsonNode keys) {
    if (keys == null) {
      return;
    }
    java.util.List<String> kept = new java.util.ArrayList<>();
    keys.forEach(key -> kept.add(key.asText()));
    result.retain(kept);
  }

  /**
   * Returns a value after a JSON patch.
   *
   * @throws PatchRefusedException if an operation does not fit, with the words of the API server
   */
  static JsonNode json(JsonNode target, JsonNode operations) {
    JsonPatchOperations result = new JsonPatchOperations(target.deepCopy());
    for (JsonNode operation : operations) {
      result.apply(operation);
    }
    return result.document();
  }
}
