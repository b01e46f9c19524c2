package dev.farsight.sim.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One container of a pod.
 *
 * @param name name, unique in the pod
 * @param image image reference; absent when not set
 * @param imagePullPolicy Always, IfNotPresent or Never; absent when not set
 * @param ports ports it opens
 * @param resources requests and limits; absent when not set
 * @param securityContext security settings; absent when not set
 * @param readinessProbe readiness probe; absent when not set
 * @param livenessProbe liveness probe; absent when not set
 * @param startupProbe startup probe; absent when not set
 * @param volumeMounts volumes mounted
 * @param env names of environment variables
 * @param restartPolicy Always makes an init container a sidecar; absent when not set
 */
public record Container(
    String name,
    @Nullable String image,
    @Nullable String imagePullPolicy,
    List<ContainerPort> ports,
    @Nullable ResourceRequirements resources,
    @Nullable SecurityContext securityContext,
    @Nullable Probe readinessProbe,
    @Nullable Probe livenessProbe,
    @Nullable Probe startupProbe,
    List<VolumeMount> volumeMounts,
    List<EnvVar> env,
    @Nullable String restartPolicy) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public Container {
    ports = List.copyOf(ports);
    volumeMounts = List.copyOf(volumeMounts);
    env = List.copyOf(env);
  }

  /**
   * Returns a container of which only name and image are given.
   *
   * @param name name, unique in the pod
   * @param image image reference
   */
  public static Container of(String name, String image) {
    return new Container(
        name, image, null, List.of(), null, null, null, null, null, List.of(), List.of(), null);
  }

  /** Returns a copy with another {@code resources}. */
  public Container withResources(@Nullable ResourceRequirements resources) {
    return new Container(
        name,
        image,
        imagePullPolicy,
        ports,
        resources,
        securityContext,
        readinessProbe,
        livenessProbe,
        startupProbe,
        volumeMounts,
        env,
        restartPolicy);
  }

  /** Returns a copy with another {@code ports}. */
  public Container withPorts(List<ContainerPort> ports) {
    return new Container(
        name,
        image,
        imagePullPolicy,
        ports,
        resources,
        securityContext,
        readinessProbe,
        livenessProbe,
        startupProbe,
        volumeMounts,
        env,
        restartPolicy);
  }

  /** As the compiler would write it, in plain calls: every pod that is scheduled may ask. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Container that && Arrays.equals(components(), that.components()));
  }

  private @Nullable Object[] components() {
    return new @Nullable Object[] {
      name,
      image,
      imagePullPolicy,
      ports,
      resources,
      securityContext,
      readinessProbe,
      livenessProbe,
      startupProbe,
      volumeMounts,
      env,
      restartPolicy
    };
  }

  /** What tells containers apart is hashed. */
  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + Objects.hashCode(image)) + Objects.hashCode(resources);
  }
}
