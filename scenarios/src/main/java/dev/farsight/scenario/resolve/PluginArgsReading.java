package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.manifest.RecordReader;
import dev.farsight.sim.kube.NodeAffinity;
import dev.farsight.sim.kube.TopologySpreadConstraint;
import dev.farsight.sim.process.scheduler.cycle.InTreePlugins;
import dev.farsight.sim.spec.scheduler.DefaultPreemptionArgs;
import dev.farsight.sim.spec.scheduler.InterPodAffinityArgs;
import dev.farsight.sim.spec.scheduler.NodeAffinityArgs;
import dev.farsight.sim.spec.scheduler.NodeResourcesFitArgs;
import dev.farsight.sim.spec.scheduler.PluginArgs;
import dev.farsight.sim.spec.scheduler.PodTopologySpreadArgs;
import dev.farsight.sim.spec.scheduler.ScoringStrategy;
import dev.farsight.sim.spec.scheduler.ScoringStrategy.ResourceSpec;
import dev.farsight.sim.spec.scheduler.ScoringStrategy.ShapePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the arguments of plugins, {@code pluginConfig} of a profile, as kube-scheduler checks them.
 */
final class PluginArgsReading {

  private static final long MAX_SECONDS = 1_000_000;

  private final Fields profile;
  private PluginArgs args = PluginArgs.DEFAULT;

  PluginArgsReading(Fields profile) {
    this.profile = profile;
  }

  PluginArgs read() {
    Set<String> seen = new LinkedHashSet<>();
    for (Fields each : profile.maps("pluginConfig")) {
      String name = each.requiredText("name", "name the plugin whose arguments follow");
      Fields fields = each.map("args");
      each.finish();
      if (name != null && !seen.add(name)) {
        each.error(
            IssueCode.DUPLICATE_NAME, "name", "the arguments of " + name + " are there twice", "");
      }
      if (name != null && fields != null) {
        checkKind(name, fields);
        readArgs(name, each, fields);
      }
    }
    return args;
  }

  private static void checkKind(String plugin, Fields fields) {
    fields.raw("apiVersion");
    String kind = fields.text("kind");
    if (kind != null && !kind.equals(plugin + "Args")) {
      fields.error(
          IssueCode.VALUE_NOT_ALLOWED,
          "kind",
          "\"" + kind + "\" are no arguments of " + plugin,
          "write kind: " + plugin + "Args, or leave it out");
    }
  }

  private void readArgs(String name, Fields each, Fields fields) {
    switch (name) {
      case "NodeAffinity" -> nodeAffinity(fields);
      case "NodeResourcesFit" -> nodeResourcesFit(fields);
      case "NodeResourcesBalancedAllocation" -> balancedAllocation(fields);
      case "PodTopologySpread" -> podTopologySpread(fields);
      case "InterPodAffinity" -> interPodAffinity(fields);
      case "DefaultPreemption" -> defaultPreemption(fields);
      case "VolumeBinding" -> fields.wholeNumber("bindTimeoutSeconds", 0, MAX_SECONDS);
      case "DynamicResources" -> {
        fields.raw("filterTimeout");
        fields.raw("bindingTimeout");
      }
      default -> {
        boolean known = !InTreePlugins.pointsOf(name).isEmpty();
        each.error(
            known ? IssueCode.UNKNOWN_FIELD : IssueCode.VALUE_NOT_ALLOWED,
            "name",
            known
                ? "plugin \"" + name + "\" has no arguments"
                : "there is no plugin \"" + name + "\" to simulate",
            known ? "" : DidYouMean.hint(name, InTreePlugins.names(), ""));
        return;
      }
    }
    fields.finish();
  }

  private RecordReader records(Fields fields) {
    return new RecordReader(fields.document(), fields.issues(), Instant.EPOCH);
  }

  private void nodeAffinity(Fields fields) {
    JsonNode affinity = fields.raw("addedAffinity");
    if (affinity != null) {
      NodeAffinity added =
          records(fields).read(NodeAffinity.class, affinity, fields.pathOf("addedAffinity"));
      args = args.withNodeAffinity(new NodeAffinityArgs(added));
    }
  }

  private void interPodAffinity(Fields fields) {
    Long weight = fields.wholeNumber("hardPodAffinityWeight", 0, 100);
    boolean ignores = fields.flag("ignorePreferredTermsOfExistingPods", false);
    args =
        args.withInterPodAffinity(
            new InterPodAffinityArgs(weight == null ? 1 : weight.intValue(), ignores));
  }

  private void defaultPreemption(Fields fields) {
    Long percentage = fields.wholeNumber("minCandidateNodesPercentage", 0, 100);
    Long absolute = fields.wholeNumber("minCandidateNodesAbsolute", 0, Integer.MAX_VALUE);
    DefaultPreemptionArgs defaults = DefaultPreemptionArgs.DEFAULT;
    DefaultPreemptionArgs read =
        new DefaultPreemptionArgs(
            percentage == null ? defaults.minCandidateNodesPercentage() : percentage.intValue(),
            absolute == null ? defaults.minCandidateNodesAbsolute() : absolute.intValue());
    if (read.minCandidateNodesPercentage() == 0 && read.minCandidateNodesAbsolute() == 0) {
      fields.error(
          IssueCode.FIELD_CONFLICT,
          "minCandidateNodesPercentage and minCandidateNodesAbsolute cannot both be 0",
          "");
      return;
    }
    args = args.withDefaultPreemption(read);
  }

