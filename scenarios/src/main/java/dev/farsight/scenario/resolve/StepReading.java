package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.scenario.text.Document;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.EksctlCluster;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ObjectPatch;
import dev.farsight.sim.spec.PodFilter;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the action of one step. */
final class StepReading {

  private static final String DEFAULT_NAMESPACE = "default";

  /** Helm's own default, and that of Terraform's helm_release. */
  private static final long DEFAULT_HELM_TIMEOUT_NANOS = 300_000_000_000L;

  /** Terraform's default for aws_eks_addon. */
  private static final long DEFAULT_ADDON_TIMEOUT_NANOS = 1_200_000_000_000L;

  /** Reads the value of an action; null after reporting. */
  @FunctionalInterface
  private interface ActionReader {
    @Nullable StepAction read(Fields step, String word);
  }

  private final ObjectFiles files;
  private final ConfigReading configs;
  private final KubeReader kinds;
  private final Patches patches;
  private final Targets targets;
  private final Profiles profiles;
  private final Map<String, ActionReader> actions = new LinkedHashMap<>();

  StepReading(
      ObjectFiles files,
      ConfigReading configs,
      KubeReader kinds,
      Patches patches,
      Targets targets,
      Profiles profiles) {
    this.files = files;
    this.configs = configs;
    this.kinds = kinds;
    this.patches = patches;
    this.targets = targets;
    this.profiles = profiles;
    actions.put("apply", this::apply);
    actions.put("delete", this::delete);
    actions.put("patch", this::patch);
    actions.put("scale", this::scale);
    for (StepAction.Rollout.RolloutVerb verb : StepAction.Rollout.RolloutVerb.values()) {
      actions.put(verb.word(), (step, word) -> rollout(step, word, verb));
    }
    actions.put("deletePods", (step, word) -> pods(step, word, false));
    actions.put("evict", (step, word) -> pods(step, word, true));
    actions.put("createFargateProfile", this::createProfile);
    actions.put("deleteFargateProfile", this::deleteProfile);
    actions.put("createNodes", this::createNodes);
    actions.put("deleteNodes", nodes(StepAction.OnNodes.NodeVerb.DELETE));
    actions.put("cordon", nodes(StepAction.OnNodes.NodeVerb.CORDON));
    actions.put("uncordon", nodes(StepAction.OnNodes.NodeVerb.UNCORDON));
    actions.put("drain", nodes(StepAction.OnNodes.NodeVerb.DRAIN));
    actions.put("setNodeReady", this::setNodeReady);
    actions.put("eksctlCreateCluster", this::eksctl);
    actions.put("setMetric", this::setMetric);
    actions.put("fault", SurroundingsReading::fault);
    actions.put("mend", SurroundingsReading::mend);
    actions.put("setNetwork", SurroundingsReading::setNetwork);
    actions.put("setQuotas", SurroundingsReading::setQuotas);
    actions.put("recreatePods", this::recreate);
    actions.put("patchPods", this::patchPods);
    actions.put("helmInstall", this::helm);
    actions.put("createAddon", this::addon);
  }

  /** Returns the word of a step's only action, or null after reporting that there is not one. */
  @Nullable String wordOf(Fields step) {
    List<String> words = new ArrayList<>();
    for (String name : step.names()) {
      if (actions.containsKey(name)) {
        words.add(name);
      }
    }
    if (words.size() == 1) {
      return words.get(0);
    }
    if (words.size() > 1) {
      step.error(
          IssueCode.FIELD_CONFLICT,
          words.get(1),
          "a step does one thing, this one has " + String.join(" and ", words),
          "make two steps of it");
      return null;
    }
    reportUnknown(step);
    return null;
  }

  private void reportUnknown(Fields step) {
    List<String> known = List.copyOf(actions.keySet());
    for (String name : step.names()) {
      if (!List.of("at", "after", "id", "timeout").contains(name)) {
        step.issues()
            .add(
                step.document()
                    .keyIssue(
                        IssueCode.UNKNOWN_STEP,
                        step.pathOf(name),
                        "unknown step \"" + name + "\"",
                        DidYouMean.hint(name, known, "known are " + String.join(", ", known))));
        return;
      }
    }
    step.error(
        IssueCode.MISSING_FIELD, "the step does nothing", "known are " + String.join(", ", known));
  }

