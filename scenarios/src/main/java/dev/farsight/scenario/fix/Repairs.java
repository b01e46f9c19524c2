package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.result.PodOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Remedies that can be used now, aimed at the pods of one cause. */
final class Repairs {

  private static final int MAX_SELECTORS = 5;

  /** What must come after a change waits so long: a pod's usual grace period. */
  private static final int AFTER_CHANGE_SECONDS = 30;

  private final Situation situation;
  private final List<PodOutcome> pods;

  Repairs(Situation situation, List<PodOutcome> pods) {
    this.situation = situation;
    this.pods = pods;
  }

  /** Returns a remedy aimed at the pods, or null if it does not apply to them. */
  @Nullable Part part(Remedy remedy) {
    return switch (remedy) {
      case WAIT -> part(remedy, "", Part.Stage.SETUP, (root, moment) -> {});
      case CREATE_PROFILE, WIDEN_SELECTOR -> createProfile(remedy);
      case ROLLOUT_RESTART -> rolloutRestart();
      case DELETE_PODS -> new PodRemaking(situation, pods).part();
      case ADD_TOLERATION -> addToleration();
      case ADD_NODE_GROUP -> new CapacityRepairs(situation, pods).addNodeGroup();
      case ADD_SUBNET -> new CapacityRepairs(situation, pods).addSubnet();
      case RAISE_RESOURCE_QUOTA, SET_REQUESTS, SCALE_DOWN ->
          new QuotaRepairs(situation).part(remedy, pods);
      case JOB_TTL -> new JobRepairs(situation).timeToLive();
      default -> ofTemplate(remedy);
    };
  }

