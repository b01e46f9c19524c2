package dev.farsight.scenario.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.kube.ContainerImage;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.process.scheduler.cycle.Attempt;
import dev.farsight.sim.process.scheduler.cycle.SchedulingAlgorithm;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Asking once for all nodes that are alike decides what asking about each of them decides. */
class NodeClassesTest {

  private static final int CLUSTERS = 400;
  private static final int PODS = 12;
  private static final int LARGE_CLUSTERS = 60;
  private static final int LEAST_NODES = 130;
  private static final int KINDS = 4;
  private static final int REPEATED_PODS = 60;

  @Test
  void decisionsAreThoseOfAskingAboutEveryNodeWhileTheClusterChanges() {
    int placed = 0;
    int preempted = 0;
    for (long seed = 1000; seed < 1000 + CLUSTERS; seed++) {
      JsonNode vector = GeneratedClusters.sequence(seed, PODS);
      CycleWorld fast = new CycleWorld(vector);
      CycleWorld plain = new CycleWorld(vector);
      plain.algorithm().askAboutEveryNode();
      SplittableRandom random = new SplittableRandom(seed);
      List<Pod> bound = new ArrayList<>();
      for (JsonNode json : vector.path("pods")) {
        Pod pod = fast.pod(json);
        assertThat(plain.pod(json)).isEqualTo(pod);
        Attempt attempt = fast.algorithm().schedule(pod);
        assertThat(attempt)
            .as("cluster %d, %s", seed, pod.key())
            .isEqualTo(plain.algorithm().schedule(pod));
        String node = attempt.node();
        if (node != null) {
          bound.add(pod.withSpec(pod.spec().withNodeName(node)));
          fast.cluster().addPod(bound.get(bound.size() - 1));
          plain.cluster().addPod(bound.get(bound.size() - 1));
          placed++;
        }
        preempted += attempt.victims().isEmpty() ? 0 : 1;
        change(fast, plain, bound, random);
      }
    }
    assertThat(placed).isGreaterThan(CLUSTERS);
    assertThat(preempted).isGreaterThan(20);
  }

  /** Verdicts and scores are remembered for later pods of a kind, as long as they hold. */
  @Test
  void laterPodsOfOneKindGetTheAnswersOfAskingAnew() {
    int placed = 0;
    int refused = 0;
    for (long seed = 5000; seed < 5000 + LARGE_CLUSTERS; seed++) {
      ObjectNode vector = GeneratedClusters.sequence(seed, KINDS);
      multiplyNodes(vector, LEAST_NODES);
      CycleWorld fast = new CycleWorld(vector);
      CycleWorld plain = new CycleWorld(vector);
      SchedulingAlgorithm fastAlgorithm = ofSomeNodes(fast);
      SchedulingAlgorithm plainAlgorithm = ofSomeNodes(plain);
      plainAlgorithm.askAboutEveryNode();
      SplittableRandom random = new SplittableRandom(seed);
      List<Pod> bound = new ArrayList<>();
      for (int i = 0; i < REPEATED_PODS; i++) {
        ObjectNode json = vector.path("pods").get(random.nextInt(KINDS)).deepCopy();
        vary(json, i, random);
        Pod pod = fast.pod(json);
        plain.pod(json);
        Attempt attempt = fastAlgorithm.schedule(pod);
        assertThat(attempt)
            .as("cluster %d, %s", seed, pod.key())
            .isEqualTo(plainAlgorithm.schedule(pod));
        String node = attempt.node();
        if (node != null) {
          bound.add(pod.withSpec(pod.spec().withNodeName(node)));
          fast.cluster().addPod(bound.get(bound.size() - 1));
          plain.cluster().addPod(bound.get(bound.size() - 1));
        }
        placed += node == null ? 0 : 1;
        refused += node == null ? 1 : 0;
        change(fast, plain, bound, random);
      }
    }
    assertThat(placed).isGreaterThan(10 * LARGE_CLUSTERS);
    assertThat(refused).isGreaterThan(LARGE_CLUSTERS);
  }

  /** A profile that looks at some of the nodes only, and takes any of the best. */
  private static SchedulingAlgorithm ofSomeNodes(CycleWorld world) {
    return SchedulingProfile.defaultOf(KubernetesVersion.ofMinor(36), 0)
        .on(
            world.cluster(),
            (pod, count) -> Math.floorMod(pod.name().hashCode(), count),
            count -> 0);
  }

  /** Adds nodes like those that are there, under other names, until there are enough. */
  private static void multiplyNodes(ObjectNode vector, int least) {
    ArrayNode objects = (ArrayNode) vector.path("objects");
    List<JsonNode> models = new ArrayList<>();
    for (JsonNode object : objects) {
      if (object.path("kind").asText().equals("Node")) {
        models.add(object);
      }
    }
    for (int i = models.size(); i < least; i++) {
      ObjectNode node = models.get(i % models.size()).deepCopy();
      ObjectNode metadata = (ObjectNode) node.path("metadata");
      metadata.put("name", "more-" + i);
      ((ObjectNode) metadata.path("labels")).put("kubernetes.io/hostname", "more-" + i);
      objects.add(node);
    }
  }

  /** Gives a pod another name, and now and then other labels or a disk. */
  private static void vary(ObjectNode pod, int index, SplittableRandom random) {
    ObjectNode metadata = (ObjectNode) pod.path("metadata");
    metadata.put("name", "pod-" + index);
    if (random.nextInt(4) == 0) {
      ((ObjectNode) metadata.path("labels")).put("app", random.nextBoolean() ? "web" : "db");
    }
    if (random.nextInt(8) == 0) {
      ObjectNode volume = ((ObjectNode) pod.path("spec")).putArray("volumes").addObject();
      volume.put("name", "disk");
      volume.putObject("awsElasticBlockStore").put("volumeID", "vol-" + random.nextInt(6));
    }
  }

  /** Lets a pod end, a taint come or go, a node leave or come back, images come. */
  private static void change(
      CycleWorld fast, CycleWorld plain, List<Pod> bound, SplittableRandom random) {
    int what = random.nextInt(8);
    List<NodeInfo> nodes = fast.cluster().nodes();
    if (what == 0 && !bound.isEmpty()) {
      Pod ended = bound.remove(random.nextInt(bound.size()));
      fast.cluster().removePod(ended);
      plain.cluster().removePod(ended);
    } else if (what == 1 && !nodes.isEmpty()) {
      Node node = nodes.get(random.nextInt(nodes.size())).node();
      List<Taint> taints =
          node.spec().taints().isEmpty()
              ? List.of(new Taint("gpu", "a", "NoSchedule", null))
              : List.of();
      Node changed = new Node(node.metadata(), node.spec().withTaints(taints), node.status());
      fast.cluster().setNode(changed);
      plain.cluster().setNode(changed);
    } else if (what == 2 && nodes.size() > 1) {
      Node node = nodes.get(random.nextInt(nodes.size())).node();
      fast.cluster().removeNode(node.name());
      plain.cluster().removeNode(node.name());
      if (random.nextBoolean()) {
        fast.cluster().setNode(node);
        plain.cluster().setNode(node);
      }
    } else if (what == 3 && !nodes.isEmpty()) {
      Node node = nodes.get(random.nextInt(nodes.size())).node();
      long sizeBytes = (random.nextInt(900) + 20L) << 20;
      List<ContainerImage> images =
          List.of(new ContainerImage(List.of("app:1", "web:latest"), sizeBytes));
      Node changed = new Node(node.metadata(), node.spec(), node.status().withImages(images));
      fast.cluster().setNode(changed);
      plain.cluster().setNode(changed);
    }
  }
}
