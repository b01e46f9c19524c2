package dev.farsight.scenario.manifest;

import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Taint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of alike EC2 nodes of an input.
 *
 * @param name name
 * @param count nodes it begins with
 * @param instanceType EC2 instance type; absent where the input leaves it open
 * @param labels labels of its nodes
 * @param taints taints of its nodes
 * @param document document it stands in
 * @param path its place in the document
 */
public record NodeGroupSource(
    String name,
    int count,
    @Nullable String instanceType,
    Map<String, String> labels,
    List<Taint> taints,
    Document document,
    JsonPath path) {

  /** Makes lists and maps unmodifiable. */
  public NodeGroupSource {
    labels = FrozenMap.copyOf(labels);
    taints = List.copyOf(taints);
  }

  /** Returns the line on which the group begins. */
  public int line() {
    return document.position(path).line();
  }
}