  private @Nullable Part ofTemplate(Remedy remedy) {
    return switch (remedy) {
      case ADD_LABELS -> addLabels();
      case REMOVE_EC2_ANNOTATION ->
          merge(
              remedy,
              "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
                  + "{\"eks.amazonaws.com/compute-type\":null}}}}}");
      case KEEP_ON_EC2 ->
          merge(
              remedy,
              "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
                  + "{\"eks.amazonaws.com/compute-type\":\"ec2\"}}}}}");
      case DROP_NODE_SELECTOR ->
          merge(remedy, "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":null}}}}");
      case DROP_SCHEDULER_NAME ->
          merge(remedy, "{\"spec\":{\"template\":{\"spec\":{\"schedulerName\":null}}}}");
      case DAEMONSET_AFFINITY ->
          merge(
              remedy,
              Set.of("DaemonSet"),
              "{\"spec\":{\"template\":{\"spec\":{\"affinity\":{\"nodeAffinity\":"
                  + "{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":"
                  + "[{\"matchExpressions\":[{\"key\":\"eks.amazonaws.com/compute-type\","
                  + "\"operator\":\"NotIn\",\"values\":[\"fargate\"]}]}]}}}}}}}");
      case REMOVE_UNSUPPORTED_FIELDS -> json(remedy, TemplatePatches::supported);
      case REQUESTS_EQUAL_LIMITS -> json(remedy, TemplatePatches::requestsEqualLimits);
      case REDUCE_REQUESTS -> json(remedy, TemplatePatches::smallerRequests);
      case REQUEST_STORAGE -> json(remedy, workload -> TemplatePatches.storage(workload, "100Gi"));
      case CHANGE_PORT -> json(remedy, TemplatePatches::otherPort);
      default -> new SurroundingsRepairs(situation, pods).part(remedy);
    };
  }

  static Part part(
      Remedy remedy, String target, Part.Stage stage, Part.Edit edit, String... commands) {
    return new Part(remedy.id(), remedy, target, List.of(commands), stage, 0, edit);
  }

  private Set<String> namespaces() {
    Set<String> namespaces = new LinkedHashSet<>();
    pods.forEach(pod -> namespaces.add(pod.namespace()));
    return namespaces;
  }

  private @Nullable Part createProfile(Remedy remedy) {
    List<String> namespaces = List.copyOf(namespaces());
    if (namespaces.isEmpty() || namespaces.size() > MAX_SELECTORS) {
      return null;
    }
    String name = situation.freshProfileName("fp-" + namespaces.get(0));
    List<FargateProfileSelector> selectors =
        namespaces.stream().map(n -> new FargateProfileSelector(n, Map.of())).toList();
    BusyProfiles busy = new BusyProfiles(situation);
    List<String> commands = new ArrayList<>(busy.commands());
    commands.addAll(
        ProfileCommands.create(situation.scenario().spec().cluster().name(), name, selectors));
    return new Part(
        remedy.id(),
        remedy,
        String.join("; ", namespaces.stream().map(n -> "namespace " + n).toList()),
        commands,
        Part.Stage.SETUP,
        0,
        (root, moment) -> {
          moment.waits(busy.waitSeconds());
          ObjectNode create = moment.profileStep(root, name).putObject("createFargateProfile");
          create.put("name", name);
          ArrayNode written = create.putArray("selectors");
          namespaces.forEach(namespace -> written.addObject().put("namespace", namespace));
        });
  }

  /** A workload that a step can name. */
  private record Target(String kind, String namespace, String name) {

    String text() {
      return namespace + "/" + name;
    }

    String owner() {
      return kind.toLowerCase(java.util.Locale.ROOT) + "/" + name;
    }

    ObjectNode put(ObjectNode into) {
      return into.put("kind", kind).put("namespace", namespace).put("name", name);
    }
  }

  private List<Target> targets(Set<String> kinds) {
    Set<Target> targets = new LinkedHashSet<>();
    for (PodOutcome pod : pods) {
      String owner = pod.owner();
      int slash = owner == null ? -1 : owner.indexOf('/');
      if (owner != null && slash > 0 && kinds.contains(owner.substring(0, slash))) {
        targets.add(
            new Target(owner.substring(0, slash), pod.namespace(), owner.substring(slash + 1)));
      }
    }
    return List.copyOf(targets);
  }

  private static String texts(List<Target> targets) {
    return String.join("; ", targets.stream().map(Target::text).toList());
  }

  private static final Set<String> ROLLED = Set.of("Deployment", "StatefulSet", "DaemonSet");

  private @Nullable Part rolloutRestart() {
    List<Target> targets = targets(ROLLED);
    if (targets.isEmpty()) {
      return null;
    }
    return new Part(
        Remedy.ROLLOUT_RESTART.id(),
        Remedy.ROLLOUT_RESTART,
        texts(targets),
        targets.stream()
            .map(t -> "kubectl rollout restart " + t.owner() + " -n " + t.namespace())
            .toList(),
        Part.Stage.RECREATE,
        0,
        (root, moment) ->
            targets.forEach(t -> t.put(moment.step(root, 0).putObject("rolloutRestart"))));
  }

  /** Returns whether nothing makes a pod anew, also nothing that only was not dumped. */
  static boolean isBare(PodOutcome pod) {
    return pod.owner() == null && !pod.story().annotations().containsKey(WellKnown.ABSENT_OWNER);
  }

  private Part addToleration() {
    List<String> namespaces = List.copyOf(namespaces());
    return new Part(
        Remedy.ADD_TOLERATION.id(),
        Remedy.ADD_TOLERATION,
        "pods of " + String.join(", ", namespaces) + ", in place",
        tolerating(),
        Part.Stage.SETUP,
        0,
        (root, moment) -> {
          for (String namespace : namespaces) {
            ObjectNode patch = moment.step(root, 0).putObject("patchPods");
            patch.put("namespace", namespace);
            patch
                .putArray("json")
                .addObject()
                .put("op", "add")
                .put("path", "/spec/tolerations/-")
                .putObject("value")
                .put("key", WellKnown.COMPUTE_TYPE)
                .put("operator", "Equal")
                .put("value", WellKnown.FARGATE)
                .put("effect", WellKnown.NO_SCHEDULE);
          }
        });
  }

  /** Returns the command for each pod, with its name. */
  private List<String> tolerating() {
    String command = Remedy.ADD_TOLERATION.command();
    return pods.stream()
        .map(
            pod ->
                command.replace(" POD -n NS ", " " + pod.name() + " -n " + pod.namespace() + " "))
        .toList();
  }

  private @Nullable Part addLabels() {
    List<Target> targets = targets(ROLLED);
    Map<String, String> labels = pods.isEmpty() ? Map.of() : situation.missingLabels(pods.get(0));
    if (targets.isEmpty() || labels.isEmpty()) {
      return null;
    }
    StringBuilder json = new StringBuilder("{\"spec\":{\"template\":{\"metadata\":{\"labels\":{");
    labels.forEach(
        (key, value) ->
            json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                .append("\"" + key + "\":\"" + value + "\""));
    return merge(Remedy.ADD_LABELS, json + "}}}}}");
  }

  private @Nullable Part merge(Remedy remedy, String patch) {
    return merge(remedy, ROLLED, patch);
  }

  private @Nullable Part merge(Remedy remedy, Set<String> kinds, String patch) {
    List<Target> targets = targets(kinds);
    if (targets.isEmpty()) {
      return null;
    }
    List<String> commands = new ArrayList<>();
    List<Part.Edit> edits = new ArrayList<>();
    for (Target t : targets) {
      commands.add(
          "kubectl patch "
              + t.owner()
              + " -n "
              + t.namespace()
              + " --type merge -p '"
              + patch
              + "'");
      edits.add(
          (root, moment) ->
              t.put(moment.step(root, 0).putObject("patch")).set("merge", Trees.parse(patch)));
      deleteBroken(t, commands, edits);
    }
    return recreating(remedy, targets, commands, edits);
  }

  private static Part recreating(
      Remedy remedy, List<Target> targets, List<String> commands, List<Part.Edit> edits) {
    return new Part(
        remedy.id(),
        remedy,
        texts(targets),
        commands,
        Part.Stage.RECREATE,
        0,
        (root, moment) -> edits.forEach(edit -> edit.apply(root, moment)));
  }

  private static String slept(String command) {
    return "sleep " + AFTER_CHANGE_SECONDS + " && " + command;
  }

  /** A StatefulSet waits for its broken pods before it rolls out: they must be deleted by hand. */
  private void deleteBroken(Target target, List<String> commands, List<Part.Edit> edits) {
    if (!target.kind().equals("StatefulSet")) {
      return;
    }
    for (PodOutcome pod : pods) {
      if (("StatefulSet/" + target.name()).equals(pod.owner())
          && pod.namespace().equals(target.namespace())) {
        commands.add(slept("kubectl delete pod " + pod.name() + " -n " + pod.namespace()));
        edits.add(
            (root, moment) ->
                moment
                    .step(root, AFTER_CHANGE_SECONDS)
                    .putObject("deletePods")
                    .put("namespace", pod.namespace())
                    .putArray("names")
                    .add(pod.name()));
      }
    }
  }

  /** Kinds that are patched in place: their controller makes new pods. */
  private static final Set<String> PATCHED =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "CronJob");

  /**
   * Patches templates. Jobs and bare pods cannot be changed in place: they are deleted and applied
   * anew; of a CronJob the Jobs that wait are deleted.
   */
  private @Nullable Part json(Remedy remedy, Function<KubeObject, ArrayNode> patch) {
    Set<String> jobs = new LinkedHashSet<>();
    List<Target> targets = new ArrayList<>(targets(PATCHED));
    targets.addAll(targets(Set.of("Job")));
    for (PodOutcome pod : pods) {
      if (isBare(pod)) {
        targets.add(new Target("Pod", pod.namespace(), pod.name()));
      } else if (pod.owner() != null
          && pod.owner().startsWith("CronJob/")
          && pod.createdNanos() <= situation.momentNanos()) {
        String job = pod.story().ownerChain().get(0);
        jobs.add(pod.namespace() + "/" + job.substring(job.indexOf('/') + 1));
      }
    }
    List<Target> changed = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    List<Part.Edit> edits = new ArrayList<>();
    for (Target t : targets) {
      KubeObject object = situation.object(t.kind(), t.namespace(), t.name());
      ArrayNode operations = object == null ? null : patch.apply(object);
      if (object == null || operations == null || operations.isEmpty()) {
        continue;
      }
      changed.add(t);
      String named = t.owner() + " -n " + t.namespace();
      if (PATCHED.contains(t.kind())) {
        commands.add("kubectl patch " + named + " --type json -p '" + operations + "'");
        edits.add(
            (root, moment) ->
                t.put(moment.step(root, 0).putObject("patch")).set("json", operations.deepCopy()));
        deleteBroken(t, commands, edits);
      } else {
        commands.add(
            "kubectl get "
                + named
                + " -o json"
                + (t.kind().equals("Job") ? " | jq '" + Remade.JQ_OF_A_JOB + "'" : "")
                + " | kubectl patch --local -f - --type json -p '"
                + operations
                + "' -o json | kubectl replace --force -f -");
        ObjectNode remade = Remade.of(object, operations);
        edits.add(
            (root, moment) -> {
              t.put(moment.step(root, 0).putObject("delete"));
              moment.step(root, AFTER_CHANGE_SECONDS).putArray("apply").add(remade.deepCopy());
            });
      }
    }
    if (changed.isEmpty()) {
      return null;
    }
    jobs.forEach(job -> deleteJob(job, commands, edits));
    return recreating(remedy, changed, commands, edits);
  }

  /** Deletes a waiting Job, given as {@code namespace/name}, once its CronJob is changed. */
  private static void deleteJob(String job, List<String> commands, List<Part.Edit> edits) {
    int slash = job.indexOf('/');
    Target t = new Target("Job", job.substring(0, slash), job.substring(slash + 1));
    commands.add(slept("kubectl delete " + t.owner() + " -n " + t.namespace()));
    edits.add((root, moment) -> t.put(moment.step(root, AFTER_CHANGE_SECONDS).putObject("delete")));
  }
}
