package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Causes;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.document.DurationText;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import dev.farsight.sim.time.SimTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Remedies of the next installation: they change how the scenario is set up. */
final class Preventions {

  private static final String CREATE = "createFargateProfile";
  private static final String DELETE = "deleteFargateProfile";
  private static final String PROFILE = "profile ";
  private static final int PATIENCE_FACTOR = 3;
  private static final long HELM_SECONDS = 300;
  private static final long ADDON_SECONDS = 1200;

  private final Situation situation;
  private final List<PodOutcome> pods;

  Preventions(Situation situation, List<PodOutcome> pods) {
    this.situation = situation;
    this.pods = pods;
  }

  /** Returns a remedy of the next installation, or null if it does not apply. */
  @Nullable Part part(Remedy remedy) {
    return switch (remedy) {
      case PROFILE_FIRST -> profileFirst();
      case DROP_SELECTOR_LABEL -> dropSelectorLabel();
      case UPGRADE_EKSCTL -> upgradeEksctl();
      case SERIALISE_PROFILES -> serialiseProfiles();
      case RAISE_CLIENT_TIMEOUT -> raiseTimeout();
      case CREATE_BEFORE_DELETE -> createBeforeDelete();
      case SWITCH_BELIEF_OFF ->
          part(
              remedy,
              "",
              (root, moment) ->
                  ScenarioTree.map(ScenarioTree.spec(root), "model")
                      .put("createOnceScheduler", false));
      default -> null;
    };
  }

  private Part part(Remedy remedy, String target, Part.Edit edit) {
    String command =
        remedy.command().replace("CLUSTER", situation.scenario().spec().cluster().name());
    if (target.startsWith(PROFILE)) {
      command = command.replace("PROFILE", target.substring(PROFILE.length()));
    }
    if (!pods.isEmpty()) {
      command = command.replaceAll("\\bNS\\b", pods.get(0).namespace());
    }
    return new Part(remedy.id(), remedy, target, List.of(command), Part.Stage.PREVENT, 0, edit);
  }

  /** Returns the index, in the timeline as written, of the steps that bring the pods' workloads. */
  private Set<Integer> installingSteps() {
    Set<String> workloads = new LinkedHashSet<>();
    pods.forEach(pod -> workloads.add(Troubles.workload(pod)));
    Set<Integer> steps = new LinkedHashSet<>();
    List<TimelineStep> timeline = situation.scenario().spec().timeline();
    for (int i = 0; i < timeline.size(); i++) {
      for (KubeObject object : Situation.objectsOf(timeline.get(i))) {
        String key = object.namespace() + "/" + object.kind().name() + "/" + object.name();
        if (workloads.contains(key)) {
          steps.add(i);
        }
      }
    }
    return steps;
  }

  private @Nullable Part profileFirst() {
    if (pods.isEmpty()) {
      return null;
    }
    Set<Integer> steps = installingSteps();
    ArrayNode written = ScenarioTree.timeline(situation.tree().copy());
    steps.removeIf(i -> i >= written.size() || written.get(i).has("eksctlCreateCluster"));
    if (steps.isEmpty()) {
      return null;
    }
    String profile = createdProfile(written);
    String target = profile == null ? "a profile for these pods" : "profile " + profile;
    return new Part(
        Remedy.PROFILE_FIRST.id(),
        Remedy.PROFILE_FIRST,
        target,
        firstCommands(profile, steps),
        Part.Stage.PREVENT,
        0,
        (root, moment) -> {
          if (profile == null) {
            addProfile(root);
            return;
          }
          for (int i : steps) {
            ObjectNode step = (ObjectNode) ScenarioTree.timeline(root).get(i);
            step.remove("at");
            step.put("after", profile + ".ACTIVE + 30s");
          }
        });
  }

