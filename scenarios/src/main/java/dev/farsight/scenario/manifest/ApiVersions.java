package dev.farsight.scenario.manifest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which API groups a kind belongs or belonged to, and which of its versions a current API server no
 * longer serves.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/deprecation-guide/">Deprecated API
 *     Migration Guide</a>
 */
public final class ApiVersions {

  private static final Map<String, List<String>> GROUPS =
      Map.ofEntries(
          Map.entry("Deployment", List.of("apps", "extensions")),
          Map.entry("ReplicaSet", List.of("apps", "extensions")),
          Map.entry("DaemonSet", List.of("apps", "extensions")),
          Map.entry("StatefulSet", List.of("apps")),
          Map.entry("ControllerRevision", List.of("apps")),
          Map.entry("Job", List.of("batch")),
          Map.entry("CronJob", List.of("batch")),
          Map.entry("HorizontalPodAutoscaler", List.of("autoscaling")),
          Map.entry("PodDisruptionBudget", List.of("policy")),
          Map.entry("PriorityClass", List.of("scheduling.k8s.io")),
          Map.entry("StorageClass", List.of("storage.k8s.io")),
          Map.entry("CSINode", List.of("storage.k8s.io")),
          Map.entry("VolumeAttachment", List.of("storage.k8s.io")),
          Map.entry("CSIDriver", List.of("storage.k8s.io")),
          Map.entry("CSIStorageCapacity", List.of("storage.k8s.io")),
          Map.entry("Event", List.of("", "events.k8s.io")),
          Map.entry("ScaledObject", List.of("keda.sh")),
          Map.entry("ScaledJob", List.of("keda.sh")));

  private static final Set<String> GONE =
      Set.of(
          "extensions/v1beta1",
          "apps/v1beta1",
          "apps/v1beta2",
          "batch/v1beta1",
          "batch/v2alpha1",
          "autoscaling/v2beta1",
          "autoscaling/v2beta2",
          "policy/v1beta1",
          "scheduling.k8s.io/v1alpha1",
          "scheduling.k8s.io/v1beta1",
          "storage.k8s.io/v1beta1",
          "events.k8s.io/v1beta1");

  private ApiVersions() {}

  /** Returns the API group of a version; empty for the core group. */
  static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** Returns whether a kind of this name, in this group, is Kubernetes' own or KEDA's. */
  public static boolean isKubernetes(String apiVersion, String kind) {
    return GROUPS.getOrDefault(kind, List.of("")).contains(groupOf(apiVersion));
  }

  /** Returns the version in which API servers serve a kind today. */
  static String current(String kind) {
    String group = GROUPS.getOrDefault(kind, List.of("")).get(0);
    return switch (group) {
      case "" -> "v1";
      case "autoscaling" -> "autoscaling/v2";
      case "keda.sh" -> "keda.sh/v1alpha1";
      default -> group + "/v1";
    };
  }

  /** Returns the version that replaced one that is no longer served; null if it is served. */
  static @Nullable String successor(String apiVersion, String kind) {
    if (!GONE.contains(apiVersion)) {
      return null;
    }
    return switch (kind) {
      case "Deployment",
          "ReplicaSet",
          "DaemonSet",
          "StatefulSet",
          "ControllerRevision",
          "HorizontalPodAutoscaler" ->
          current(kind);
      default -> groupOf(apiVersion) + "/v1";
    };
  }
}