  private void podTopologySpread(Fields fields) {
    String type = fields.oneOf("defaultingType", List.of("System", "List"));
    List<TopologySpreadConstraint> constraints = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Fields each : fields.maps("defaultConstraints")) {
      each.wholeNumber("maxSkew", 1, Integer.MAX_VALUE);
      String key = each.requiredText("topologyKey", "name a node label");
      String action = each.oneOf("whenUnsatisfiable", List.of("DoNotSchedule", "ScheduleAnyway"));
      if (action == null && !each.has("whenUnsatisfiable")) {
        each.missing("whenUnsatisfiable", "DoNotSchedule or ScheduleAnyway");
      }
      if (!each.has("maxSkew")) {
        each.missing("maxSkew", "a number of pods, at least 1");
      }
      if (each.has("labelSelector")) {
        each.error(
            IssueCode.FIELD_CONFLICT,
            "labelSelector",
            "a default constraint has no labelSelector: it is deduced for each pod",
            "");
      } else if (!seen.add(key + "/" + action)) {
        each.error(IssueCode.DUPLICATE_NAME, "the constraint is there twice", "");
      }
      constraints.add(
          records(fields).read(TopologySpreadConstraint.class, each.node(), each.path()));
    }
    if (!constraints.isEmpty() && !"List".equals(type)) {
      fields.error(
          IssueCode.FIELD_CONFLICT,
          "defaultConstraints",
          "defaultConstraints need defaultingType: List",
          "");
      return;
    }
    args = args.withPodTopologySpread(new PodTopologySpreadArgs(!"List".equals(type), constraints));
  }

  private void balancedAllocation(Fields fields) {
    List<ResourceSpec> resources = resources(fields, 1);
    if (!resources.isEmpty()) {
      args = args.withBalancedAllocationResources(resources);
    }
  }

  private static List<ResourceSpec> resources(Fields fields, long maxWeight) {
    List<ResourceSpec> resources = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Fields each : fields.maps("resources")) {
      String name = each.requiredText("name", "name a resource such as cpu");
      Long weight = each.wholeNumber("weight", 0, maxWeight);
      each.finish();
      if (name != null) {
        if (!seen.add(name)) {
          each.error(IssueCode.DUPLICATE_NAME, "name", "\"" + name + "\" is there twice", "");
        }
        resources.add(new ResourceSpec(name, weight == null || weight == 0 ? 1 : weight));
      }
    }
    return resources;
  }

  private void nodeResourcesFit(Fields fields) {
    List<String> ignored = fields.texts("ignoredResources");
    List<String> groups = fields.texts("ignoredResourceGroups");
    for (String group : groups) {
      if (group.contains("/")) {
        fields.error(
            IssueCode.VALUE_NOT_ALLOWED,
            "ignoredResourceGroups",
            "the resource group \"" + group + "\" contains a slash",
            "write what stands before the slash");
      }
    }
    Fields strategy = fields.map("scoringStrategy");
    args =
        args.withNodeResourcesFit(
            new NodeResourcesFitArgs(
                ignored,
                groups,
                strategy == null ? ScoringStrategy.DEFAULT : scoringStrategy(strategy)));
  }

  private static ScoringStrategy scoringStrategy(Fields fields) {
    String type =
        fields.oneOf(
            "type", List.of("LeastAllocated", "MostAllocated", "RequestedToCapacityRatio"));
    if (!fields.has("type")) {
      fields.missing("type", "LeastAllocated, MostAllocated or RequestedToCapacityRatio");
    }
    List<ResourceSpec> resources = resources(fields, 100);
    Fields ratio = fields.map("requestedToCapacityRatio");
    List<ShapePoint> shape = ratio == null ? List.of() : shape(ratio);
    boolean wantsShape = "RequestedToCapacityRatio".equals(type);
    if (wantsShape && ratio == null) {
      fields.missing("requestedToCapacityRatio", "give its shape");
    } else if (!wantsShape && ratio != null) {
      fields.error(
          IssueCode.FIELD_CONFLICT,
          "requestedToCapacityRatio",
          "only for type: RequestedToCapacityRatio",
          "");
    }
    fields.finish();
    return new ScoringStrategy(
        wantsShape
            ? ScoringStrategy.Type.REQUESTED_TO_CAPACITY_RATIO
            : "MostAllocated".equals(type)
                ? ScoringStrategy.Type.MOST_ALLOCATED
                : ScoringStrategy.Type.LEAST_ALLOCATED,
        resources.isEmpty() ? ScoringStrategy.CPU_AND_MEMORY : resources,
        shape);
  }

  private static List<ShapePoint> shape(Fields ratio) {
    List<ShapePoint> points = new ArrayList<>();
    for (Fields each : ratio.maps("shape")) {
      Long utilization = each.wholeNumber("utilization", 0, 100);
      Long score = each.wholeNumber("score", 0, 10);
      each.finish();
      int at = utilization == null ? 0 : utilization.intValue();
      if (!points.isEmpty() && points.get(points.size() - 1).utilization() >= at) {
        each.error(
            IssueCode.BAD_NUMBER,
            "utilization",
            "utilizations must increase from point to point",
            "");
      }
      points.add(new ShapePoint(at, score == null ? 0 : score.intValue()));
    }
    if (points.isEmpty()) {
      ratio.missing("shape", "a list of points, as in {utilization: 0, score: 0}");
    }
    ratio.finish();
    return points;
  }
}
