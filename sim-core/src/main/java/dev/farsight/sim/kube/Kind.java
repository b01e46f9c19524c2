package dev.farsight.sim.kube;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A kind of API object.
 *
 * @param <T> record that holds objects of this kind
 * @param apiVersion group and version, such as {@code apps/v1}
 * @param name kind in CamelCase, such as {@code ReplicaSet}
 * @param namespaced whether its objects live in namespaces
 * @param type record class
 */
public record Kind<T extends KubeObject>(
    String apiVersion, String name, boolean namespaced, Class<T> type) {

  /** Returns the kind in lower case, as subjects and traces name it. */
  public String lowerName() {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Kind<?> kind
            && name.equals(kind.name)
            && apiVersion.equals(kind.apiVersion)
            && type == kind.type);
  }

  /** Kinds are looked up all the time; their names tell them apart. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
