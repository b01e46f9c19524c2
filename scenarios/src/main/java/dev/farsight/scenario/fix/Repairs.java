package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.spec.ProfileTemplate;
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
  private static final long NODE_CPU_MILLI = 1_800;
  private static final int NODE_PODS = 25;
  private static final double NODE_USD = 70;

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
      case DELETE_PODS -> deletePods();
      case ADD_TOLERATION -> addToleration();
      case ADD_NODE_GROUP -> addNodeGroup();
      case ADD_SUBNET -> addSubnet();
      case JOB_TTL -> jobTtl();
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
      case DROP_NODE_SELECTOR ->
          merge(remedy, "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":null}}}}");
      case DROP_SCHEDULER_NAME ->
          merge(remedy, "{\"spec\":{\"template\":{\"spec\":{\"schedulerName\":null}}}}");
      case DAEMONSET_AFFINITY ->
          merge(
              remedy,
              "{\"spec\":{\"template\":{\"spec\":{\"affinity\":{\"nodeAffinity\":"
                  + "{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":"
                  + "[{\"matchExpressions\":[{\"key\":\"eks.amazonaws.com/compute-type\","
                  + "\"operator\":\"NotIn\",\"values\":[\"fargate\"]}]}]}}}}}}}");
      case REMOVE_UNSUPPORTED_FIELDS -> json(remedy, TemplatePatches::supported);
      case REQUESTS_EQUAL_LIMITS -> json(remedy, TemplatePatches::requestsEqualLimits);
      case REDUCE_REQUESTS -> json(remedy, TemplatePatches::smallerRequests);
      case REQUEST_STORAGE -> json(remedy, workload -> TemplatePatches.storage(workload, "100Gi"));
      case CHANGE_PORT -> json(remedy, TemplatePatches::otherPort);
      default -> new SurroundingsRepairs(situation).part(remedy);
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
    String name = freshName("fp-" + namespaces.get(0));
    List<String> commands =
        List.of(
            "eksctl create fargateprofile --cluster "
                + situation.scenario().spec().cluster().name()
                + " --name "
                + name
                + namespaces.stream().map(n -> " --namespace " + n).reduce("", String::concat));
    return new Part(
        remedy.id(),
        remedy,
        String.join("; ", namespaces.stream().map(n -> "namespace " + n).toList()),
        commands,
        Part.Stage.SETUP,
        0,
        (root, moment) -> {
          ObjectNode create = moment.profileStep(root, name).putObject("createFargateProfile");
          create.put("name", name);
          ArrayNode selectors = create.putArray("selectors");
          namespaces.forEach(namespace -> selectors.addObject().put("namespace", namespace));
        });
  }

  private String freshName(String wanted) {
    String name = wanted;
    for (int n = 2; situation.profile(name) != null; n++) {
      name = wanted + "-" + n;
    }
    return name;
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
            targets.forEach(t -> t.put(moment.recreateStep(root).putObject("rolloutRestart"))));
  }

  private @Nullable Part deletePods() {
    Set<String> pending = new LinkedHashSet<>();
    for (PodOutcome pod : pods) {
      if (pod.node() == null) {
        pending.add(pod.namespace());
      }
    }
    if (pending.isEmpty()) {
      return null;
    }
    boolean bare = pods.stream().anyMatch(pod -> pod.owner() == null);
    return new Part(
        Remedy.DELETE_PODS.id(),
        Remedy.DELETE_PODS,
        "Pending pods of " + String.join(", ", pending),
        pending.stream()
            .map(
                namespace ->
                    bare
                        ? "kubectl get pod POD -n "
                            + namespace
                            + " -o yaml | kubectl replace --force -f -"
                        : "kubectl delete pod -n "
                            + namespace
                            + " --field-selector status.phase=Pending")
            .toList(),
        Part.Stage.RECREATE,
        0,
        (root, moment) ->
            pending.forEach(
                namespace ->
                    moment
                        .recreateStep(root)
                        .putObject("recreatePods")
                        .put("namespace", namespace)
                        .put("pending", true)));
  }

  private Part addToleration() {
    List<String> namespaces = List.copyOf(namespaces());
    return new Part(
        Remedy.ADD_TOLERATION.id(),
        Remedy.ADD_TOLERATION,
        "pods of " + String.join(", ", namespaces) + ", in place",
        List.of(Remedy.ADD_TOLERATION.command()),
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
    List<Target> targets = targets(ROLLED);
    if (targets.isEmpty()) {
      return null;
    }
    return new Part(
        remedy.id(),
        remedy,
        texts(targets),
        targets.stream()
            .map(
                t ->
                    "kubectl patch "
                        + t.owner()
                        + " -n "
                        + t.namespace()
                        + " --type merge -p '"
                        + patch
                        + "'")
            .toList(),
        Part.Stage.RECREATE,
        0,
        (root, moment) ->
            targets.forEach(
                t ->
                    t.put(moment.recreateStep(root).putObject("patch"))
                        .set("merge", Trees.parse(patch))));
  }

  private @Nullable Part json(Remedy remedy, Function<KubeObject, ArrayNode> patch) {
    List<Target> targets = new ArrayList<>();
    List<ArrayNode> patches = new ArrayList<>();
    for (Target target : targets(ROLLED)) {
      KubeObject object = situation.object(target.kind(), target.namespace(), target.name());
      ArrayNode operations = object == null ? null : patch.apply(object);
      if (operations != null && !operations.isEmpty()) {
        targets.add(target);
        patches.add(operations);
      }
    }
    if (targets.isEmpty()) {
      return null;
    }
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Target t = targets.get(i);
      commands.add(
          "kubectl patch "
              + t.owner()
              + " -n "
              + t.namespace()
              + " --type json -p '"
              + patches.get(i)
              + "'");
    }
    return new Part(
        remedy.id(),
        remedy,
        texts(targets),
        commands,
        Part.Stage.RECREATE,
        0,
        (root, moment) -> {
          for (int i = 0; i < targets.size(); i++) {
            targets
                .get(i)
                .put(moment.recreateStep(root).putObject("patch"))
                .set("json", patches.get(i).deepCopy());
          }
        });
  }

  private Part addNodeGroup() {
    long cpuMilli = pods.stream().mapToLong(pod -> pod.story().cpuMilli()).sum();
    long count =
        Math.max(
            1,
            Math.max(
                -Math.floorDiv(-cpuMilli, NODE_CPU_MILLI),
                -Math.floorDiv(-pods.size(), NODE_PODS)));
    return new Part(
        Remedy.ADD_NODE_GROUP.id(),
        Remedy.ADD_NODE_GROUP,
        count + " m5.large",
        List.of(
            "eksctl create nodegroup --cluster "
                + situation.scenario().spec().cluster().name()
                + " --node-type m5.large --nodes "
                + count),
        Part.Stage.SETUP,
        NODE_USD * count,
        (root, moment) ->
            moment
                .step(root, 0)
                .putObject("createNodes")
                .put("name", "fix-" + namespaces().iterator().next())
                .put("count", count)
                .put("instanceType", "m5.large")
                .put("readyAfter", Remedy.ADD_NODE_GROUP.delaySeconds() + "s"));
  }

  private @Nullable Part addSubnet() {
    String name = null;
    for (PodOutcome pod : pods) {
      name = pod.admission().profile() == null ? name : pod.admission().profile();
    }
    ProfileTemplate old = situation.profile(name);
    if (old == null) {
      return null;
    }
    String fresh = freshName(old.name() + "-zones");
    List<String> zones = situation.otherZones(old.spec().subnets());
    return part(
        Remedy.ADD_SUBNET,
        "profile " + old.name() + ": zones " + String.join(", ", zones),
        Part.Stage.SETUP,
        (root, moment) -> {
          ObjectNode create = moment.profileStep(root, fresh).putObject("createFargateProfile");
          create.put("name", fresh);
          ArrayNode selectors = create.putArray("selectors");
          for (FargateProfileSelector selector : old.spec().selectors()) {
            ObjectNode one = selectors.addObject().put("namespace", selector.namespace());
            if (!selector.labels().isEmpty()) {
              ObjectNode labels = one.putObject("labels");
              selector.labels().forEach(labels::put);
            }
          }
          ArrayNode subnets = create.putArray("subnets");
          for (String zone : zones) {
            subnets.addObject().put("id", "private-" + zone).put("zone", zone);
          }
          for (FargateSubnet subnet : old.spec().subnets()) {
            ObjectNode one = subnets.addObject();
            if (subnet.subnetId() != null) {
              one.put("id", subnet.subnetId());
            }
            if (subnet.zone() != null) {
              one.put("zone", subnet.zone());
            }
            if (subnet.freeIps() != null) {
              one.put("freeIps", subnet.freeIps());
            }
            if (subnet.nat() != null) {
              one.put("nat", subnet.nat());
            }
          }
          moment.recreateStep(root).putObject("deleteFargateProfile").put("name", old.name());
        },
        "aws eks create-fargate-profile --fargate-profile-name "
            + fresh
            + " --subnets ... (zones "
            + String.join(", ", zones)
            + ")",
        "aws eks delete-fargate-profile --fargate-profile-name " + old.name());
  }

  private @Nullable Part jobTtl() {
    List<Target> jobs = new ArrayList<>();
    for (PodOutcome pod : situation.run().pods()) {
      String owner = pod.owner();
      boolean ended =
          pod.state() == dev.farsight.sim.result.PodState.SUCCEEDED
              || pod.state() == dev.farsight.sim.result.PodState.FAILED;
      for (String link : ended && owner != null ? pod.story().ownerChain() : List.<String>of()) {
        if (link.startsWith("Job/")) {
          Target job = new Target("Job", pod.namespace(), link.substring("Job/".length()));
          if (!jobs.contains(job)) {
            jobs.add(job);
          }
        }
      }
    }
    if (jobs.isEmpty()) {
      return null;
    }
    return new Part(
        Remedy.JOB_TTL.id(),
        Remedy.JOB_TTL,
        jobs.size() > 3 ? jobs.size() + " Jobs" : texts(jobs),
        jobs.stream()
            .map(
                job ->
                    "kubectl patch job "
                        + job.name()
                        + " -n "
                        + job.namespace()
                        + " --type merge -p '{\"spec\":{\"ttlSecondsAfterFinished\":60}}'")
            .toList(),
        Part.Stage.SETUP,
        0,
        (root, moment) ->
            jobs.forEach(
                job ->
                    job.put(moment.step(root, 0).putObject("patch"))
                        .set("merge", Trees.parse("{\"spec\":{\"ttlSecondsAfterFinished\":60}}"))));
  }
}