  /** The profile, the wait for it, and then what installs the pods. */
  private List<String> firstCommands(@Nullable String profile, Set<Integer> steps) {
    ProfileTemplate known = situation.profile(profile);
    Set<String> namespaces = new LinkedHashSet<>();
    pods.forEach(pod -> namespaces.add(pod.namespace()));
    String name = profile == null ? freshName(namespaces) : profile;
    List<FargateProfileSelector> selectors =
        known != null
            ? known.spec().selectors()
            : namespaces.stream().map(n -> new FargateProfileSelector(n, Map.of())).toList();
    List<String> commands =
        new ArrayList<>(
            ProfileCommands.create(situation.scenario().spec().cluster().name(), name, selectors));
    List<TimelineStep> timeline = situation.scenario().spec().timeline();
    for (int i : steps) {
      commands.add(installing(timeline.get(i)));
    }
    return commands;
  }

  private String freshName(Set<String> namespaces) {
    return situation.freshProfileName("fp-" + namespaces.iterator().next());
  }

  /** Returns the command of a step that installs something. */
  private String installing(TimelineStep step) {
    if (step.action() instanceof StepAction.HelmInstall helm) {
      return "helm upgrade --install "
          + helm.release()
          + " $CHART"
          + (helm.waits() ? " --wait" : "");
    }
    if (step.action() instanceof StepAction.CreateAddon addon) {
      return "aws eks create-addon --cluster-name "
          + situation.scenario().spec().cluster().name()
          + " --addon-name "
          + addon.name();
    }
    String text = step.text();
    return text.startsWith("apply ") ? "kubectl apply -f " + text.substring(6) : "# " + text;
  }

  /** Returns the profile that a step creates and that selects the pods, or null. */
  private @Nullable String createdProfile(ArrayNode timeline) {
    String created = null;
    for (JsonNode step : timeline) {
      String name = step.path(CREATE).path("name").asText("");
      for (ProfileOutcome profile : situation.run().profiles()) {
        if (profile.name().equals(name) && Causes.selects(profile, pods.get(0))) {
          created = name;
        }
      }
    }
    return created;
  }

  private void addProfile(ObjectNode root) {
    ObjectNode cluster = ScenarioTree.map(ScenarioTree.spec(root), "cluster");
    Set<String> namespaces = new LinkedHashSet<>();
    pods.forEach(pod -> namespaces.add(pod.namespace()));
    ObjectNode profile = ScenarioTree.list(cluster, "fargateProfiles").addObject();
    profile.put("name", freshName(namespaces));
    ArrayNode selectors = profile.putArray("selectors");
    namespaces.forEach(namespace -> selectors.addObject().put("namespace", namespace));
  }

  private @Nullable Part dropSelectorLabel() {
    Set<String> names = new LinkedHashSet<>();
    for (ProfileOutcome profile : situation.run().profiles()) {
      boolean labelled =
          profile.selectors().stream().anyMatch(selector -> !selector.labels().isEmpty());
      boolean names1 = pods.stream().anyMatch(pod -> Causes.namesNamespace(profile, pod));
      if (labelled && names1) {
        names.add(profile.name());
      }
    }
    return names.isEmpty()
        ? null
        : part(
            Remedy.DROP_SELECTOR_LABEL,
            "profile " + String.join(", ", names),
            (root, moment) -> dropLabels(root, names));
  }

  private void dropLabels(ObjectNode root, Set<String> names) {
    JsonNode cluster = ScenarioTree.spec(root).path("cluster");
    cluster.path("fargateProfiles").forEach(profile -> dropLabels(profile, names));
    for (JsonNode step : ScenarioTree.timeline(root)) {
      dropLabels(step.path(CREATE), names);
      if (step.path("eksctlCreateCluster") instanceof ObjectNode eksctl) {
        JsonNode config = eksctl.path("config");
        JsonNode inline = config.isTextual() ? situation.tree().file(config.asText()) : config;
        if (inline instanceof ObjectNode found) {
          ObjectNode copy = found.deepCopy();
          copy.path("fargateProfiles").forEach(profile -> dropLabels(profile, names));
          eksctl.set("config", copy);
        }
      }
    }
  }

