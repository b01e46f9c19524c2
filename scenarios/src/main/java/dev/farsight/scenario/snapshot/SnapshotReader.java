package dev.farsight.scenario.snapshot;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ClusterSource;
import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.manifest.ProfileSource;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.Place;
import dev.farsight.sim.kube.ControllerRevision;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileStatus;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ProfileTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads dumps of a live cluster, manifests, and clusters and profiles of any notation, into the
 * starting state of a run. Give it the documents one by one, then ask for the {@link
 * StartingState}.
 */
public final class SnapshotReader {

  /** Kinds that others refer to, in the order in which they are put into the cluster. */
  private static final List<Kind<?>> FIRST =
      List.of(
          Kinds.NAMESPACE,
          Kinds.FAULT,
          Kinds.FARGATE_PROFILE,
          Kinds.PRIORITY_CLASS,
          Kinds.STORAGE_CLASS,
          Kinds.PERSISTENT_VOLUME,
          Kinds.PERSISTENT_VOLUME_CLAIM,
          Kinds.NODE,
          Kinds.LIMIT_RANGE,
          Kinds.RESOURCE_QUOTA,
          Kinds.SERVICE,
          Kinds.DEPLOYMENT,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.CRON_JOB,
          Kinds.REPLICA_SET,
          Kinds.JOB,
          Kinds.CONTROLLER_REVISION);

  private final Instant fallbackOrigin;
  private final Issues issues;
  private final ManifestReader manifests;
  private final DumpClock clock = new DumpClock();
  private @Nullable Place first;

  /**
   * Creates a reader.
   *
   * @param fallbackOrigin instant of the wall clock at 0s if no live object tells another
   * @param namespace namespace of objects that name none
   * @param issues where to report
   */
  public SnapshotReader(Instant fallbackOrigin, String namespace, Issues issues) {
    this.fallbackOrigin = fallbackOrigin;
    this.issues = issues;
    this.manifests = new ManifestReader(fallbackOrigin, namespace, issues);
  }

  /** Takes a document of any kind that {@link ManifestReader} knows; its tree is not kept. */
  public void read(Document document) {
    if (ManifestReader.isScenario(document.root())) {
      issues.add(
          document.issue(
              IssueCode.NOT_A_MANIFEST,
              JsonPath.ROOT,
              "this is a scenario, not the state of a cluster",
              "farsight run, fix and why --scenario take it"));
    }
    clock.look(document);
    manifests.read(document);
    if (first == null) {
      first = document.place(JsonPath.ROOT);
    }
  }

  /** Returns the starting state that all documents together describe. */
  public StartingState state() {
    Instant dumped = dumpedAt();
    Instant origin = dumped == null ? fallbackOrigin : dumped;
    long seconds = origin.getEpochSecond() - fallbackOrigin.getEpochSecond();
    Inputs inputs = manifests.inputs().countedFrom(seconds);
    List<KubeObject> objects = new ArrayList<>(Lineage.complete(inputs.objects(), issues));
    Collection<ControllerRevision> revisions = SetRevisions.of(objects);
    objects.removeIf(object -> object.kind() == Kinds.CONTROLLER_REVISION);
    objects.addAll(revisions);
    List<Node> bound = BoundNodes.of(objects);
    reportMadeNodes(bound);
    objects.addAll(bound);
    objects.addAll(Symptoms.of(objects));
    objects.addAll(Symptoms.crashes(objects));
    objects.addAll(Refusals.of(objects));
    List<ProfileTemplate> active = new ArrayList<>();
    for (ProfileSource profile : inputs.profiles()) {
      Instant told = dumped == null ? null : profile.createdAt();
      Timestamp created =
          told == null || !told.isBefore(origin)
              ? null
              : new Timestamp(Duration.between(origin, told).toNanos());
      if (profile.isActive()) {
        active.add(new ProfileTemplate(profile.name(), profile.spec(), created));
      } else if (!profile.status().endsWith("FAILED")) {
        objects.add(changing(profile, created));
      }
    }
    Set<String> described = new TreeSet<>();
    inputs.profiles().forEach(profile -> described.add(profile.name()));
    active.addAll(LabelledProfiles.of(objects, described));
    objects.sort(Comparator.comparingInt(SnapshotReader::rank));
    ClusterSource cluster = inputs.clusters().isEmpty() ? null : inputs.clusters().get(0);
    return new StartingState(
        origin,
        dumped != null,
        name(cluster, inputs),
        region(cluster, inputs),
        version(cluster),
        objects,
        active,
        nodeGroups(inputs, objects),
        inputs);
  }

