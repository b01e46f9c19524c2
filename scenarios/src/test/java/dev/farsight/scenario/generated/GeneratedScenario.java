package dev.farsight.scenario.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The text of a small scenario drawn from a seed: workloads of all kinds on nodes, on Fargate or on
 * neither, and users who interfere.
 */
final class GeneratedScenario {

  /** Namespace of all workloads. */
  static final String NAMESPACE = "shop";

  private static final int LAST_STEP_SECONDS = 90;

  /**
   * What is known of one Deployment.
   *
   * @param replicas as applied
   * @param most replicas that it ever wants
   * @param surge pods above that; ReplicaSets that are scaled by users may keep more for a while
   * @param unavailable pods that a roll-out may take away
   */
  record Rollout(int replicas, int most, int surge, int unavailable) {}

  private final SplittableRandom random;
  private final StringBuilder steps = new StringBuilder();
  private final StringBuilder behaviours = new StringBuilder();
  private final List<String> workloads = new ArrayList<>();
  private final Map<String, Rollout> rollouts = new LinkedHashMap<>();
  private final Map<String, Integer> autoscaled = new LinkedHashMap<>();
  private final boolean gentle;
  private final int nodes;
  private final boolean hasProfile;
  private final int podQuota;
  private final String text;

  /** Draws a scenario. */
  GeneratedScenario(long seed) {
    random = new SplittableRandom(seed);
    gentle = random.nextInt(3) == 0;
    nodes = random.nextInt(4);
    hasProfile = random.nextInt(3) == 0;
    podQuota = !gentle && random.nextInt(6) == 0 ? random.nextInt(1, 6) : Integer.MAX_VALUE;
    if (podQuota < Integer.MAX_VALUE) {
      apply(
          0,
          "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: shop},"
              + " spec: {hard: {pods: '"
              + podQuota
              + "'}}}");
    }
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      workload("w" + i);
    }
    int changes = random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      String name = workloads.get(random.nextInt(workloads.size()));
      step(random.nextInt(5, LAST_STEP_SECONDS), gentle ? rollout(name) : interference(name));
    }
    text = cluster() + model() + "  timeline:\n" + steps + "  until: 20m\n";
  }

  /** Returns whether users only roll out, so that nothing may ever be short of pods. */
  boolean isGentle() {
    return gentle;
  }

  /** Returns how many pods that have not finished the namespace may hold. */
  int podQuota() {
    return podQuota;
  }

  Map<String, Rollout> rollouts() {
    return rollouts;
  }

  /** Returns the most replicas of each HorizontalPodAutoscaler. */
  Map<String, Integer> autoscaled() {
    return autoscaled;
  }

  /** Returns it as {@code farsight run} reads it. */
  @Override
  public String toString() {
    return text;
  }

  // ------------------------------------------------------------------ surroundings

  private String cluster() {
    StringBuilder cluster =
        new StringBuilder(
            "apiVersion: farsight.dev/v1alpha1\nkind: Scenario\nspec:\n  cluster:\n    nodes: [");
    for (int i = 0; i < nodes; i++) {
      cluster.append(i == 0 ? "" : ", ").append(node("n" + i));
    }
    cluster.append("]\n    fargateProfiles: [");
    if (hasProfile) {
      cluster.append(profile("fp"));
    }
    return cluster.append("]\n").toString();
  }

  private String node(String name) {
    return "{name: %s, count: 1, capacity: {cpu: '2', memory: 4Gi, pods: %d}}"
        .formatted(name, 1 + random.nextInt(8));
  }

  private static String profile(String name) {
    return "{name: " + name + ", selectors: [{namespace: shop}]}";
  }

  private String model() {
    return "  model:\n"
        + "    fargate: {profileActivation: 20s, admissionPropagation: 3s, profileDeletion: 15s,"
        + " launch: 12s, nodeRemoval: "
        + random.nextInt(2)
        + "s}\n"
        + "    kubelet: {imagePull: 2s, podReady: 3s, podTermination: 2s}\n"
        + (random.nextBoolean() ? "    controlPlane: measured\n" : "")
        + "    pods: ["
        + behaviours
        + "]\n";
  }

  private void step(int second, String action) {
    steps.append("    - {at: ").append(second).append("s, ").append(action).append("}\n");
  }

  private void apply(int second, String object) {
    step(second, "apply: [" + object + "]");
  }

  private void behave(String name, String behaviour) {
    behaviours
        .append(behaviours.length() == 0 ? "" : ", ")
        .append("{select: {namespace: shop, labels: {app: ")
        .append(name)
        .append("}}, ")
        .append(behaviour)
        .append('}');
  }

  // ------------------------------------------------------------------ workloads

  private void workload(String name) {
    switch (gentle ? 0 : random.nextInt(8)) {
      case 0, 1, 2 -> deployment(name);
      case 3 -> statefulSet(name);
      case 4 -> job(name);
      case 5 -> daemonSet(name);
      case 6 -> cronJob(name);
      default ->
          apply(
              random.nextInt(5),
              "{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: shop, labels: {app: %s}}, %s}"
                  .formatted(name, name, podSpec("Always")));
    }
    workloads.add(name);
  }

  private String podSpec(String restartPolicy) {
    String cpu = random.nextInt(5) == 0 ? "1500m" : "100m";
    String tolerations =
        random.nextInt(3) == 0
            ? ", tolerations: [{key: eks.amazonaws.com/compute-type, operator: Exists}]"
            : "";
    return "spec: {restartPolicy: %s, containers: [{name: c, image: i, resources: {requests: {cpu: %s, memory: 100Mi}}}]%s}"
        .formatted(restartPolicy, cpu, tolerations);
  }

  private String template(String name, String restartPolicy) {
    return "template: {metadata: {labels: {app: %s}}, %s}".formatted(name, podSpec(restartPolicy));
  }

  private String object(String apiVersion, String kind, String name, String spec) {
    return "{apiVersion: %s, kind: %s, metadata: {name: %s, namespace: shop}, spec: {%s}}"
        .formatted(apiVersion, kind, name, spec);
  }

  private static String selector(String name) {
    return "selector: {matchLabels: {app: " + name + "}}, ";
  }

  private void deployment(String name) {
    int replicas = 1 + random.nextInt(5);
    int surge = random.nextInt(3);
    // The API server refuses a Deployment of which neither is positive.
    int unavailable = Math.max(random.nextInt(3), surge == 0 ? 1 : 0);
    boolean recreate = !gentle && random.nextInt(8) == 0;
    String strategy =
        recreate
            ? "{type: Recreate}"
            : "{type: RollingUpdate, rollingUpdate: {maxSurge: %d, maxUnavailable: %d}}"
                .formatted(surge, unavailable);
    apply(
        random.nextInt(5),
        object(
            "apps/v1",
            "Deployment",
            name,
            "replicas: %d, progressDeadlineSeconds: 60, %sstrategy: %s, %s"
                .formatted(replicas, selector(name), strategy, template(name, "Always"))));
    int most = replicas;
    if (!gentle && random.nextInt(4) == 0) {
      most = Math.max(most, autoscaler(name));
    }
    if (!gentle && random.nextInt(6) == 0) {
      behave(name, "neverReady: true");
    }
    if (random.nextInt(3) == 0) {
      apply(
          0,
          object(
              "policy/v1",
              "PodDisruptionBudget",
              "b" + name,
              selector(name) + "maxUnavailable: " + random.nextInt(2)));
    }
    int taken = surge == 0 && unavailable == 0 ? 1 : unavailable;
    rollouts.put(name, new Rollout(replicas, most, recreate ? 0 : surge, taken));
  }

  private int autoscaler(String name) {
    int most = 2 + random.nextInt(5);
    step(0, "setMetric: {namespace: shop, name: m, value: " + random.nextInt(80) + "}");
    step(
        random.nextInt(20, LAST_STEP_SECONDS),
        "setMetric: {namespace: shop, name: m, value: " + random.nextInt(80) + "}");
    apply(
        5,
        object(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            "h" + name,
            ("scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}, minReplicas: 1,"
                    + " maxReplicas: %d, metrics: [{type: External, external: {metric: {name: m},"
                    + " target: {type: AverageValue, averageValue: '10'}}}]")
                .formatted(name, most)));
    autoscaled.put("h" + name, most);
    return most;
  }

  private void statefulSet(String name) {
    apply(
        random.nextInt(5),
        object(
            "apps/v1",
            "StatefulSet",
            name,
            "replicas: %d, serviceName: s, podManagementPolicy: %s, %s%s"
                .formatted(
                    1 + random.nextInt(4),
                    random.nextBoolean() ? "OrderedReady" : "Parallel",
                    selector(name),
                    template(name, "Always"))));
  }

  private String jobSpec(String name) {
    behave(name, random.nextInt(3) == 0 ? "crashAfter: 4s" : "completeAfter: 5s");
    return "parallelism: %d, completions: %d, backoffLimit: %d, completionMode: %s, %s"
        .formatted(
            1 + random.nextInt(3),
            1 + random.nextInt(4),
            random.nextInt(3),
            random.nextBoolean() ? "Indexed" : "NonIndexed",
            template(name, random.nextBoolean() ? "Never" : "OnFailure"));
  }

  private void job(String name) {
    String ttl = random.nextBoolean() ? ", ttlSecondsAfterFinished: 20" : "";
    apply(random.nextInt(5), object("batch/v1", "Job", name, jobSpec(name) + ttl));
  }

  private void cronJob(String name) {
    String policy = List.of("Allow", "Forbid", "Replace").get(random.nextInt(3));
    apply(
        random.nextInt(5),
        object(
            "batch/v1",
            "CronJob",
            name,
            "schedule: '*/4 * * * *', concurrencyPolicy: %s, jobTemplate: {spec: {%s}}"
                .formatted(policy, jobSpec(name))));
  }

  private void daemonSet(String name) {
    apply(
        random.nextInt(5),
        object("apps/v1", "DaemonSet", name, selector(name) + template(name, "Always")));
  }

  // ------------------------------------------------------------------ users

  private String rollout(String name) {
    String verb = random.nextInt(4) == 0 ? "rolloutUndo" : "rolloutRestart";
    return verb + ": {namespace: shop, name: " + name + "}";
  }

  private String interference(String name) {
    String pods = "{namespace: shop, selector: {app: " + name + "}}";
    return switch (random.nextInt(11)) {
      case 0, 1 -> scale(name);
      case 2 -> "deletePods: " + pods;
      case 3 -> "evict: " + pods;
      case 4, 5, 6 ->
          nodes > 0 ? onNode("{name: n" + random.nextInt(nodes) + "-1") : "evict: " + pods;
      case 7 -> "createNodes: " + node("m" + steps.length());
      case 8 ->
          hasProfile && random.nextBoolean()
              ? "deleteFargateProfile: {name: fp}"
              : "createFargateProfile: " + profile("p" + steps.length());
      case 9 -> deletion(name);
      default -> rollouts.containsKey(name) ? rollout(name) : "deletePods: " + pods;
    };
  }

  private String onNode(String node) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "drain: " + node + "}";
      case 2 -> "cordon: " + node + "}";
      case 3 -> "uncordon: " + node + "}";
      case 4 -> "deleteNodes: " + node + "}";
      default -> "setNodeReady: " + node + ", ready: " + random.nextBoolean() + "}";
    };
  }

  private String scale(String name) {
    Rollout rollout = rollouts.get(name);
    if (rollout == null) {
      return "evict: {namespace: shop}";
    }
    int replicas = random.nextInt(7);
    rollouts.put(
        name,
        new Rollout(
            rollout.replicas(),
            Math.max(rollout.most(), replicas),
            rollout.surge(),
            rollout.unavailable()));
    return "scale: {namespace: shop, name: " + name + ", replicas: " + replicas + "}";
  }

  private String deletion(String name) {
    String propagation = List.of("background", "foreground", "orphan").get(random.nextInt(3));
    return rollouts.containsKey(name)
        ? "delete: {kind: Deployment, namespace: shop, name: %s, propagation: %s}"
            .formatted(name, propagation)
        : "deletePods: {namespace: shop}";
  }
}