  /** Returns the action of a step, or null after reporting. */
  @Nullable StepAction read(Fields step, String word) {
    ActionReader reader = actions.get(word);
    if (reader == null) {
      throw new IllegalStateException("no reader for " + word);
    }
    return reader.read(step, word);
  }

  private @Nullable StepAction apply(Fields step, String word) {
    List<AppliedObject> objects = new ArrayList<>();
    JsonNode value = step.raw(word);
    if (value != null && value.isObject() && !value.has("kind")) {
      Fields fields = step.map(word);
      if (fields != null) {
        String namespace = fields.text("namespace", DEFAULT_NAMESPACE);
        applyItems(fields, "files", namespace, objects);
        applyItems(fields, "objects", namespace, objects);
        fields.finish();
      }
    } else {
      applyItems(step, word, DEFAULT_NAMESPACE, objects);
    }
    objects.forEach(applied -> targets.created(applied.object()));
    return new StepAction.Apply(objects);
  }

  private void applyItems(
      Fields fields, String name, String namespace, List<AppliedObject> objects) {
    JsonNode value = fields.raw(name);
    if (value == null) {
      return;
    }
    List<Fields.Item> items =
        value.isArray() ? fields.items(name) : List.of(new Fields.Item(fields.pathOf(name), value));
    for (Fields.Item item : items) {
      if (item.node().isTextual()) {
        for (Document document : files.documents(fields, item.path(), item.node().textValue())) {
          files
              .objects(document, namespace)
              .forEach(object -> objects.add(AppliedObject.of(object)));
        }
      } else {
        KubeObject object = files.inline(fields.document(), item.node(), item.path(), namespace);
        if (object != null) {
          objects.add(AppliedObject.of(object));
        }
      }
    }
  }

  /** What a step names: one object of a kind. */
  private record Named(
      Fields fields, Kind<? extends KubeObject> kind, String namespace, String name) {}

