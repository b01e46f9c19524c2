package dev.farsight.scenario.resolve;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.snapshot.SnapshotReader;
import dev.farsight.scenario.snapshot.StartingState;
import dev.farsight.scenario.text.Document;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.EndSpec;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ModelSpec;
import dev.farsight.sim.spec.SimulationSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live cluster as a scenario of its own: its state as dumped, nothing happens to it, and the run
 * ends when nothing moves any more. Give it the documents of all dumps, then ask for the scenario.
 */
public final class LiveCluster {

  private final Issues issues;
  private final SnapshotReader reader;
  private final ScenarioHash hash = new ScenarioHash();

  /**
   * Creates a reader of dumps.
   *
   * @param namespace namespace of objects that name none
   * @param issues where to report
   */
  public LiveCluster(String namespace, Issues issues) {
    this.issues = issues;
    this.reader = new SnapshotReader(ScenarioResolver.ORIGIN, namespace, issues);
  }

  /** Takes a document of a dump, of manifests, of profiles or of a cluster. */
  public void read(Document document) {
    hash.add(document.root().toString());
    reader.read(document);
  }

  /** Returns the scenario of everything read so far, or null if there are errors. */
  public @Nullable ResolvedScenario scenario() {
    StartingState state = reader.state();
    long pods = 0;
    for (ManifestObject object : state.inputs().objects()) {
      pods += ObjectFiles.wantedPods(object.object());
      if (pods > ObjectFiles.MAX_PODS) {
        issues.add(tooManyPods(object));
        break;
      }
    }
    return issues.hasErrors() ? null : scenario(state);
  }

  private static Issue tooManyPods(ManifestObject object) {
    return object.issue(
        IssueCode.MODEL_BOMB,
        "the objects up to " + object.id() + " ask for too many pods",
        "a run holds at most " + ObjectFiles.MAX_PODS + " pods in all");
  }

  private ResolvedScenario scenario(StartingState state) {
    ClusterSpec cluster = clusterOf(state);
    ModelSpec model = ScenarioResolver.startedAt(ModelSpec.DEFAULT, state.origin());
    Instant origin = state.origin();
    return new ResolvedScenario(
        state.name() == null ? "cluster" : state.name(),
        state.live() ? "The cluster as dumped at " + origin : "",
        hash.hex(),
        cluster.version().toString(),
        new SimulationSpec(
            cluster, model, List.of(), EndSpec.QUIESCENT, SimulationSpec.ChecksLevel.INVARIANTS),
        1,
        1,
        List.of());
  }

  private static ClusterSpec clusterOf(StartingState state) {
    return new ClusterSpec(
        ClusterReading.usable(state.version()),
        state.name() == null ? ModelDefaults.CLUSTER_NAME : state.name(),
        state.region() == null ? ModelDefaults.REGION : state.region(),
        state.objects(),
        state.profiles(),
        state.nodes(),
        List.of(),
        ModelDefaults.QUOTAS,
        ModelDefaults.NETWORK);
  }
}
