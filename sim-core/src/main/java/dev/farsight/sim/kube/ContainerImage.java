package dev.farsight.sim.kube;

import java.util.List;

/**
 * An image a node already has.
 *
 * @param names names of the image
 * @param sizeBytes size in bytes
 */
public record ContainerImage(List<String> names, long sizeBytes) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ContainerImage {
    names = List.copyOf(names);
  }
}
