package dev.farsight.scenario.fix;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.snapshot.LabelledProfiles;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.spec.ProfileTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the dumps of a live cluster tell, and what they do not.
 *
 * @param cluster name of the cluster
 * @param dumpedAt when it was dumped: the newest instant that an object mentions
 * @param pods pods of the dump
 * @param nodes Node objects of the dump
 * @param events Event objects of the dump
 * @param profiles names of the Fargate profiles among the inputs
 * @param missing what is not among the inputs, and what it would decide
 */
public record LiveEvidence(
    String cluster,
    Instant dumpedAt,
    int pods,
    int nodes,
    int events,
    List<String> profiles,
    List<Missing> missing) {

  /** Stands for the name of a cluster that no input tells. */
  public static final String UNNAMED = "CLUSTER";

  private static final String PROFILE_LABEL = "eks.amazonaws.com/fargate-profile";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Makes the lists unmodifiable. */
  public LiveEvidence {
    profiles = List.copyOf(profiles);
    missing = List.copyOf(missing);
  }

  /**
   * Evidence that is not among the inputs.
   *
   * @param what what is missing
   * @param decides what it would decide
   * @param command what to type to get it
   */
  public record Missing(String what, String decides, String command) {}

  /**
   * Returns the evidence of a cluster.
   *
   * @param scenario the cluster as dumped
   * @param troubled pods that are stuck or never Ready
   * @param issues what was found while reading the dump
   */
  static LiveEvidence of(ResolvedScenario scenario, List<PodOutcome> troubled, Issues issues) {
    Set<String> profiles = new LinkedHashSet<>();
    scenario.spec().cluster().fargateProfiles().stream()
        .filter(profile -> !LabelledProfiles.isByLabel(profile))
        .map(ProfileTemplate::name)
        .forEach(profiles::add);
    Set<String> seen = new LinkedHashSet<>();
    int pods = 0;
    int nodes = 0;
    int events = 0;
    for (KubeObject object : scenario.spec().cluster().objects()) {
      if (object instanceof FargateProfile profile) {
        profiles.add(profile.name());
      } else if (object instanceof Event event) {
        events += "Evidence".equals(event.type()) ? 0 : 1;
      } else if (object instanceof Node) {
        nodes++;
      } else if (object instanceof Pod pod) {
        pods++;
        String profile = pod.metadata().labels().get(PROFILE_LABEL);
        if (profile != null && "fargate-scheduler".equals(pod.spec().schedulerName())) {
          seen.add(profile);
        }
      }
    }
    String name = scenario.spec().cluster().name();
    List<Missing> missing = new ArrayList<>(missingProfiles(name, profiles, seen));
    if (nodes == 0) {
      missing.add(
          new Missing(
              "nodes",
              "whether an EC2 node would take a pod, and why it does not (FS1301)"
                  + assumedGroups(scenario),
              "kubectl get nodes -o json > nodes.json"));
    }
    if (issues.sorted().stream().anyMatch(issue -> issue.code() == IssueCode.OWNER_NOT_THERE)) {
      missing.add(
          new Missing(
              "owners of pods",
              "how many pods there should be, of which template, and what makes them anew",
              "kubectl get deploy,rs,sts,ds,jobs,cronjobs -A -o json > owners.json"));
    }
    Missing silent = silent(events, troubled);
    if (silent != null) {
      missing.add(silent);
    }
    return new LiveEvidence(
        name, dumpedAt(scenario), pods, nodes, events, List.copyOf(profiles), missing);
  }

  /** Says which nodes a run takes to be there because a cluster file names their groups. */
  private static String assumedGroups(ResolvedScenario scenario) {
    List<String> groups =
        scenario.spec().cluster().nodes().stream()
            .map(group -> group.count() + " of " + group.name())
            .toList();
    return groups.isEmpty()
        ? ""
        : "; a cluster file names node groups, and their nodes are taken to be there, Ready and"
            + " with room: "
            + String.join(", ", groups);
  }

  /** Returns the profiles that nobody gave: all of them, or those that pods name. */
  private static List<Missing> missingProfiles(
      String name, Set<String> profiles, Set<String> seen) {
    List<Missing> missing = new ArrayList<>();
    if (profiles.isEmpty()) {
      missing.add(
          new Missing(
              "Fargate profiles",
              "whether no profile selects a stuck pod (FS1101, FS1102), or one does and came too"
                  + " late (FS1103)",
              "for p in $(aws eks list-fargate-profiles --cluster-name "
                  + name
                  + " --query 'fargateProfileNames[]' --output text); do aws eks"
                  + " describe-fargate-profile --cluster-name "
                  + name
                  + " --fargate-profile-name $p; done > profiles.json"));
    }
    for (String profile : seen) {
      if (!profiles.isEmpty() && !profiles.contains(profile)) {
        missing.add(
            new Missing(
                "profile " + profile + ", by which pods of the dump were admitted",
                "whether it selects the stuck pods, and since when",
                "aws eks describe-fargate-profile --cluster-name "
                    + name
                    + " --fargate-profile-name "
                    + profile
                    + " > "
                    + profile
                    + ".json"));
      }
    }
    return missing;
  }

  /** Returns what is missing where a troubled pod has no event that was dumped. */
  private static @Nullable Missing silent(int events, List<PodOutcome> troubled) {
    List<String> silent = new ArrayList<>();
    for (PodOutcome pod : troubled) {
      if (pod.story().events().stream().noneMatch(event -> event.firstNanos() < 0)) {
        silent.add(pod.key());
      }
    }
    if (silent.isEmpty()) {
      return null;
    }
    return new Missing(
        events == 0
            ? "events"
            : "events of " + silent.get(0) + (silent.size() == 1 ? "" : " and others"),
        "what fargate-scheduler or the kubelet says: network, role, quota, capacity (FS1201 to"
            + " FS1215), image (FS1401, FS1408, FS1409); events are kept for an hour, and the next"
            + " try writes new ones",
        "kubectl get events -A -o json > events.json");
  }

  private static Instant dumpedAt(ResolvedScenario scenario) {
    long nanos = scenario.spec().model().scheduler().startedAtEpochNanos();
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND));
  }

  /** Returns whether any pod or node of the cluster is on Fargate. */
  static boolean hasFargate(ResolvedScenario scenario) {
    for (KubeObject object : scenario.spec().cluster().objects()) {
      boolean labelled =
          object instanceof Pod && object.metadata().labels().containsKey(PROFILE_LABEL);
      boolean node =
          object instanceof Node
              && "fargate".equals(object.metadata().labels().get("eks.amazonaws.com/compute-type"));
      if (labelled || node) {
        return true;
      }
    }
    return false;
  }
}