  private @Nullable Named named(Fields step, String word, @Nullable String defaultKind) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    String kindName = fields.text("kind");
    if (kindName == null && defaultKind == null) {
      fields.missing("kind", "say what kind of object, as in kind: Deployment");
    }
    String name = fields.requiredText("name", "name the object");
    String wanted = kindName == null ? defaultKind : kindName;
    Kind<? extends KubeObject> kind = wanted == null ? null : kinds.kindOf(wanted);
    if (wanted != null && kind == null) {
      fields.error(
          IssueCode.VALUE_NOT_ALLOWED,
          "kind",
          "kind \"" + wanted + "\" is not simulated",
          DidYouMean.hint(wanted, Targets.kindNames(), ""));
    }
    String namespace =
        fields.text("namespace", kind != null && !kind.namespaced() ? "" : DEFAULT_NAMESPACE);
    if (kind == null || name == null) {
      return null;
    }
    targets.expect(fields, kind, namespace, name);
    return new Named(fields, kind, namespace, name);
  }

  private @Nullable StepAction delete(Fields step, String word) {
    Named target = named(step, word, null);
    if (target == null) {
      return null;
    }
    StepAction.Propagation propagation =
        target
            .fields()
            .constant(
                "propagation", StepAction.Propagation.class, StepAction.Propagation.BACKGROUND);
    target.fields().finish();
    return new StepAction.Delete(target.kind(), target.namespace(), target.name(), propagation);
  }

  private @Nullable StepAction patch(Fields step, String word) {
    Named target = named(step, word, null);
    if (target == null) {
      return null;
    }
    Fields fields = target.fields();
    ObjectPatch patch = change(fields);
    fields.finish();
    if (patch == null) {
      return null;
    }
    return new StepAction.Patch(target.kind(), target.namespace(), target.name(), patch);
  }

  private @Nullable StepAction scale(Fields step, String word) {
    Named target = named(step, word, "Deployment");
    if (target == null) {
      return null;
    }
    Long replicas = target.fields().wholeNumber("replicas", 0, ObjectFiles.MAX_PODS);
    if (!target.fields().has("replicas")) {
      target.fields().missing("replicas", "say how many");
    }
    target.fields().finish();
    return replicas == null
        ? null
        : new StepAction.Scale(
            target.kind(), target.namespace(), target.name(), replicas.intValue());
  }

  private @Nullable StepAction rollout(
      Fields step, String word, StepAction.Rollout.RolloutVerb verb) {
    Named target = named(step, word, "Deployment");
    if (target == null) {
      return null;
    }
    target.fields().finish();
    String name = target.name().equals("*") ? null : target.name();
    return new StepAction.Rollout(verb, target.kind(), target.namespace(), name);
  }

  private @Nullable StepAction pods(Fields step, String word, boolean evict) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    PodFilter filter = chosen(fields);
    fields.finish();
    return evict ? new StepAction.Evict(filter) : new StepAction.DeletePods(filter);
  }

  private @Nullable StepAction createProfile(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    StepAction.OnBusy onBusy =
        fields.constant("onBusy", StepAction.OnBusy.class, StepAction.OnBusy.WAIT);
    ProfileTemplate profile = profiles.read(fields);
    if (profile != null) {
      targets.createdProfile(fields, profile);
    }
    return profile == null ? null : new StepAction.CreateFargateProfile(profile, onBusy);
  }

  private @Nullable StepAction deleteProfile(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    String name = fields.requiredText("name", "name the profile");
    StepAction.OnBusy onBusy =
        fields.constant("onBusy", StepAction.OnBusy.class, StepAction.OnBusy.WAIT);
    fields.finish();
    if (name != null) {
      targets.expectProfile(fields, name);
    }
    return name == null ? null : new StepAction.DeleteFargateProfile(name, onBusy);
  }

  private @Nullable StepAction createNodes(Fields step, String word) {
    JsonNode value = step.raw(word);
    List<Fields> all = new ArrayList<>();
    if (value != null && value.isArray()) {
      all.addAll(step.maps(word));
    } else {
      Fields one = step.map(word);
      if (one != null) {
        all.add(one);
      }
    }
    List<NodeTemplate> nodes = new ArrayList<>();
    long readyAfter = 0;
    for (Fields fields : all) {
      readyAfter = Math.max(readyAfter, fields.durationNanos("readyAfter", 0));
      NodeTemplate template = Selections.nodes(fields);
      if (template != null) {
        targets.createdNodes(template);
        nodes.add(template);
      }
    }
    return new StepAction.CreateNodes(nodes, readyAfter);
  }

  private ActionReader nodes(StepAction.OnNodes.NodeVerb verb) {
    return (step, word) -> {
      Fields fields = step.map(word);
      if (fields == null) {
        return null;
      }
      var filter = Selections.nodeFilter(fields);
      targets.expectNode(fields, filter.name());
      fields.finish();
      return new StepAction.OnNodes(verb, filter);
    };
  }

  private @Nullable StepAction setNodeReady(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    boolean ready = fields.flag("ready", true);
    boolean dead = fields.flag("dead", false);
    var filter = Selections.nodeFilter(fields);
    targets.expectNode(fields, filter.name());
    fields.finish();
    StepAction.OnNodes.NodeVerb verb =
        dead
            ? StepAction.OnNodes.NodeVerb.SET_DEAD
            : ready
                ? StepAction.OnNodes.NodeVerb.SET_READY
                : StepAction.OnNodes.NodeVerb.SET_NOT_READY;
    return new StepAction.OnNodes(verb, filter);
  }

  private @Nullable StepAction eksctl(Fields step, String word) {
    Fields fields = step.map(word);
    EksctlCluster cluster = fields == null ? null : configs.read(fields);
    if (cluster == null) {
      return null;
    }
    cluster.fargateProfiles().forEach(profile -> targets.createdProfile(null, profile));
    cluster.nodeGroups().forEach(targets::createdNodes);
    for (EksctlCluster.Addon addon : cluster.addons()) {
      addon.objects().forEach(targets::created);
    }
    return new StepAction.EksctlCreateCluster(cluster);
  }

  private @Nullable StepAction setMetric(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    String namespace = fields.text("namespace", DEFAULT_NAMESPACE);
    String name = fields.requiredText("name", "name the metric");
    JsonNode raw = fields.raw("value");
    String failure = raw == null ? ExternalMetric.NOT_FOUND : failureOf(raw.asText());
    Quantity value = failure != null ? null : Selections.quantity(fields, "value");
    fields.finish();
    return name == null ? null : new StepAction.SetMetric(namespace, name, value, failure);
  }

  private static @Nullable String failureOf(String value) {
    return switch (value) {
      case ExternalMetric.NOT_FOUND, ExternalMetric.ERROR, ExternalMetric.HANG -> value;
      default -> null;
    };
  }

  private @Nullable StepAction recreate(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    PodFilter filter = chosen(fields);
    boolean pending = fields.flag("pending", false);
    fields.finish();
    return new StepAction.RecreatePods(filter, pending);
  }

  private PodFilter chosen(Fields fields) {
    PodFilter filter = Selections.pods(fields);
    if (filter.namespace() == null && filter.node() == null) {
      fields.missing("namespace", "say in which namespace");
    }
    targets.expectNamespace(fields, filter.namespace());
    return filter;
  }

  private @Nullable StepAction patchPods(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    PodFilter filter = chosen(fields);
    ObjectPatch patch = change(fields);
    fields.finish();
    return patch == null ? null : new StepAction.PatchPods(filter, patch);
  }

  private @Nullable ObjectPatch change(Fields fields) {
    JsonNode merge = fields.raw("merge");
    JsonNode json = fields.raw("json");
    JsonNode strategic = fields.raw("strategic");
    ObjectPatch patch =
        merge != null
            ? patches.merge(merge)
            : json != null
                ? patches.json(json)
                : strategic != null ? patches.strategic(strategic) : null;
    if (patch == null) {
      fields.missing("merge", "give the change as merge:, json: or strategic:");
    }
    return patch;
  }

  private @Nullable StepAction helm(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    String release = fields.requiredText("release", "name the release, as in helm install NAME");
    List<AppliedObject> objects = fileObjects(fields);
    boolean waits = fields.flag("wait", false);
    boolean atomic = fields.flag("atomic", false);
    long timeout = fields.durationNanos("timeout", DEFAULT_HELM_TIMEOUT_NANOS);
    fields.finish();
    return release == null
        ? null
        : new StepAction.HelmInstall(release, objects, waits || atomic, atomic, timeout);
  }

  private List<AppliedObject> fileObjects(Fields fields) {
    List<AppliedObject> objects = new ArrayList<>();
    String namespace = fields.text("namespace", DEFAULT_NAMESPACE);
    applyItems(fields, "files", namespace, objects);
    applyItems(fields, "objects", namespace, objects);
    objects.forEach(applied -> targets.created(applied.object()));
    return objects;
  }

  private @Nullable StepAction addon(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    String name = fields.requiredText("name", "name the add-on, as in coredns");
    List<AppliedObject> objects = fileObjects(fields);
    String computeType = fields.text("computeType");
    long timeout = fields.durationNanos("timeout", DEFAULT_ADDON_TIMEOUT_NANOS);
    fields.finish();
    if (name != null && objects.isEmpty()) {
      List<KubeObject> own = configs.addon(name);
      if (own.isEmpty()) {
        fields.missing(
            "files", "add-on \"" + name + "\" is not bundled: give its files or objects");
      }
      own.forEach(targets::created);
      own.forEach(object -> objects.add(AppliedObject.of(object)));
    }
    boolean fargate = computeType != null && computeType.equalsIgnoreCase("fargate");
    return name == null
        ? null
        : new StepAction.CreateAddon(
            name,
            fargate
                ? objects.stream()
                    .map(applied -> AppliedObject.of(ConfigReading.onFargate(applied.object())))
                    .toList()
                : objects,
            timeout);
  }
}
