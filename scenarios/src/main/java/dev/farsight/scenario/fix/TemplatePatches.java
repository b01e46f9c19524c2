package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.manifest.KubeWriter;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON patches of pod templates: what remedies change about a workload. */
final class TemplatePatches {

  private static final int KUBELET_PORT = 10250;
  private static final int OTHER_PORT = 10260;
  private static final long LARGEST_CPU_MILLI = 16_000;
  private static final long LARGEST_MEMORY_BYTES = 119L << 30;

  /** What containers request that tell nothing: the smallest size of Fargate holds it. */
  private static final Map<String, String> SMALLEST = Map.of("cpu", "250m", "memory", "256Mi");

  private static final Set<String> FARGATE_VOLUMES =
      Set.of("emptyDir", "configMap", "secret", "projected", "downwardAPI", "nfs");

  private final ArrayNode operations = new ObjectMapper().createArrayNode();
  private final String path;
  private final JsonNode spec;

  private TemplatePatches(KubeObject workload) {
    this.path = specPath(workload.kind().name());
    this.spec = new KubeWriter(Instant.EPOCH).write(workload).at(path);
  }

  private static String specPath(String kind) {
    return switch (kind) {
      case "Pod" -> "/spec";
      case "CronJob" -> "/spec/jobTemplate/spec/template/spec";
      default -> "/spec/template/spec";
    };
  }

