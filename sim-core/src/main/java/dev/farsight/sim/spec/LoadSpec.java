package dev.farsight.sim.spec;

/**
 * What the world outside asks for: one quantity that triggers and autoscalers look at.
 *
 * @param namespace namespace of the quantity; empty where it is that of the consuming pod
 * @param name name of the quantity
 * @param form how it comes about
 */
public record LoadSpec(String namespace, String name, LoadForm form) {

  /** Returns the key under which triggers find the quantity. */
  public String key() {
    return namespace + "/" + name;
  }
}
