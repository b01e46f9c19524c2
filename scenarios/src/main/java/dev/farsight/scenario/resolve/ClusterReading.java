package dev.farsight.scenario.resolve;

import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.snapshot.SnapshotReader;
import dev.farsight.scenario.snapshot.StartingState;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Network;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.QuotaSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code cluster}: version, profiles, nodes, quotas, network, starting state. */
final class ClusterReading {

  private static final int OLDEST_MINOR = 16;
  private static final int MAX_RATE = 1_000_000;

  private final ObjectFiles files;
  private final Targets targets;
  private final Profiles profileReading;

  ClusterReading(ObjectFiles files, Targets targets, Profiles profiles) {
    this.files = files;
    this.targets = targets;
    this.profileReading = profiles;
  }

  ClusterSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return ClusterSpec.empty(ModelDefaults.KUBERNETES_VERSION);
    }
    StartingState state = startingState(fields);
    KubernetesVersion version = version(fields, state);
    String name = fields.text("name", orElse(state.name(), ModelDefaults.CLUSTER_NAME));
    profileReading.setClusterName(name);
    String region = fields.text("region", orElse(state.region(), ModelDefaults.REGION));
    List<ProfileTemplate> profiles = new ArrayList<>(state.profiles());
    List<NodeTemplate> nodes = new ArrayList<>(state.nodes());
    for (Fields profile : fields.maps("fargateProfiles")) {
      ProfileTemplate template = profileReading.read(profile);
      if (template != null) {
        profiles.removeIf(known -> known.name().equals(template.name()));
        profiles.add(template);
        targets.createdProfile(profile, template);
      }
    }
    for (Fields node : fields.maps("nodes")) {
      NodeTemplate template = Selections.nodes(node);
      if (template != null) {
        nodes.add(template);
        targets.createdNodes(template);
      }
    }
    QuotaSpec quotas = quotas(fields.map("quotas"));
    Network network = SurroundingsReading.network(fields.map("network"), ModelDefaults.NETWORK);
    fields.raw("kubeSchedulerConfiguration"); // read with the model of the scheduler
    fields.finish();
    List<KubeObject> objects = state.objects().stream().map(ClusterReading::reporting).toList();
    return new ClusterSpec(
        version, name, region, objects, profiles, nodes, List.of(), quotas, network);
  }

  /**
   * Takes a node of which a file does not tell whether it is Ready as Ready: files that were
   * written for schedulers leave that out, and no kubelet would report it later.
   */
  private static KubeObject reporting(KubeObject object) {
    if (!(object instanceof Node node)
        || node.status().conditions().stream().anyMatch(each -> each.type().equals("Ready"))) {
      return object;
    }
    List<NodeCondition> conditions = new ArrayList<>(node.status().conditions());
    conditions.add(new NodeCondition("Ready", "True", null, null, null));
    return node.withStatus(node.status().withConditions(conditions));
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private static KubernetesVersion version(Fields fields, StartingState state) {
    String text = fields.text("kubernetesVersion");
    if (text == null) {
      return usable(state.version());
    }
    KubernetesVersion version = KubernetesVersion.tryParse(text);
    if (version == null || version.major() != 1 || version.minor() < OLDEST_MINOR) {
      fields.error(
          IssueCode.VALUE_NOT_ALLOWED,
          "kubernetesVersion",
          "\"" + text + "\" is not a version of Kubernetes from 1." + OLDEST_MINOR + " on",
          "write it as in \"1.33\" or \"1.34.1\"");
      return ModelDefaults.KUBERNETES_VERSION;
    }
    return version;
  }

  /** Returns a version that a cluster tells, or the default where it tells none to go by. */
  static KubernetesVersion usable(@Nullable KubernetesVersion told) {
    return told != null && told.major() == 1 && told.minor() >= OLDEST_MINOR
        ? told
        : ModelDefaults.KUBERNETES_VERSION;
  }

  /** Reads everything that {@code from} names; 0s is then the instant of the dump. */
  private StartingState startingState(Fields fields) {
    SnapshotReader reader = new SnapshotReader(files.origin(), "default", files.issues());
    for (Fields.Item item : fields.items("from")) {
      if (!item.node().isTextual()) {
        fields.error(IssueCode.WRONG_TYPE, "from", "\"from\" is a list of files", "");
        continue;
      }
      files.documents(fields, item.path(), item.node().textValue()).forEach(reader::read);
    }
    StartingState state = reader.state();
    files.startAt(state.origin());
    for (ManifestObject object : state.inputs().objects()) {
      files.limitPods(object);
    }
    state.objects().forEach(targets::created);
    state.profiles().forEach(profile -> targets.createdProfile(null, profile));
    state.nodes().forEach(targets::createdNodes);
    return state;
  }

  private static QuotaSpec quotas(@Nullable Fields fields) {
    QuotaSpec defaults = ModelDefaults.QUOTAS;
    if (fields == null) {
      return defaults;
    }
    Quantity vcpu = Selections.quantity(fields, "fargateVcpu");
    QuotaSpec quotas =
        new QuotaSpec(
            vcpu == null ? defaults.fargateVcpuMilli() : vcpu.milliValue(),
            rate(fields, "launchBurst", defaults.launchBurstCount()),
            rate(fields, "launchPerSecond", defaults.launchPerSecond()),
            rate(fields, "profilesPerCluster", defaults.profilesPerCluster()),
            rate(fields, "selectorsPerProfile", defaults.selectorsPerProfile()),
            rate(fields, "labelsPerSelector", defaults.labelsPerSelector()));
    fields.finish();
    return quotas;
  }

  private static int rate(Fields fields, String name, int fallback) {
    Long value = fields.wholeNumber(name, 1, MAX_RATE);
    return value == null ? fallback : value.intValue();
  }
}
