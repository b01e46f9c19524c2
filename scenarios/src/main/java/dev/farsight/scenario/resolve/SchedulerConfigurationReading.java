package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.process.scheduler.cycle.EnabledPlugins;
import dev.farsight.sim.process.scheduler.cycle.EnabledPlugins.Mistake;
import dev.farsight.sim.process.scheduler.cycle.InTreePlugins;
import dev.farsight.sim.spec.scheduler.ExtensionPoint;
import dev.farsight.sim.spec.scheduler.KubeSchedulerConfiguration;
import dev.farsight.sim.spec.scheduler.KubeSchedulerProfile;
import dev.farsight.sim.spec.scheduler.PluginSet;
import dev.farsight.sim.spec.scheduler.PluginSet.Plugin;
import dev.farsight.sim.spec.scheduler.Plugins;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a KubeSchedulerConfiguration. What kube-scheduler would refuse to start with is an error;
 * what has nothing to do with decisions is a note.
 */
final class SchedulerConfigurationReading {

  private static final String FIELD = "kubeSchedulerConfiguration";
  private static final String GROUP = "kubescheduler.config.k8s.io/";
  private static final List<String> VERSIONS = List.of("v1", "v1beta3", "v1beta2");
  private static final long MAX_BACKOFF_SECONDS = 1_000_000;

  /** Fields that do not decide where pods go. */
  private static final List<String> NOT_SIMULATED =
      List.of(
          "parallelism",
          "leaderElection",
          "clientConnection",
          "healthzBindAddress",
          "metricsBindAddress",
          "enableProfiling",
          "enableContentionProfiling",
          "delayCacheUntilActive");

  /** Extension points that Farsight does not pass through. */
  private static final Set<ExtensionPoint> NOT_PLAYED =
      Set.of(
          ExtensionPoint.RESERVE,
          ExtensionPoint.PERMIT,
          ExtensionPoint.PRE_BIND,
          ExtensionPoint.POST_BIND);

  private final @Nullable ObjectFiles files;
  private final KubernetesVersion version;

  SchedulerConfigurationReading(@Nullable ObjectFiles files, KubernetesVersion version) {
    this.files = files;
    this.version = version;
  }

  /** Reports what is wrong with a configuration that stands by itself. */
  static void check(Fields root, KubernetesVersion version) {
    new SchedulerConfigurationReading(null, version).configuration(root);
  }

  /**
   * Returns the configuration that a cluster names as a file or holds inline; the default one if it
   * does neither.
   */
  KubeSchedulerConfiguration read(@Nullable Fields cluster) {
    JsonNode value = cluster == null ? null : cluster.raw(FIELD);
    if (cluster == null || value == null || files == null) {
      return KubeSchedulerConfiguration.DEFAULT;
    }
    if (!value.isTextual()) {
      Fields inline = cluster.map(FIELD);
      return inline == null ? KubeSchedulerConfiguration.DEFAULT : configuration(inline);
    }
    KubeSchedulerConfiguration found = null;
    List<Document> documents = files.documents(cluster, cluster.pathOf(FIELD), value.textValue());
    for (Document document : documents) {
      Fields root = Fields.of(document, JsonPath.ROOT, document.root(), cluster.issues());
      if (root != null && found != null) {
        root.error(IssueCode.DUPLICATE_OBJECT, "a scheduler has one configuration", "");
      } else if (root != null) {
        found = configuration(root);
      }
    }
    return found == null ? KubeSchedulerConfiguration.DEFAULT : found;
  }

  private KubeSchedulerConfiguration configuration(Fields root) {
    checkHeader(root);
    Long percentage = root.wholeNumber("percentageOfNodesToScore", 0, 100);
    Long initial = root.wholeNumber("podInitialBackoffSeconds", 1, MAX_BACKOFF_SECONDS);
    Long longest = root.wholeNumber("podMaxBackoffSeconds", 1, MAX_BACKOFF_SECONDS);
    long initialSeconds = initial == null ? 1 : initial;
    long maxSeconds = longest == null ? 10 : longest;
    if (maxSeconds < initialSeconds) {
      root.error(
          IssueCode.FIELD_CONFLICT,
          "podMaxBackoffSeconds",
          "podMaxBackoffSeconds " + maxSeconds + " is less than the initial " + initialSeconds,
          "");
    }
    for (String field : NOT_SIMULATED) {
      if (root.has(field)) {
        note(root, field, "\"" + field + "\" has no effect on decisions and is not simulated");
      }
    }
    if (root.has("extenders")) {
      root.issues()
          .add(
              root.document()
                  .keyIssue(
                      IssueCode.SCENARIO_WARNING,
                      root.pathOf("extenders"),
                      "extenders are not simulated: nodes are filtered and scored without them",
                      ""));
    }
    List<KubeSchedulerProfile> profiles = profiles(root);
    root.finish();
    return new KubeSchedulerConfiguration(
        percentage == null ? 0 : percentage.intValue(), initialSeconds, maxSeconds, profiles);
  }

  private static void note(Fields fields, String field, String message) {
    fields
        .issues()
        .add(
            fields
                .document()
                .keyIssue(
                    IssueCode.CLUSTER_FIELD_NOT_SIMULATED, fields.pathOf(field), message, ""));
  }

