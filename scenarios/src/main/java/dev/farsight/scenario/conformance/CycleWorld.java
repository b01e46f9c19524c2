package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PriorityClass;
import dev.farsight.sim.process.admission.DefaultTolerationSeconds;
import dev.farsight.sim.process.admission.PriorityAdmission;
import dev.farsight.sim.process.scheduler.cycle.Attempt;
import dev.farsight.sim.process.scheduler.cycle.SchedulingAlgorithm;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.scheduler.cycle.TieBreak;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cluster of a recorded attempt, completed as the API server does, and a scheduling cycle. */
final class CycleWorld {

  /** Instant from which sequences count the starts of their pods. */
  static final Instant ORIGIN = Instant.parse("2026-01-02T00:00:00Z");

  private final KubeReader reader = new KubeReader(ORIGIN);
  private final Map<String, PriorityClass> priorityClasses = new TreeMap<>();
  private final ClusterSnapshot cluster = new ClusterSnapshot();
  private final List<Pod> nominated = new ArrayList<>();
  private final SchedulingAlgorithm algorithm;

  CycleWorld(JsonNode vector) {
    String text = vector.path("kubernetes").asText();
    KubernetesVersion version = KubernetesVersion.tryParse(text);
    if (version == null) {
      throw new IllegalArgumentException("not a version of Kubernetes: " + text);
    }
    this.algorithm =
        SchedulingProfile.defaultOf(version, 100).on(cluster, TieBreak.FIRST, count -> 0);
    cluster.setNominatedPods(this::nominatedTo);
    JsonNode objects = vector.path("objects");
    for (JsonNode object : objects) {
      if (object.path("kind").asText().equals("PriorityClass")) {
        PriorityClass read = reader.read(Kinds.PRIORITY_CLASS, object);
        priorityClasses.put(read.name(), read);
      }
    }
    objects.forEach(this::add);
  }

  private List<Pod> nominatedTo(String node) {
    List<Pod> pods = new ArrayList<>();
    for (Pod pod : nominated) {
      if (node.equals(pod.status().nominatedNodeName())) {
        pods.add(pod);
      }
    }
    return pods;
  }

  private void add(JsonNode object) {
    String kind = object.path("kind").asText();
    if (reader.kindOf(kind) == null) {
      return;
    }
    if (kind.equals("Pod")) {
      addPod(pod(object));
      return;
    }
    KubeObject read = reader.read(object);
    KubeObject named = read.withMetadata(read.metadata().withUid(kind + "/" + read.key()));
    addNamespace(read.namespace());
    if (named instanceof Node node) {
      cluster.setNode(node);
    } else {
      cluster.set(named);
    }
  }

  private void addPod(Pod pod) {
    String phase = pod.status().phase();
    if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
      return;
    }
    if (pod.spec().nodeName() != null) {
      cluster.addPod(pod);
    } else if (pod.status().nominatedNodeName() != null) {
      nominated.add(pod);
    }
  }

  private void addNamespace(String name) {
    if (name.isEmpty() || cluster.get(Kinds.NAMESPACE, "", name) != null) {
      return;
    }
    ObjectNode namespace = JsonNodeFactory.instance.objectNode();
    namespace.put("apiVersion", "v1").put("kind", "Namespace");
    namespace.putObject("metadata").put("name", name);
    cluster.set(reader.read(namespace));
  }

  /** Returns a pod as the scheduler sees it: defaulted and admitted. */
  Pod pod(JsonNode json) {
    Pod read = reader.read(Kinds.POD, json);
    addNamespace(read.namespace());
    Pod named = read.withMetadata(read.metadata().withUid(read.key()));
    return DefaultTolerationSeconds.admit(PriorityAdmission.admit(named, priorityClasses.values()));
  }

  ClusterSnapshot cluster() {
    return cluster;
  }

  SchedulingAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns a preemption in the recording's form; null if there is none. */
  static JsonNode preemption(Attempt attempt) {
    if (attempt.victims().isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode preemption = JsonNodeFactory.instance.objectNode();
    preemption.put("nominatedNode", attempt.nominatedNode());
    ArrayNode victims = preemption.putArray("victims");
    attempt.victims().forEach(victim -> victims.add(victim.key()));
    preemption.put("pdbViolations", attempt.pdbViolations());
    return preemption;
  }
}
