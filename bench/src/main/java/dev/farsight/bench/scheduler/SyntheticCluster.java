package dev.farsight.bench.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The clusters of kube-scheduler's own performance tests: equal nodes with 4 CPU, 32Gi and room for
 * 110 pods in three zones, and pods that ask for 100m and 500Mi.
 */
final class SyntheticCluster {

  /** What the pods of a template ask for beside resources. */
  enum Template {
    /** Nothing. */
    BASIC(""),

    /** To be spread over zones, and to be kept apart from one another if possible. */
    SPREAD(
        """
        ,
        "topologySpreadConstraints": [{"maxSkew": 5, "topologyKey": "topology.kubernetes.io/zone",
          "whenUnsatisfiable": "DoNotSchedule",
          "labelSelector": {"matchLabels": {"app": "web"}}}],
        "affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [
          {"weight": 10, "podAffinityTerm": {"topologyKey": "kubernetes.io/hostname",
            "labelSelector": {"matchLabels": {"app": "web"}}}}]}}
        """);

    private final String more;

    Template(String more) {
      this.more = more;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NODE =
      """
      {"apiVersion": "v1", "kind": "Node",
        "metadata": {"name": "%1$s", "uid": "uid-%1$s", "labels": {"kubernetes.io/hostname": "%1$s",
          "topology.kubernetes.io/zone": "zone-%2$d"}},
        "status": {"allocatable": {"cpu": "4", "memory": "32Gi", "pods": "110"}}}
      """;
  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": "pod", "namespace": "default", "labels": {"app": "web"}},
        "spec": {"schedulerName": "default-scheduler", "containers": [{"name": "main",
          "image": "registry.k8s.io/pause:3.10",
          "resources": {"requests": {"cpu": "100m", "memory": "500Mi"}}}]%s}}
      """;

  private final KubeReader reader = new KubeReader(Instant.EPOCH);
  private final Template template;

  SyntheticCluster(Template template) {
    this.template = template;
  }

  List<Node> nodes(int count) {
    List<Node> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nodes.add(read(Kinds.NODE, String.format(NODE, "node-" + i, i % 3)));
    }
    return nodes;
  }

  /** Returns pods that are made from one template, and so share what they ask for. */
  List<Pod> pods(int count) {
    Pod model = read(Kinds.POD, String.format(POD, template.more));
    List<Pod> pods = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pods.add(model.withMetadata(model.metadata().withName("pod-" + i).withUid("uid-pod-" + i)));
    }
    return pods;
  }

  private <T extends KubeObject> T read(Kind<T> kind, String text) {
    try {
      return reader.read(kind, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