  /** Returns when the dump was taken; profiles were created before, and described no later. */
  private @Nullable Instant dumpedAt() {
    Instant dumped = clock.instant();
    if (dumped == null) {
      return null;
    }
    for (ProfileSource profile : manifests.inputs().profiles()) {
      Instant created = profile.createdAt();
      dumped = created != null && created.isAfter(dumped) ? created : dumped;
    }
    return Instant.ofEpochSecond(dumped.getEpochSecond());
  }

  private static int rank(KubeObject object) {
    int index = FIRST.indexOf(object.kind());
    if (object.kind() == Kinds.EVENT) {
      return FIRST.size() + 2;
    }
    return object.kind() == Kinds.POD ? FIRST.size() : index >= 0 ? index : FIRST.size() + 1;
  }

  private void reportMadeNodes(Collection<Node> made) {
    long ec2 = made.stream().filter(node -> !isFargate(node)).count();
    if (ec2 > 0 && first != null) {
      issues.add(
          first.issue(
              IssueCode.NODES_NOT_THERE,
              "the inputs hold no Node objects; "
                  + ec2
                  + " EC2 nodes of bound pods are taken as full",
              "dump nodes as well: kubectl get nodes -A -o json"));
    }
  }

  private static boolean isFargate(Node node) {
    return WellKnown.FARGATE.equals(node.metadata().labels().get(WellKnown.COMPUTE_TYPE));
  }

  /** Returns a profile that is being created or deleted as the run begins. */
  private static FargateProfile changing(ProfileSource profile, @Nullable Timestamp created) {
    ObjectMeta metadata =
        ObjectMeta.named("", profile.name()).withFinalizers(List.of(WellKnown.FARGATE_PROFILE));
    if (created != null) {
      metadata = metadata.withCreationTimestamp(created);
    }
    if (profile.status().equals("DELETING")) {
      metadata = metadata.withDeletionTimestamp(new Timestamp(0));
    }
    return new FargateProfile(
        metadata, profile.spec(), new FargateProfileStatus(profile.status(), false));
  }

  /** Returns whether a text of a cluster description is a variable that was not substituted. */
  private static boolean isOpen(@Nullable String text) {
    return text == null || text.isEmpty() || text.contains("$") || text.contains("<");
  }

  private static @Nullable String name(@Nullable ClusterSource cluster, Inputs inputs) {
    if (cluster != null && !isOpen(cluster.name())) {
      return cluster.name();
    }
    for (ProfileSource profile : inputs.profiles()) {
      String name = profile.clusterName();
      if (name != null && !isOpen(name)) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String region(@Nullable ClusterSource cluster, Inputs inputs) {
    if (cluster != null && !isOpen(cluster.region())) {
      return cluster.region();
    }
    for (ProfileSource profile : inputs.profiles()) {
      String region = profile.region();
      if (region != null) {
        return region;
      }
    }
    for (ManifestObject object : inputs.objects()) {
      String region =
          object.object() instanceof Node node
              ? node.metadata().labels().get(WellKnown.REGION)
              : null;
      if (region != null) {
        return region;
      }
    }
    return null;
  }

  /** Returns the version of the control plane, or else the newest of a kubelet. */
  private @Nullable KubernetesVersion version(@Nullable ClusterSource cluster) {
    String text = cluster == null ? null : cluster.version();
    KubernetesVersion version = text == null ? null : KubernetesVersion.tryParse(text);
    return version == null ? clock.kubeletVersion() : version;
  }

  /** Returns the nodes of groups, unless the nodes themselves are among the objects. */
  private List<NodeTemplate> nodeGroups(Inputs inputs, Collection<KubeObject> objects) {
    for (KubeObject object : objects) {
      if (object instanceof Node node && !isFargate(node)) {
        return List.of();
      }
    }
    List<NodeTemplate> nodes = new ArrayList<>();
    for (NodeGroupSource group : inputs.nodeGroups()) {
      NodeTemplate template = group.nodes(issues);
      if (template != null) {
        nodes.add(template);
      }
    }
    return nodes;
  }
}