  private static void checkHeader(Fields root) {
    root.raw("metadata");
    String kind = root.requiredText("kind", "write kind: KubeSchedulerConfiguration");
    if (kind != null && !kind.equals("KubeSchedulerConfiguration")) {
      root.error(
          IssueCode.NOT_A_MANIFEST,
          "kind",
          "kind \"" + kind + "\" is no KubeSchedulerConfiguration",
          "");
    }
    String text = root.requiredText("apiVersion", "write apiVersion: " + GROUP + "v1");
    if (text != null
        && !(text.startsWith(GROUP) && VERSIONS.contains(text.substring(GROUP.length())))) {
      root.error(
          IssueCode.VALUE_NOT_ALLOWED,
          "apiVersion",
          "unknown apiVersion \"" + text + "\"",
          "known are " + GROUP + "v1, v1beta3 and v1beta2");
    }
  }

  private List<KubeSchedulerProfile> profiles(Fields root) {
    List<Fields> maps = root.maps("profiles");
    List<KubeSchedulerProfile> profiles = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Fields map : maps) {
      String name = map.text("schedulerName");
      if (name == null && maps.size() == 1) {
        name = KubeSchedulerProfile.DEFAULT.schedulerName();
      }
      if (name == null) {
        map.missing("schedulerName", "with several profiles each needs a name");
      } else if (!names.add(name)) {
        map.error(
            IssueCode.DUPLICATE_NAME, "schedulerName", "a profile \"" + name + "\" is there", "");
      }
      Long percentage = map.wholeNumber("percentageOfNodesToScore", 0, 100);
      Plugins plugins = plugins(map);
      KubeSchedulerProfile profile =
          new KubeSchedulerProfile(
              name == null ? "" : name,
              percentage == null ? null : percentage.intValue(),
              plugins,
              new PluginArgsReading(map).read());
      map.finish();
      profiles.add(profile);
    }
    return profiles.isEmpty() ? List.of(KubeSchedulerProfile.DEFAULT) : profiles;
  }

  private Plugins plugins(Fields profile) {
    Fields fields = profile.map("plugins");
    Map<ExtensionPoint, PluginSet> byPoint = new EnumMap<>(ExtensionPoint.class);
    if (fields == null) {
      return Plugins.NONE;
    }
    for (ExtensionPoint point : ExtensionPoint.values()) {
      Fields set = fields.map(point.field());
      if (set != null) {
        byPoint.put(point, pluginSet(set, point));
        if (NOT_PLAYED.contains(point)) {
          note(fields, point.field(), "the extension point " + point.field() + " is not simulated");
        }
      }
    }
    fields.finish();
    Plugins plugins = new Plugins(byPoint);
    for (Mistake mistake : new EnabledPlugins(version, plugins).mistakes()) {
      report(fields, mistake);
    }
    return plugins;
  }

  private static PluginSet pluginSet(Fields set, ExtensionPoint point) {
    List<Plugin> enabled = new ArrayList<>();
    for (Fields each : set.maps("enabled")) {
      String name = each.requiredText("name", "name the plugin");
      Long weight = each.wholeNumber("weight", 0, Integer.MAX_VALUE / 100);
      each.finish();
      if (name != null) {
        enabled.add(new Plugin(name, weight == null ? 0 : weight.intValue()));
      }
    }
    List<String> disabled = new ArrayList<>();
    for (Fields each : set.maps("disabled")) {
      String name = each.requiredText("name", "name the plugin, or \"*\" for all");
      each.wholeNumber("weight", 0, Integer.MAX_VALUE);
      each.finish();
      if (name != null) {
        disabled.add(name);
        warnOfNothing(each, name, point);
      }
    }
    set.finish();
    return new PluginSet(enabled, disabled);
  }

  /** kube-scheduler says nothing when a name under disabled is misspelt. */
  private static void warnOfNothing(Fields each, String name, ExtensionPoint point) {
    Set<ExtensionPoint> points = InTreePlugins.pointsOf(name);
    boolean known =
        name.equals(PluginSet.ALL)
            || (point == ExtensionPoint.MULTI_POINT ? !points.isEmpty() : points.contains(point));
    if (!known) {
      each.issues()
          .add(
              each.document()
                  .issue(
                      IssueCode.SCENARIO_WARNING,
                      each.pathOf("name"),
                      "no plugin \"" + name + "\" takes part in " + point.field(),
                      DidYouMean.hint(name, InTreePlugins.names(), "nothing is disabled")));
    }
  }

  private static void report(Fields plugins, Mistake mistake) {
    JsonPath path = plugins.path();
    JsonNode enabled = plugins.node().path(mistake.point().field()).path("enabled");
    for (int i = enabled.size() - 1; i >= 0; i--) {
      if (enabled.get(i).path("name").asText().equals(mistake.plugin())) {
        path = plugins.pathOf(mistake.point().field()).child("enabled").child(i).child("name");
        break;
      }
    }
    String hint =
        mistake.plugin().isEmpty() || !InTreePlugins.pointsOf(mistake.plugin()).isEmpty()
            ? ""
            : DidYouMean.hint(
                mistake.plugin(),
                InTreePlugins.names(),
                "known are the plugins kube-scheduler is built with: "
                    + String.join(", ", InTreePlugins.names()));
    plugins
        .issues()
        .add(plugins.document().issue(IssueCode.SCENARIO_INVALID, path, mistake.message(), hint));
  }
}