  private static void dropLabels(JsonNode profile, Set<String> names) {
    if (names.contains(profile.path("name").asText())) {
      for (JsonNode selector : profile.path("selectors")) {
        ((ObjectNode) selector).remove("labels");
      }
    }
  }

  private @Nullable Part upgradeEksctl() {
    boolean older = false;
    for (JsonNode step : ScenarioTree.timeline(situation.tree().copy())) {
      String version = step.path("eksctlCreateCluster").path("version").asText("");
      older |= !version.isEmpty() && !version.equals(ModelDefaults.EKSCTL_VERSION.toString());
    }
    return older
        ? part(
            Remedy.UPGRADE_EKSCTL,
            "to " + ModelDefaults.EKSCTL_VERSION,
            (root, moment) -> {
              for (JsonNode step : ScenarioTree.timeline(root)) {
                if (step.path("eksctlCreateCluster") instanceof ObjectNode eksctl) {
                  eksctl.put("version", ModelDefaults.EKSCTL_VERSION.toString());
                }
              }
            })
        : null;
  }

  private @Nullable Part serialiseProfiles() {
    Set<Integer> refused = new LinkedHashSet<>();
    List<String> commands = new ArrayList<>();
    List<TimelineStep> timeline = situation.scenario().spec().timeline();
    for (int i = 0; i < timeline.size(); i++) {
      for (StepOutcome outcome : situation.run().steps()) {
        String failure = outcome.failure();
        if (outcome.id().equals(timeline.get(i).id())
            && failure != null
            && failure.contains("ResourceInUseException")
            && failure.contains("in status")) {
          refused.add(i);
          commands.addAll(ofBusy(failure, timeline.get(i).action()));
        }
      }
    }
    return refused.isEmpty()
        ? null
        : new Part(
            Remedy.SERIALISE_PROFILES.id(),
            Remedy.SERIALISE_PROFILES,
            refused.size() + (refused.size() == 1 ? " profile operation" : " profile operations"),
            commands,
            Part.Stage.PREVENT,
            0,
            (root, moment) -> {
              for (int i : refused) {
                JsonNode step = ScenarioTree.timeline(root).path(i);
                for (String word : List.of(CREATE, DELETE)) {
                  if (step.path(word) instanceof ObjectNode operation) {
                    operation.put("onBusy", "wait");
                  }
                }
              }
            });
  }

  private static final Pattern BUSY =
      Pattern.compile("Fargate profile (\\S+) in status (CREATING|DELETING)");

  /** Returns the wait for the operation that was in the way, and what comes after it. */
  private List<String> ofBusy(String failure, StepAction action) {
    String cluster = situation.scenario().spec().cluster().name();
    List<String> commands = new ArrayList<>();
    Matcher busy = BUSY.matcher(failure);
    if (busy.find()) {
      String state = busy.group(2).equals("CREATING") ? "active" : "deleted";
      commands.add(ProfileCommands.waitUntil(state, cluster, busy.group(1)));
    }
    if (action instanceof StepAction.CreateFargateProfile create) {
      ProfileTemplate profile = create.profile();
      commands.addAll(ProfileCommands.create(cluster, profile.name(), profile.spec().selectors()));
    } else if (action instanceof StepAction.DeleteFargateProfile delete) {
      commands.add(
          "aws eks delete-fargate-profile --cluster-name "
              + cluster
              + " --fargate-profile-name "
              + delete.name());
    }
    return commands;
  }

