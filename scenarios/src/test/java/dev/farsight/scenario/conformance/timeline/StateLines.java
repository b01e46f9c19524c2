package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.DaemonSetStatus;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.JobStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.StatefulSetStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of workloads over time, from a recording and from the simulation, as equal texts. */
final class StateLines {

  private static final List<String> DEPLOYMENT =
      List.of("specReplicas", "replicas", "updated", "ready", "available", "unavailable");
  private static final List<String> STATEFUL_SET =
      List.of("specReplicas", "replicas", "updated", "ready", "available");
  private static final List<String> DAEMON_SET = List.of("desired", "current", "updated", "ready");
  private static final List<String> JOB = List.of("active", "ready", "succeeded", "failed");
  private static final List<String> HPA = List.of("currentReplicas", "desiredReplicas");

  /** By how much a simulated change may come earlier or later than the recorded one. */
  private static final long TOLERANCE_MILLIS = 2000;

  private final Map<String, TreeMap<Long, String>> byObject = new TreeMap<>();

  /** Takes in one line of a recording. */
  void add(JsonNode line) {
    String event = line.path("ev").asText();
    List<String> fields =
        switch (event) {
          case "deployment" -> DEPLOYMENT;
          case "statefulset" -> STATEFUL_SET;
          case "daemonset" -> DAEMON_SET;
          case "job" -> JOB;
          case "hpa" -> HPA;
          default -> List.of();
        };
    if (fields.isEmpty() || line.path(event).asText().matches(".*-job[0-9]+")) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(field).append('=').append(line.path(field).asInt()).append(' ');
    }
    if (event.equals("deployment")) {
      TreeMap<String, String> reasons = new TreeMap<>();
      for (JsonNode condition : line.path("conditions")) {
        reasons.put(condition.path("type").asText(), condition.path("reason").asText());
      }
      reasons.forEach((type, reason) -> add(text, type, reason));
    }
    put(line, event + "/" + line.path("ns").asText() + "/" + line.path(event).asText(), text);
  }

  private void put(JsonNode line, String key, StringBuilder text) {
    byObject
        .computeIfAbsent(key, k -> new TreeMap<>())
        .put(line.path("t").asLong(), text.toString());
  }

  /** Both reasons mean the same; which of them stands depends on milliseconds. */
  private static void add(StringBuilder text, String type, String reason) {
    String known = reason.equals("NewReplicaSetCreated") ? "ReplicaSetUpdated" : reason;
    text.append(type).append(':').append(known).append(' ');
  }

  /** Takes in the changes of a simulated cluster. */
  void watch(Cluster cluster) {
    cluster.watch(Kinds.DEPLOYMENT, 0, e -> add(cluster, e.object()));
    cluster.watch(
        Kinds.STATEFUL_SET,
        0,
        e -> {
          StatefulSetStatus s = e.object().status();
          put(
              cluster,
              "statefulset/" + e.object().key(),
              text(
                  STATEFUL_SET,
                  e.object().spec().replicas(),
                  s.replicas(),
                  s.updatedReplicas(),
                  s.readyReplicas(),
                  s.availableReplicas()));
        });
    cluster.watch(
        Kinds.DAEMON_SET,
        0,
        e -> {
          DaemonSetStatus s = e.object().status();
          put(
              cluster,
              "daemonset/" + e.object().key(),
              text(
                  DAEMON_SET,
                  s.desiredNumberScheduled(),
                  s.currentNumberScheduled(),
                  s.updatedNumberScheduled(),
                  s.numberReady()));
        });
    cluster.watch(
        Kinds.JOB,
        0,
        e -> {
          JobStatus s = e.object().status();
          if (e.object().metadata().controllerOwner() == null) {
            put(
                cluster,
                "job/" + e.object().key(),
                text(
                    JOB, s.active(), s.ready() == null ? 0 : s.ready(), s.succeeded(), s.failed()));
          }
        });
    cluster.watch(
        Kinds.HORIZONTAL_POD_AUTOSCALER,
        0,
        e ->
            put(
                cluster,
                "hpa/" + e.object().key(),
                text(
                    HPA,
                    e.object().status().currentReplicas(),
                    e.object().status().desiredReplicas())));
  }

  private void add(Cluster cluster, Deployment deployment) {
    DeploymentStatus s = deployment.status();
    StringBuilder text =
        new StringBuilder(
            text(
                DEPLOYMENT,
                deployment.spec().replicas(),
                s.replicas(),
                s.updatedReplicas(),
                s.readyReplicas(),
                s.availableReplicas(),
                s.unavailableReplicas()));
    s.conditions().stream()
        .sorted((a, b) -> a.type().compareTo(b.type()))
        .forEach(c -> add(text, c.type(), c.reason()));
    put(cluster, "deployment/" + deployment.key(), text.toString());
  }

  private static String text(List<String> names, Integer... values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      text.append(names.get(i)).append('=').append(values[i]).append(' ');
    }
    return text.toString();
  }

  private void put(Cluster cluster, String key, String text) {
    byObject
        .computeIfAbsent(key, k -> new TreeMap<>())
        .put(cluster.now().nanos() / 1_000_000, text);
  }

  /** Returns where this recording and a simulation differ in the recording's quiet moments. */
  List<String> differences(StateLines simulated, List<Long> quietMillis) {
    List<String> differences = new ArrayList<>();
    byObject.forEach(
        (key, states) -> {
          TreeMap<Long, String> other = simulated.byObject.getOrDefault(key, new TreeMap<>());
          for (long t : quietMillis) {
            Map.Entry<Long, String> expected = states.floorEntry(t);
            Map.Entry<Long, String> actual = other.floorEntry(t);
            String wanted = expected == null ? "" : expected.getValue();
            String got = actual == null ? "" : actual.getValue();
            Map.Entry<Long, String> before = other.floorEntry(t - TOLERANCE_MILLIS);
            boolean near =
                (before != null && wanted.equals(before.getValue()))
                    || other
                        .subMap(t - TOLERANCE_MILLIS, t + TOLERANCE_MILLIS)
                        .containsValue(wanted);
            if (!wanted.equals(got) && !near && expected != null) {
              differences.add(key + " at " + t + " ms: recorded " + wanted + ", simulated " + got);
              return;
            }
          }
        });
    return differences;
  }
}
