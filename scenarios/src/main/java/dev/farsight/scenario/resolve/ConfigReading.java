package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.manifest.EksctlNodeGroups;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.EksctlCluster;
import dev.farsight.sim.spec.EksctlVersion;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ProfileTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an eksctl ClusterConfig as far as {@code eksctl create cluster} needs it. */
final class ConfigReading {

  private static final List<String> DEFAULT_ADDONS =
      List.of("vpc-cni", "kube-proxy", "coredns", "metrics-server");
  private static final int LAST_MINOR_WITH_EC2_ANNOTATION = 28;

  private final ObjectFiles files;
  private final KubernetesVersion version;

  ConfigReading(ObjectFiles files, KubernetesVersion version) {
    this.files = files;
    this.version = version;
  }

  /** Returns the cluster that a step's {@code config} describes, or null after reporting. */
  @Nullable EksctlCluster read(Fields step) {
    JsonNode inline = step.raw("config");
    boolean isInline = inline != null && inline.isObject();
    String config =
        isInline ? null : step.requiredText("config", "name an eksctl ClusterConfig file");
    String versionText = step.text("version");
    EksctlVersion eksctl = ModelDefaults.EKSCTL_VERSION;
    if (versionText != null) {
      EksctlVersion parsed = EksctlVersion.tryParse(versionText);
      if (parsed == null) {
        step.error(
            IssueCode.VALUE_NOT_ALLOWED,
            "version",
            "\"" + versionText + "\" is not a version of eksctl",
            "write it as in \"0.207.0\"");
      } else {
        eksctl = parsed;
      }
    }
    step.finish();
    if (isInline) {
      Fields root = step.map("config");
      return root == null ? null : cluster(root, eksctl, step);
    }
    if (config == null) {
      return null;
    }
    for (Document document : files.documents(step, step.pathOf("config"), config)) {
      if (document.root().path("kind").asText().equals("ClusterConfig")) {
        Fields root = Fields.of(document, JsonPath.ROOT, document.root(), step.issues());
        return root == null ? null : cluster(root, eksctl, step);
      }
      step.error(
          IssueCode.NOT_A_MANIFEST, "config", "\"" + config + "\" is no eksctl ClusterConfig", "");
    }
    return null;
  }

  private EksctlCluster cluster(Fields root, EksctlVersion eksctl, Fields step) {
    Fields metadata = root.map("metadata");
    String name = metadata == null ? null : metadata.text("name");
    List<ProfileTemplate> profiles = profiles(root);
    List<EksctlCluster.Addon> addons = new ArrayList<>();
    boolean noDefaults = false;
    Fields addonsConfig = root.map("addonsConfig");
    if (addonsConfig != null) {
      noDefaults = addonsConfig.flag("disableDefaultAddons", false);
    }
    List<String> configured = new ArrayList<>();
    for (Fields addon : root.maps("addons")) {
      String addonName = addon.text("name");
      if (addonName != null) {
        configured.add(addonName);
      }
    }
    for (String addon : DEFAULT_ADDONS) {
      addons.add(new EksctlCluster.Addon(addon, manifest(addon), configured.contains(addon)));
    }
    for (String addon : configured) {
      if (!DEFAULT_ADDONS.contains(addon)) {
        step.issues()
            .add(
                root.document()
                    .issue(
                        IssueCode.CLUSTER_FIELD_NOT_SIMULATED,
                        root.pathOf("addons"),
                        "add-on \"" + addon + "\" is not simulated",
                        "apply its manifests in a step of their own"));
      }
    }
    return new EksctlCluster(
        eksctl,
        name == null ? ModelDefaults.CLUSTER_NAME : name,
        profiles,
        addons,
        noDefaults,
        nodeGroups(root));
  }

  private static List<ProfileTemplate> profiles(Fields root) {
    List<ProfileTemplate> profiles = new ArrayList<>();
    for (Fields profile : root.maps("fargateProfiles")) {
      ProfileTemplate template =
          Selections.profile(profile, "podExecutionRoleARN", "tags", "status", "subnets");
      if (template != null) {
        profiles.add(template);
      }
    }
    return profiles;
  }

  private static List<NodeTemplate> nodeGroups(Fields root) {
    List<NodeTemplate> nodes = new ArrayList<>();
    for (NodeGroupSource group : EksctlNodeGroups.of(root.document(), root.node(), root.path())) {
      NodeTemplate template = group.nodes(root.issues());
      if (template != null) {
        nodes.add(template);
      }
    }
    return nodes;
  }

  /** Returns the objects of a bundled add-on; empty if it is not bundled. */
  List<KubeObject> addon(String name) {
    return DEFAULT_ADDONS.contains(name) ? manifest(name) : List.of();
  }

  /** Returns an object as add-ons with {@code computeType: Fargate} have it. */
  static KubeObject onFargate(KubeObject object) {
    if (!(object instanceof Deployment deployment)) {
      return object;
    }
    PodTemplateSpec template = deployment.spec().template();
    return deployment.withSpec(
        deployment
            .spec()
            .withTemplate(template.withAnnotation(WellKnown.COMPUTE_TYPE, WellKnown.FARGATE)));
  }

  private List<KubeObject> manifest(String addon) {
    boolean annotated = !version.isAtLeast(LAST_MINOR_WITH_EC2_ANNOTATION + 1);
    String file =
        addon.equals("coredns")
            ? "manifests/coredns/coredns-" + (annotated ? "1.28" : "1.33") + ".json"
            : "manifests/addons/" + addon + ".yaml";
    List<KubeObject> objects = new ArrayList<>();
    for (Document document : files.load(Library.file(file))) {
      objects.addAll(files.objects(document, "kube-system"));
    }
    return objects;
  }
}
