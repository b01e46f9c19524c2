package dev.farsight.scenario.experiment;

import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.Scenarios;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.run.RunWitness;
import dev.farsight.sim.run.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What happened when steps were played on three large nodes with a control plane without latency.
 * Pods with a label {@code ends} end 5 s after they run: well, badly (exit code 1), fatally (42),
 * or mixed: badly where their index is 1, else well.
 */
final class PlayedSteps implements RunWitness {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster:
          nodes: [{name: ng, count: 3, capacity: {cpu: "64", memory: 256Gi, pods: 110}}]
        model:
          kubelet: {imagePull: 1s, podReady: 1s, podTermination: 2s}
          controlPlane: {}
          pods:
          - {select: {labels: {ready: never}}, neverReady: true}
          - {select: {labels: {ends: well}}, completeAfter: 5s}
          - {select: {labels: {ends: badly}}, crashAfter: 5s, exitCode: 1}
          - {select: {labels: {ends: fatally}}, crashAfter: 5s, exitCode: 42}
          - {select: {labels: {ends: mixed}}, completeAfter: 5s}
          - select: {labels: {ends: mixed, batch.kubernetes.io/job-completion-index: "1"}}
            completeAfter: 1h
            crashAfter: 5s
            exitCode: 1
        timeline:
      """;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Map<String, List<Long>> seconds = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Long> noExecuteMillis = new ArrayList<>();
  private Cluster cluster;

  private PlayedSteps() {}

  /** Plays steps, each a YAML flow mapping, for a number of minutes. */
  static PlayedSteps forMinutes(int minutes, String... steps) {
    StringBuilder text = new StringBuilder(HEAD);
    for (String step : steps) {
      text.append("    - ").append(step).append('\n');
    }
    ResolvedScenario scenario =
        Scenarios.resolve(text.append("  until: " + minutes + "m\n").toString());
    PlayedSteps played = new PlayedSteps();
    Simulation.play(scenario.spec(), 1, played);
    return played;
  }

  /** Returns the step that creates an object. */
  static String apply(int second, String object) {
    return "{at: " + second + "s, apply: [" + object + "]}";
  }

  @Override
  public void onStart(Cluster started) {
    cluster = started;
    watch(Kinds.POD);
    watch(Kinds.JOB);
    watch(Kinds.DEPLOYMENT);
    watch(Kinds.NAMESPACE);
    started.watch(
        Kinds.NODE,
        0,
        event -> {
          boolean tainted =
              event.object().spec().taints().stream().anyMatch(t -> t.effect().equals("NoExecute"));
          if (tainted) {
            noExecuteMillis.add(started.now().nanos() / 1_000_000);
          }
        });
    started.watch(Kinds.EVENT, 0, event -> events.add(event.object()));
  }

  private <T extends KubeObject> void watch(Kind<T> kind) {
    cluster.watch(kind, 0, event -> onChange(kind.name(), event));
  }

  private <T extends KubeObject> void onChange(String kind, WatchEvent<T> event) {
    T old = event.old();
    if (event.type() != WatchEvent.Type.MODIFIED) {
      note(kind + " " + event.type(), event.object().name());
    } else if (event.object().metadata().isTerminating()
        && old != null
        && !old.metadata().isTerminating()) {
      note(kind + " deletion", event.object().name());
    }
  }

  private void note(String what, String name) {
    long second = cluster.now().nanos() / SECOND_NANOS;
    seconds.computeIfAbsent(what, key -> new ArrayList<>()).add(second);
    seconds.computeIfAbsent(what + " " + name, key -> new ArrayList<>()).add(second);
  }

  /**
   * Returns the whole seconds in which something happened to objects of a kind, such as {@code Pod
   * ADDED}, {@code Pod deletion} or {@code Job DELETED}; a name after it asks for one object.
   */
  List<Long> secondsOf(String what) {
    return seconds.getOrDefault(what, List.of());
  }

  /** Returns the milliseconds of all changes after which a node had a NoExecute taint. */
  List<Long> noExecuteMillis() {
    return noExecuteMillis;
  }

  /** Returns the texts of the Events of a reason, each as often as it was written. */
  List<String> texts(String reason) {
    return events.stream().filter(e -> reason.equals(e.reason())).map(Event::message).toList();
  }

  /** Returns an object as it was at the end. */
  <T extends KubeObject> T atEnd(Kind<T> kind, String key) {
    return Objects.requireNonNull(cluster.get(kind, key), key);
  }

  /** Returns the cluster as it was at the end. */
  Cluster cluster() {
    return cluster;
  }
}
