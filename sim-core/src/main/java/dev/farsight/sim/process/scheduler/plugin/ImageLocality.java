package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ContainerImage;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.StateData;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prefers nodes that have the images already, the more so the more nodes have them. */
public final class ImageLocality implements PreScorePlugin, ScorePlugin {

  /** Upstream name of the plugin. */
  public static final String NAME = "ImageLocality";

  private static final long MEBIBYTE = 1024L * 1024;
  private static final long MIN_THRESHOLD = 23 * MEBIBYTE;
  private static final long MAX_CONTAINER_THRESHOLD = 1000 * MEBIBYTE;

  /** How many nodes have each image of the pod, and its size on the node that had it first. */
  private record Spread(Map<String, Integer> nodes, Map<String, Long> sizes, int allNodes)
      implements StateData {}

  /** On how many nodes an image is, and its size on the node that came first. */
  private record Known(int nodes, long sizeBytes) {}

  private final ClusterSnapshot cluster;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private long knownVersion = -1;

  /** Makes the plugin. */
  public ImageLocality(ClusterSnapshot cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status preScore(
      CycleState state, PodInfo pod, List<NodeInfo> feasibleNodes, List<NodeInfo> allNodes) {
    if (knownVersion != cluster.imagesVersion()) {
      known.clear();
      knownVersion = cluster.imagesVersion();
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String image : images(pod)) {
      Known each = known.computeIfAbsent(image, this::lookFor);
      counts.put(image, each.nodes());
      sizes.put(image, each.sizeBytes());
    }
    state.write(NAME, new Spread(counts, sizes, allNodes.size()));
    return Status.SUCCESS;
  }

  private Known lookFor(String image) {
    int count = 0;
    long sizeBytes = 0;
    for (NodeInfo node : cluster.nodesAsTheyCame()) {
      ContainerImage found = find(node, image);
      if (found != null) {
        sizeBytes = count == 0 ? found.sizeBytes() : sizeBytes;
        count++;
      }
    }
    return new Known(count, sizeBytes);
  }

  private static List<String> images(PodInfo pod) {
    List<String> images = new ArrayList<>();
    for (Container container : pod.pod().spec().initContainers()) {
      images.add(normalized(container.image()));
    }
    for (Container container : pod.pod().spec().containers()) {
      images.add(normalized(container.image()));
    }
    return images;
  }

  private static String normalized(@Nullable String image) {
    String name = image == null ? "" : image;
    return name.lastIndexOf(':') <= name.lastIndexOf('/') ? name + ":latest" : name;
  }

  private static @Nullable ContainerImage find(NodeInfo node, String image) {
    for (ContainerImage each : node.node().status().images()) {
      if (each.names().contains(image)) {
        return each;
      }
    }
    return null;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    long sum = 0;
    if (!node.node().status().images().isEmpty()) {
      Spread spread = state.require(NAME, Spread.class);
      for (String image : images(pod)) {
        if (find(node, image) != null) {
          double share =
              (double) spread.nodes().getOrDefault(image, 0) / (double) spread.allNodes();
          sum += (long) ((double) spread.sizes().getOrDefault(image, 0L) * share);
        }
      }
    }
    PodSpec spec = pod.pod().spec();
    int containers = spec.initContainers().size() + spec.containers().size();
    long maxThreshold = MAX_CONTAINER_THRESHOLD * containers;
    long bounded = sum < MIN_THRESHOLD ? MIN_THRESHOLD : Math.min(sum, maxThreshold);
    return MAX_NODE_SCORE * (bounded - MIN_THRESHOLD) / (maxThreshold - MIN_THRESHOLD);
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }
}
