package dev.farsight.sim.kube;

import java.util.List;

/**
 * Linux capabilities added to and dropped from a container.
 *
 * @param add capabilities added
 * @param drop capabilities dropped
 */
public record Capabilities(List<String> add, List<String> drop) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public Capabilities {
    add = List.copyOf(add);
    drop = List.copyOf(drop);
  }
}
