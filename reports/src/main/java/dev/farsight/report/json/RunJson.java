package dev.farsight.report.json;

import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.DeploymentOutcome.ConditionOutcome;
import dev.farsight.sim.result.Durations;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.NodeOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodShortage;
import dev.farsight.sim.result.PodStory;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.ProfileSnapshot;
import dev.farsight.sim.result.QueueMove;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.result.StepOutcome;
import java.io.IOException;
import java.util.List;

/** Writes one replication. */
final class RunJson {

  private final JsonSink sink;

  RunJson(JsonSink sink) {
    this.sink = sink;
  }

  void write(RunResult run) throws IOException {
    sink.open();
    writeFields(run);
    sink.close();
  }

  /** Writes the fields of a replication without the braces around them. */
  void writeFields(RunResult run) throws IOException {
    sink.count("seed", run.seed());
    sink.text("digest", String.format("%016x", run.digest()));
    sink.count("events", run.eventCount());
    sink.seconds("end", run.endNanos());
    sink.flag("quiescent", run.quiescent());
    sink.openList("pods");
    for (PodOutcome pod : run.pods()) {
      writePod(pod);
    }
    sink.closeList();
    sink.openList("deployments");
    for (DeploymentOutcome deployment : run.deployments()) {
      writeDeployment(deployment);
    }
    sink.closeList();
    sink.openList("nodes");
    for (NodeOutcome node : run.nodes()) {
      writeNode(node);
    }
    sink.closeList();
    writeSeries(run.series());
    writeDurations(run.durations());
    sink.open("cost");
    sink.number("usd", run.cost().usd());
    sink.number("vcpuHours", run.cost().vcpuHours());
    sink.number("gbHours", run.cost().gbHours());
    sink.close();
    sink.openList("profiles");
    for (ProfileOutcome profile : run.profiles()) {
      writeProfile(profile);
    }
    sink.closeList();
    sink.openList("steps");
    for (StepOutcome step : run.steps()) {
      writeStep(step);
    }
    sink.closeList();
    writeEvents("clusterEvents", run.events());
    sink.openList("shortages");
    for (PodShortage shortage : run.shortages()) {
      sink.open();
      sink.text("object", shortage.object());
      sink.count("wanted", shortage.wanted());
      sink.count("existing", shortage.existing());
      sink.close();
    }
    sink.closeList();
  }

  private void writePod(PodOutcome pod) throws IOException {
    sink.open();
    sink.text("namespace", pod.namespace());
    sink.text("name", pod.name());
    sink.text("uid", pod.uid());
    sink.text("owner", pod.owner());
    sink.seconds("createdAt", pod.createdNanos());
    sink.open("admission");
    sink.text("decision", pod.admission().decision().word());
    sink.text("profile", pod.admission().profile());
    sink.text("reasonCode", pod.admission().reason().code());
    sink.text("reason", pod.admission().text());
    sink.close();
    sink.text("schedulerName", pod.schedulerName());
    sink.count("attempts", pod.attempts());
    sink.text("message", pod.message());
    sink.text("node", pod.node());
    sink.text("size", pod.size());
    sink.seconds("scheduledAt", pod.scheduledNanos());
    sink.seconds("readyAt", pod.readyNanos());
    sink.seconds("deletedAt", pod.deletedNanos());
    sink.text("state", pod.state().word());
    sink.flag("stuck", pod.stuck());
    sink.seconds("stuckSince", pod.stuckSinceNanos());
    sink.text("causeCode", pod.causeCode());
    writeStory(pod.story());
    sink.close();
  }

  private void writeStory(PodStory story) throws IOException {
    sink.open("story");
    sink.text("step", story.step());
    sink.texts("ownerChain", story.ownerChain());
    sink.textMap("labels", story.labels());
    sink.textMap("annotations", story.annotations());
    sink.textMap("nodeSelector", story.nodeSelector());
    sink.text("pinnedNode", story.pinnedNode());
    sink.count("priority", story.priority());
    sink.flag("toleratesFargate", story.toleratesFargate());
    sink.count("cpuMilli", story.cpuMilli());
    sink.count("memoryBytes", story.memoryBytes());
    sink.flag("webhookInstalled", story.webhookInstalled());
    sink.openList("profiles");
    for (ProfileSnapshot profile : story.profiles()) {
      sink.open();
      sink.text("name", profile.name());
      sink.text("status", profile.status());
      sink.flag("admitting", profile.admitting());
      sink.flag("selectsNamespace", profile.selectsNamespace());
      sink.flag("selects", profile.selects());
      sink.close();
    }
    sink.closeList();
    writeEvents("events", story.events());
    sink.openList("queueMoves");
    for (QueueMove move : story.queueMoves()) {
      sink.open();
      sink.text("queue", move.queue());
      sink.text("reason", move.reason());
      sink.seconds("firstAt", move.firstNanos());
      sink.seconds("lastAt", move.lastNanos());
      sink.count("count", move.count());
      sink.close();
    }
    sink.closeList();
    sink.seconds("runningAt", story.runningNanos());
    sink.close();
  }

