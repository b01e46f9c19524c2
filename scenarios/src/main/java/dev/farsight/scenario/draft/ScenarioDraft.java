package dev.farsight.scenario.draft;

import dev.farsight.scenario.manifest.ClusterSource;
import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.spec.ModelDefaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The text of a commented scenario for the user's own files. */
public final class ScenarioDraft {

  private static final Set<String> OF_EKSCTL = Set.of("default", "kube-system");

  private final DraftInputs files;
  private final Inputs inputs;
  private final Path folder;
  private final StringBuilder text = new StringBuilder();

  private ScenarioDraft(DraftInputs files, Path folder) {
    this.files = files;
    this.inputs = files.inputs();
    this.folder = folder;
  }

  /**
   * Returns a scenario that begins with the cluster files and applies the manifests.
   *
   * @param files what was read
   * @param folder folder in which the scenario will stand; names in it are relative to this
   * @param name name of the scenario
   */
  public static String of(DraftInputs files, Path folder, String name) {
    ScenarioDraft draft = new ScenarioDraft(files, folder);
    draft.header(name);
    draft.cluster();
    draft.timeline();
    boolean scales = draft.load();
    draft.ending(scales);
    return draft.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void header(String name) {
    line("# yaml-language-server: $schema=./farsight.schema.json");
    line("# Written by 'farsight init'. Run it: farsight run scenario.yaml");
    line("# Editors complete and check it with the schema: farsight schema > farsight.schema.json");
    line("apiVersion: farsight.dev/v1alpha1");
    line("kind: Scenario");
    line("metadata:");
    line("  name: " + quoted(name));
    line("spec:");
  }

  private void cluster() {
    ClusterSource told = inputs.clusters().isEmpty() ? null : inputs.clusters().get(0);
    boolean nodes = inputs.objects().stream().anyMatch(object -> object.object() instanceof Node);
    line("  cluster:");
    if (!nodes && (told == null || told.version() == null)) {
      line(
          "    kubernetesVersion: \""
              + ModelDefaults.KUBERNETES_VERSION
              + "\"          # texts and defaults follow it; any from 1.16");
    }
    if (!nodes && (told == null || told.region() == null)) {
      line("    region: " + ModelDefaults.REGION);
    }
    List<String> clusterFiles = files.clusterFiles();
    if (!clusterFiles.isEmpty()) {
      line("    from:                              # profiles, node groups, live state at 0s");
      clusterFiles.forEach(file -> line("      - " + quoted(relative(file))));
    }
    if (inputs.profiles().isEmpty()) {
      suggestProfiles();
    }
    if (inputs.nodeGroups().isEmpty() && !nodes) {
      line("    # nodes:                           # EC2 capacity, if there is any");
      line("    #   - {name: ng-1, count: 2, instanceType: m5.large}");
    }
    line("    # quotas: {fargateVcpu: 6}         # of the AWS account");
  }

  private void suggestProfiles() {
    line("    fargateProfiles:                   # your files hold none; these are what");
    line("      - name: fp-default               # 'eksctl create cluster --fargate' makes");
    line("        selectors: [{namespace: default}, {namespace: kube-system}]");
    Set<String> others = new TreeSet<>();
    for (ManifestObject object : inputs.objects()) {
      if (isWorkload(object)) {
        others.add(object.object().namespace());
      }
    }
    others.removeAll(OF_EKSCTL);
    if (!others.isEmpty()) {
      line(
          "      # No profile selects these namespaces of your workloads: their pods stay"
              + " Pending.");
      line("      # Take the comment signs away and see what changes.");
      line("      # - name: fp-apps");
      line("      #   selectors: [" + selectors(others) + "]");
    }
  }

  private static boolean isWorkload(ManifestObject object) {
    return Set.of(
            "Deployment",
            "StatefulSet",
            "Job",
            "CronJob",
            "Pod",
            "ReplicaSet",
            "ReplicationController")
        .contains(object.kind());
  }

  private static String selectors(Set<String> namespaces) {
    List<String> selectors = new ArrayList<>();
    for (String namespace : namespaces) {
      selectors.add("{namespace: " + quoted(namespace) + "}");
    }
    return String.join(", ", selectors.subList(0, Math.min(5, selectors.size())));
  }

  private void timeline() {
    List<String> manifests = files.manifestFiles();
    String restart = restart();
    if (manifests.isEmpty()) {
      line("  timeline: []                         # what happens, for example:");
    } else {
      line("  timeline:");
      line("    - at: 0s");
      boolean placed = !files.namespace().equals("default");
      line(
          placed
              ? "      apply:"
              : "      apply:                           # as kubectl apply does");
      if (placed) {
        line("        namespace: " + quoted(files.namespace()));
        line("        files:");
      }
      String indent = placed ? "          - " : "        - ";
      manifests.forEach(file -> line(indent + quoted(relative(file))));
    }
    line(
        "    # - {at: 5m, createFargateProfile: {name: fp-late, selectors: [{namespace:"
            + " default}]}}");
    if (restart != null) {
      line("    # - {after: fp-late.ACTIVE + 30s, rolloutRestart: " + restart + "}");
    }
  }

  private @Nullable String restart() {
    for (ManifestObject object : inputs.objects()) {
      if (object.object() instanceof Deployment deployment) {
        return "{namespace: "
            + quoted(deployment.namespace())
            + ", name: "
            + quoted(deployment.name())
            + "}";
      }
    }
    return null;
  }

  /** Returns whether anything in the files is scaled by what it looks at. */
  private boolean load() {
    List<String> lines = DraftLoad.lines(inputs);
    lines.forEach(this::line);
    return !lines.isEmpty();
  }

  private void ending(boolean scales) {
    line("  until: quiescent                     # or a time such as 2h");
    line("  replications: 20                     # chance is drawn anew in each");
    line("  seed: 1                              # the same seed gives the same run");
    line("  thresholds:                          # 'run' exits with 1 if one fails");
    line("    - last(stuck_pods) == 0");
    line("    - p95(time_to_ready) < 3m");
    if (scales) {
      line("    # - p95(time_to_capacity) < 5m     # from a rise of the load to its pods Ready");
      line("    # - max(pending_pods) <= 20");
    }
  }

  private String relative(String file) {
    return folder
        .toAbsolutePath()
        .normalize()
        .relativize(Path.of(file).toAbsolutePath().normalize())
        .toString()
        .replace('\\', '/');
  }

  /** Returns a text as YAML takes it for a text, whatever it looks like. */
  static String quoted(String text) {
    return text.matches("[a-zA-Z][a-zA-Z0-9]*([-./_][a-zA-Z0-9]+)+")
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
