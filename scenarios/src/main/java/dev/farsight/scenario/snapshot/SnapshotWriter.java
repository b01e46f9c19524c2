package dev.farsight.scenario.snapshot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.manifest.ClusterSource;
import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.scenario.manifest.KubeWriter;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.manifest.ProfileSource;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Taint;
import java.util.List;
import java.util.Map;

/**
 * Writes what was read as one snapshot that {@code cluster.from} takes back: a List of the objects
 * and a ClusterConfig with name, region, version, profiles and node groups.
 *
 * <p>Only fields of a white list are written: those that the model's records have. Of annotations
 * only those that steer something are kept, of KEDA objects only numbers and names that scaling
 * needs. Values of variables, arguments, Secrets, ConfigMaps and the last applied configuration are
 * never even read.
 */
public final class SnapshotWriter {

  /** Beginnings of annotations whose values decide something and hold no secret. */
  private static final List<String> ANNOTATIONS =
      List.of(
          "deployment.kubernetes.io/revision",
          "deployment.kubernetes.io/desired-replicas",
          "deployment.kubernetes.io/max-replicas",
          "deprecated.daemonset.template.generation",
          "eks.amazonaws.com/compute-type",
          "eks.amazonaws.com/fargate-profile",
          "CapacityProvisioned",
          "Logging",
          "batch.kubernetes.io/job-completion-index",
          "batch.kubernetes.io/cronjob-scheduled-timestamp",
          "pv.kubernetes.io/bind-completed",
          "pv.kubernetes.io/bound-by-controller",
          "volume.kubernetes.io/selected-node",
          "volume.kubernetes.io/storage-provisioner",
          "volume.beta.kubernetes.io/storage-class",
          "volume.beta.kubernetes.io/storage-provisioner",
          "storageclass.kubernetes.io/is-default-class",
          "cluster-autoscaler.kubernetes.io/safe-to-evict",
          "controller.kubernetes.io/pod-deletion-cost");

  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  /** Returns a snapshot of what a starting state was made of. */
  public ObjectNode write(StartingState state) {
    ObjectNode list = nodes.objectNode();
    list.put("apiVersion", "v1").put("kind", "List");
    if (state.live()) {
      list.putObject("metadata")
          .putObject("annotations")
          .put(DumpClock.DUMPED_AT, state.origin().toString());
    }
    ArrayNode items = list.putArray("items");
    Inputs inputs = state.inputs();
    if (!inputs.profiles().isEmpty()
        || !inputs.nodeGroups().isEmpty()
        || !inputs.clusters().isEmpty()) {
      items.add(cluster(state));
    }
    KubeWriter writer = new KubeWriter(state.origin());
    for (ManifestObject object : inputs.objects()) {
      ObjectNode written = writer.write(object.object());
      keepKnownAnnotations(written);
      ScalerFields.keepNumbers(written);
      items.add(written);
    }
    return list;
  }

  /** Leaves out all annotations that are not on the list, of the object and of its templates. */
  private static void keepKnownAnnotations(ObjectNode node) {
    if (node.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.retain(ANNOTATIONS);
      if (annotations.isEmpty()) {
        ((ObjectNode) node.get("metadata")).remove("annotations");
      }
    }
    for (String part : new String[] {"spec", "template", "jobTemplate", "jobTargetRef"}) {
      if (node.path(part) instanceof ObjectNode inner) {
        keepKnownAnnotations(inner);
      }
    }
  }

  private ObjectNode cluster(StartingState state) {
    Inputs inputs = state.inputs();
    ObjectNode config = nodes.objectNode();
    config.put("apiVersion", "eksctl.io/v1alpha5").put("kind", "ClusterConfig");
    ObjectNode metadata = config.putObject("metadata");
    ClusterSource first = inputs.clusters().isEmpty() ? null : inputs.clusters().get(0);
    String name = first == null ? state.name() : first.name();
    metadata.put("name", name == null ? "" : name);
    if (state.region() != null) {
      metadata.put("region", state.region());
    }
    KubernetesVersion version = state.version();
    if (version != null) {
      metadata.put("version", version.toString());
    }
    ArrayNode profiles = config.putArray("fargateProfiles");
    for (ProfileSource profile : inputs.profiles()) {
      profiles.add(profile(profile));
    }
    ArrayNode groups = config.putArray("nodeGroups");
    for (NodeGroupSource group : inputs.nodeGroups()) {
      groups.add(group(group));
    }
    return config;
  }

  private ObjectNode profile(ProfileSource profile) {
    ObjectNode written = nodes.objectNode();
    written.put("name", profile.name()).put("status", profile.status());
    if (profile.createdAt() != null) {
      written.put("createdAt", profile.createdAt().toString());
    }
    ArrayNode selectors = written.putArray("selectors");
    for (FargateProfileSelector selector : profile.spec().selectors()) {
      ObjectNode one = selectors.addObject().put("namespace", selector.namespace());
      putTexts(one, "labels", selector.labels());
    }
    ArrayNode subnets = written.putArray("subnets");
    for (FargateSubnet subnet : profile.spec().subnets()) {
      ObjectNode one = subnets.addObject();
      one.put("subnetId", subnet.subnetId());
      one.put("zone", subnet.zone());
      one.put("freeIps", subnet.freeIps());
    }
    return written;
  }

  private ObjectNode group(NodeGroupSource group) {
    ObjectNode written = nodes.objectNode();
    written.put("name", group.name()).put("desiredCapacity", group.count());
    written.put("instanceType", group.instanceType() == null ? "mixed" : group.instanceType());
    putTexts(written, "labels", group.labels());
    if (group.maxPods() != null) {
      written.put("maxPodsPerNode", group.maxPods());
    }
    if (!group.zones().isEmpty()) {
      ArrayNode zones = written.putArray("availabilityZones");
      group.zones().forEach(zones::add);
    }
    ArrayNode taints = written.putArray("taints");
    for (Taint taint : group.taints()) {
      taints
          .addObject()
          .put("key", taint.key())
          .put("value", taint.value())
          .put("effect", taint.effect());
    }
    return written;
  }

  private static void putTexts(ObjectNode owner, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode map = owner.putObject(name);
      texts.forEach(map::put);
    }
  }
}