  private void writeEvents(String name, List<EventRecord> events) throws IOException {
    sink.openList(name);
    for (EventRecord event : events) {
      sink.open();
      sink.text("object", event.object());
      sink.text("component", event.component());
      sink.text("type", event.type());
      sink.text("reason", event.reason());
      sink.text("message", event.message());
      sink.seconds("firstAt", event.firstNanos());
      sink.seconds("lastAt", event.lastNanos());
      sink.count("count", event.count());
      sink.close();
    }
    sink.closeList();
  }

  private void writeDeployment(DeploymentOutcome deployment) throws IOException {
    sink.open();
    sink.text("namespace", deployment.namespace());
    sink.text("name", deployment.name());
    sink.count("desired", deployment.desired());
    sink.count("updated", deployment.updated());
    sink.count("ready", deployment.ready());
    sink.count("available", deployment.available());
    sink.openList("conditions");
    for (ConditionOutcome condition : deployment.conditions()) {
      sink.open();
      sink.text("type", condition.type());
      sink.text("status", condition.status());
      sink.text("reason", condition.reason());
      sink.text("message", condition.message());
      sink.close();
    }
    sink.closeList();
    sink.seconds("rolloutSeconds", deployment.rolloutNanos());
    sink.close();
  }

  private void writeNode(NodeOutcome node) throws IOException {
    sink.open();
    sink.text("name", node.name());
    sink.text("kind", node.kind().word());
    sink.seconds("createdAt", node.createdNanos());
    sink.seconds("removedAt", node.removedNanos());
    sink.close();
  }

  private void writeSeries(List<Series> all) throws IOException {
    sink.open("series");
    for (Series series : all) {
      sink.openList(series.name());
      for (int i = 0; i < series.size(); i++) {
        sink.point(series.timeNanos(i), series.value(i));
      }
      sink.closeList();
    }
    sink.close();
  }

  /** Writes how long things took, the shortest first; null for what never came to an end. */
  private void writeDurations(List<Durations> all) throws IOException {
    sink.open("durations");
    for (Durations durations : all) {
      sink.openList(durations.name());
      for (int i = 0; i < durations.count(); i++) {
        long nanos = durations.nanos(i);
        sink.secondsItem(nanos == Durations.NEVER_NANOS ? null : nanos);
      }
      sink.closeList();
    }
    sink.close();
  }

  private void writeProfile(ProfileOutcome profile) throws IOException {
    sink.open();
    sink.text("name", profile.name());
    sink.openList("selectors");
    for (ProfileOutcome.Selector selector : profile.selectors()) {
      sink.open();
      sink.text("namespace", selector.namespace());
      sink.textMap("labels", selector.labels());
      sink.close();
    }
    sink.closeList();
    sink.seconds("requestedAt", profile.requestedNanos());
    sink.seconds("activeAt", profile.activeNanos());
    sink.seconds("effectiveAt", profile.effectiveNanos());
    sink.seconds("deletingAt", profile.deletingNanos());
    sink.seconds("goneAt", profile.goneNanos());
    sink.text("failure", profile.failure());
    sink.close();
  }

  private void writeStep(StepOutcome step) throws IOException {
    sink.open();
    sink.text("id", step.id());
    sink.text("action", step.action());
    sink.text("text", step.text());
    sink.seconds("startedAt", step.startedNanos());
    sink.seconds("completedAt", step.completedNanos());
    sink.text("failure", step.failure());
    sink.seconds("failedAt", step.failedNanos());
    sink.texts("waitedFor", step.waitedFor());
    sink.close();
  }
}