  /** Returns the patch that removes what Fargate refuses; empty if there is nothing. */
  static ArrayNode supported(KubeObject workload) {
    TemplatePatches patches = new TemplatePatches(workload);
    for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (patches.spec.path(field).asBoolean()) {
        patches.remove("/" + field);
      }
    }
    for (String list : List.of("initContainers", "containers")) {
      for (int i = 0; i < patches.spec.path(list).size(); i++) {
        patches.supportedContainer(patches.spec.path(list).get(i), "/" + list + "/" + i);
      }
    }
    patches.removeVolumes();
    return patches.operations;
  }

  private void supportedContainer(JsonNode container, String path) {
    JsonNode security = container.path("securityContext");
    if (security.path("privileged").asBoolean()) {
      remove(path + "/securityContext/privileged");
    }
    if (security.path("capabilities").has("add")) {
      remove(path + "/securityContext/capabilities/add");
    }
    for (int j = 0; j < container.path("ports").size(); j++) {
      for (String field : List.of("hostPort", "hostIP")) {
        if (container.path("ports").get(j).has(field)) {
          remove(path + "/ports/" + j + "/" + field);
        }
      }
    }
  }

  /**
   * Removes volumes that Fargate does not know, and their mounts: the last first, as indexes move.
   */
  private void removeVolumes() {
    List<Integer> indexes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int v = spec.path("volumes").size() - 1; v >= 0; v--) {
      JsonNode volume = spec.path("volumes").get(v);
      boolean supported = volume.has("persistentVolumeClaim");
      for (String type : FARGATE_VOLUMES) {
        supported |= volume.has(type);
      }
      if (!supported) {
        indexes.add(v);
        names.add(volume.path("name").asText());
      }
    }
    for (String list : List.of("initContainers", "containers")) {
      for (int i = 0; i < spec.path(list).size(); i++) {
        JsonNode mounts = spec.path(list).get(i).path("volumeMounts");
        for (int m = mounts.size() - 1; m >= 0; m--) {
          if (names.contains(mounts.get(m).path("name").asText())) {
            remove("/" + list + "/" + i + "/volumeMounts/" + m);
          }
        }
      }
    }
    indexes.forEach(v -> remove("/volumes/" + v));
  }

  /** Returns the patch that makes requests equal to limits; empty if no container has limits. */
  static ArrayNode requestsEqualLimits(KubeObject workload) {
    TemplatePatches patches = new TemplatePatches(workload);
    for (int i = 0; i < patches.spec.path("containers").size(); i++) {
      JsonNode limits = patches.spec.path("containers").get(i).path("resources").path("limits");
      if (limits.size() > 0) {
        patches.put("/containers/" + i + "/resources/requests", limits.deepCopy());
      }
    }
    return patches.operations;
  }

  /** Returns the patch that caps requests at the largest size; empty if nothing is above it. */
  static ArrayNode smallerRequests(KubeObject workload) {
    TemplatePatches patches = new TemplatePatches(workload);
    for (int i = 0; i < patches.spec.path("containers").size(); i++) {
      JsonNode resources = patches.spec.path("containers").get(i).path("resources");
      for (String part : List.of("requests", "limits")) {
        patches.cap(resources.path(part), "/containers/" + i + "/resources/" + part);
      }
    }
    return patches.operations;
  }

  private void cap(JsonNode resources, String path) {
    Quantity cpu = Quantity.tryParse(resources.path("cpu").asText("0"));
    if (cpu != null && cpu.milliValue() > LARGEST_CPU_MILLI) {
      put(path + "/cpu", new ObjectMapper().valueToTree("16"));
    }
    Quantity memory = Quantity.tryParse(resources.path("memory").asText("0"));
    if (memory != null && memory.value() > LARGEST_MEMORY_BYTES) {
      put(path + "/memory", new ObjectMapper().valueToTree("112Gi"));
    }
  }

  /** Returns the patch that requests disk in the first container. */
  static ArrayNode storage(KubeObject workload, String quantity) {
    TemplatePatches patches = new TemplatePatches(workload);
    JsonNode first = patches.spec.path("containers").path(0);
    ObjectNode resources =
        first.path("resources") instanceof ObjectNode found
            ? found.deepCopy()
            : new ObjectMapper().createObjectNode();
    ScenarioTree.map(resources, "requests").put("ephemeral-storage", quantity);
    if (resources.path("limits").has("ephemeral-storage")) {
      ScenarioTree.map(resources, "limits").put("ephemeral-storage", quantity);
    }
    patches.put("/containers/0/resources", resources);
    return patches.operations;
  }

  /**
   * Returns the patch that lets each container tell some resources; empty where all do.
   *
   * @param resources names as quotas have them, such as {@code requests.cpu}, {@code memory} or
   *     {@code limits.memory}
   */
  static ArrayNode specified(KubeObject workload, Set<String> resources) {
    TemplatePatches patches = new TemplatePatches(workload);
    for (int i = 0; i < patches.spec.path("containers").size(); i++) {
      JsonNode old = patches.spec.path("containers").get(i).path("resources");
      ObjectNode told =
          old instanceof ObjectNode found
              ? found.deepCopy()
              : new ObjectMapper().createObjectNode();
      for (String resource : resources) {
        boolean limit = resource.startsWith("limits.");
        String name = resource.substring(resource.indexOf('.') + 1);
        ObjectNode map = ScenarioTree.map(told, limit ? "limits" : "requests");
        if (!map.has(name) && SMALLEST.containsKey(name)) {
          map.put(name, SMALLEST.get(name));
        }
      }
      if (!told.equals(old)) {
        patches.put("/containers/" + i + "/resources", told);
      }
    }
    return patches.operations;
  }

  /**
   * Returns how much one pod counts against a resource of a quota, such as {@code pods}, {@code
   * requests.cpu} or {@code limits.memory}.
   */
  static Quantity ofOnePod(KubeObject workload, String resource) {
    if (resource.equals("pods") || resource.equals("count/pods")) {
      return Quantity.ofUnits(1);
    }
    boolean limit = resource.startsWith("limits.");
    String name = resource.substring(resource.indexOf('.') + 1);
    Quantity sum = Quantity.ZERO;
    for (JsonNode container : new TemplatePatches(workload).spec.path("containers")) {
      JsonNode resources = container.path("resources");
      String limits = resources.path("limits").path(name).asText("0");
      String told = limit ? limits : resources.path("requests").path(name).asText(limits);
      Quantity one = Quantity.tryParse(told);
      sum = one == null ? sum : sum.plus(one);
    }
    return sum;
  }

  /** Returns the patch that moves containers off the kubelet's port; empty if none is on it. */
  static ArrayNode otherPort(KubeObject workload) {
    TemplatePatches patches = new TemplatePatches(workload);
    for (int i = 0; i < patches.spec.path("containers").size(); i++) {
      JsonNode ports = patches.spec.path("containers").get(i).path("ports");
      for (int j = 0; j < ports.size(); j++) {
        if (ports.get(j).path("containerPort").asInt() == KUBELET_PORT) {
          patches.put(
              "/containers/" + i + "/ports/" + j + "/containerPort",
              new ObjectMapper().valueToTree(OTHER_PORT));
        }
      }
    }
    return patches.operations;
  }

  private void remove(String path) {
    operations.addObject().put("op", "remove").put("path", this.path + path);
  }

  private void put(String path, JsonNode value) {
    operations.addObject().put("op", "add").put("path", this.path + path).set("value", value);
  }
}
