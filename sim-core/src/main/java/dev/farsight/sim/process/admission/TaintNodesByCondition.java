package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.WellKnown;
import java.util.ArrayList;
import java.util.List;

/**
 * The TaintNodesByCondition admission plugin: every new node is tainted as not ready; the node
 * lifecycle controller removes the taint from nodes that are.
 */
public final class TaintNodesByCondition implements AdmissionPlugin<Node> {

  /** Makes the plugin. */
  public TaintNodesByCondition() {}

  @Override
  public Kind<Node> kind() {
    return Kinds.NODE;
  }

  @Override
  public Node admit(Node node) {
    for (Taint taint : node.spec().taints()) {
      if (taint.key().equals(WellKnown.TAINT_NOT_READY)
          && taint.effect().equals(WellKnown.NO_SCHEDULE)) {
        return node;
      }
    }
    List<Taint> taints = new ArrayList<>(node.spec().taints());
    taints.add(new Taint(WellKnown.TAINT_NOT_READY, null, WellKnown.NO_SCHEDULE, null));
    return node.withSpec(node.spec().withTaints(taints));
  }
}
