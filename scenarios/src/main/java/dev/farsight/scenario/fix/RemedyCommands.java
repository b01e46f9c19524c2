package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What is typed for the remedies of stuck pods, as {@link FixSearch} would type it; where a run is
 * all that is known, the catalogue's own text with the names of the pods.
 */
public final class RemedyCommands {

  private static final Set<String> ROLLED = Set.of("Deployment", "StatefulSet", "DaemonSet");

  private final @Nullable Situation situation;

  private RemedyCommands(@Nullable Situation situation) {
    this.situation = situation;
  }

  /** Returns the commands for the pods of a run of a scenario. */
  public static RemedyCommands of(ScenarioTree tree, RunResult run) {
    ResolvedScenario scenario = tree.resolve(tree.copy(), new Issues());
    return scenario == null
        ? ofRun()
        : new RemedyCommands(
            new Situation(tree, scenario, run, Troubles.of(run, Long.MIN_VALUE), run.endNanos()));
  }

  /** Returns the commands for the pods of a run of which the scenario is not known. */
  public static RemedyCommands ofRun() {
    return new RemedyCommands(null);
  }

  /**
   * Returns what is typed for pods of one cause.
   *
   * @return commands, none where there is nothing to type; null where the remedy does not apply to
   *     these pods, as a rollout restart to those of a Job
   */
  public @Nullable List<String> commands(List<PodOutcome> pods, Remedy remedy) {
    boolean played = remedy != Remedy.REPAIR_WORKLOAD;
    if (situation == null || !played) {
      return ofCatalogue(pods.get(0), remedy);
    }
    Part part =
        remedy.when() == Remedy.When.NOW
            ? new Repairs(situation, pods).part(remedy)
            : new Preventions(situation, pods).part(remedy);
    return part == null
        ? null
        : part.commands().stream().filter(command -> !command.isEmpty()).toList();
  }

  private static @Nullable List<String> ofCatalogue(PodOutcome pod, Remedy remedy) {
    String profile = pod.admission().profile();
    String command =
        filled(
            filled(remedy.command(), "CLUSTER", "$CLUSTER"),
            "PROFILE",
            profile == null ? "$PROFILE" : profile);
    command = filled(command, "N", "$VCPU");
    String owner = pod.owner() == null ? "Pod/" + pod.name() : pod.owner();
    String kind = owner.substring(0, owner.indexOf('/'));
    boolean ofDaemons = remedy == Remedy.DAEMONSET_AFFINITY;
    boolean ofTemplates = command.contains("OWNER");
    if ((ofDaemons && !kind.equals("DaemonSet")) || (ofTemplates && !ROLLED.contains(kind))) {
      return null;
    }
    return command.isEmpty()
        ? List.of()
        : List.of(
            filled(
                filled(
                    filled(command, "OWNER", owner.toLowerCase(Locale.ROOT)),
                    "NS",
                    pod.namespace()),
                "POD",
                pod.name()));
  }

  /** Puts a value in the place of a word; names of variables that contain the word are others. */
  private static String filled(String command, String word, String value) {
    return command.replaceAll("\\b" + word + "\\b", Matcher.quoteReplacement(value));
  }
}