  private @Nullable Part raiseTimeout() {
    Set<String> failed = situation.troubles().steps();
    if (failed.isEmpty()) {
      return null;
    }
    List<TimelineStep> timeline = situation.scenario().spec().timeline();
    Set<Integer> late = new LinkedHashSet<>();
    for (int i = 0; i < timeline.size(); i++) {
      RunResult run = situation.run();
      for (StepOutcome outcome : run.steps()) {
        String failure = outcome.failure();
        if (outcome.id().equals(timeline.get(i).id())
            && failed.contains(outcome.id())
            && failure != null
            && (failure.contains("timed out") || failure.contains("timeout"))) {
          late.add(i);
        }
      }
    }
    return late.isEmpty()
        ? null
        : new Part(
            Remedy.RAISE_CLIENT_TIMEOUT.id(),
            Remedy.RAISE_CLIENT_TIMEOUT,
            "three times as long",
            late.stream().map(i -> patient(timeline.get(i))).toList(),
            Part.Stage.PREVENT,
            0,
            (root, moment) -> late.forEach(i -> raise(ScenarioTree.timeline(root).path(i))));
  }

  /** Returns the command of a step, with the time that its client is given. */
  private String patient(TimelineStep step) {
    if (step.action() instanceof StepAction.HelmInstall helm) {
      long seconds = PATIENCE_FACTOR * helm.timeoutNanos() / SimTime.SECOND_NANOS;
      return installing(step) + " --timeout " + seconds + "s";
    }
    return "# three times the time-out of: " + step.text();
  }

  private static void raise(JsonNode step) {
    if (step instanceof ObjectNode object && object.has("timeout")) {
      object.put("timeout", tripled(object.get("timeout").asText()));
    } else if (step.path("helmInstall") instanceof ObjectNode helm) {
      helm.put("timeout", tripled(helm.path("timeout").asText(HELM_SECONDS + "s")));
    } else if (step.path("createAddon") instanceof ObjectNode addon) {
      addon.put("timeout", tripled(addon.path("timeout").asText(ADDON_SECONDS + "s")));
    }
  }

  private static String tripled(String duration) {
    try {
      return PATIENCE_FACTOR * DurationText.parse(duration) / 1_000_000_000L + "s";
    } catch (ExpressionException e) {
      return duration;
    }
  }

  /** A profile that is deleted and created anew: the new one first, under a name of its own. */
  private @Nullable Part createBeforeDelete() {
    ArrayNode written = ScenarioTree.timeline(situation.tree().copy());
    int deletion = -1;
    int creation = -1;
    for (int i = 0; i < written.size() && creation < 0; i++) {
      String name = written.get(i).path(DELETE).path("name").asText("");
      for (int j = 0; !name.isEmpty() && j < written.size() && creation < 0; j++) {
        if (replaces(written.get(j).path(CREATE).path("name").asText(""), name)) {
          deletion = i;
          creation = j;
        }
      }
    }
    if (deletion < 0 || creation < 0) {
      return null;
    }
    int deleted = deletion;
    int created = creation;
    return part(
        Remedy.CREATE_BEFORE_DELETE,
        "profile " + written.get(deleted).path(DELETE).path("name").asText(),
        (root, moment) -> {
          ArrayNode timeline = ScenarioTree.timeline(root);
          ObjectNode delete = (ObjectNode) timeline.get(deleted);
          ObjectNode create = (ObjectNode) timeline.get(created);
          ObjectNode profile = (ObjectNode) create.get(CREATE);
          String fresh = profile.path("name").asText() + "-new";
          profile.put("name", fresh);
          create.remove("after");
          create.put("at", delete.path("at").asText("0s"));
          delete.remove("at");
          delete.put("after", fresh + ".ACTIVE + 30s");
        });
  }

  /** Returns whether a profile that a step creates takes the place of one that a step deletes. */
  private boolean replaces(String created, String deleted) {
    if (created.isEmpty()) {
      return false;
    }
    boolean takesThePods = false;
    for (ProfileOutcome profile : situation.run().profiles()) {
      takesThePods |=
          profile.name().equals(created)
              && pods.stream().anyMatch(pod -> Causes.selects(profile, pod));
    }
    return created.equals(deleted) || takesThePods;
  }
}
