package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.FileSource;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.snapshot.LabelledProfiles;
import dev.farsight.scenario.snapshot.SnapshotReader;
import dev.farsight.scenario.snapshot.SnapshotWriter;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.ModelDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A live cluster as a scenario: its state as dumped, and nothing that anybody does. Where the dumps
 * leave a cause open, each cause that they allow is an assumption, and a scenario of its own; the
 * first is the one that fits best.
 */
public final class LiveCase {

  private static final String PROFILE_LABEL = "eks.amazonaws.com/fargate-profile";
  private static final int MAX_SELECTORS = 5;

  /** After the end of the run in which nobody does anything. */
  private static final String HICCUP_PASSES = "20m";

  private final Map<String, byte[]> contents;
  private final ScenarioTree tree;
  private final LiveEvidence evidence;
  private final List<Assumption> others;

  private LiveCase(
      Map<String, byte[]> contents,
      ScenarioTree tree,
      LiveEvidence evidence,
      List<Assumption> others) {
    this.contents = contents;
    this.tree = tree;
    this.evidence = evidence;
    this.others = List.copyOf(others);
  }

  /** Kinds that make pods: without pods of theirs they may be refused them. */
  private static final Set<Kind<?>> WORKLOADS =
      Set.of(
          Kinds.DEPLOYMENT,
          Kinds.REPLICA_SET,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.JOB,
          Kinds.CRON_JOB);

  /**
   * Another reading of the evidence.
   *
   * @param cause the cause that it assumes
   * @param tells what tells it from the others
   * @param tree the cluster under this assumption
   */
  private record Assumption(Cause cause, String tells, ScenarioTree tree) {}

  /**
   * Reads a live cluster.
   *
   * @param files dumps and profiles: {@code kubectl get ... -o json}, {@code aws eks
   *     describe-fargate-profile}, {@code eksctl get fargateprofile}; {@code -} is standard input
   * @param standardInput what {@code -} reads
   * @param until how long the state is played on, as in {@code 1h}
   * @param issues where everything is reported
   * @return the cluster, or null after reporting
   */
  public static @Nullable LiveCase of(
      List<String> files, InputStream standardInput, String until, Issues issues) {
    Map<String, byte[]> contents = contents(files, standardInput, issues);
    if (issues.hasErrors()) {
      return null;
    }
    FileSource source =
        name -> {
          byte[] content = contents.get(name);
          return content == null ? List.of() : List.of(new FileSource.SourceFile(name, content));
        };
    ScenarioTree asDumped = ScenarioTree.of("live-cluster", root(contents.keySet(), until), source);
    ResolvedScenario scenario = asDumped.resolve(asDumped.copy(), issues);
    if (scenario != null && scenario.spec().cluster().name().equals(ModelDefaults.CLUSTER_NAME)) {
      // No input tells the name: commands show that it is to be filled in.
      ObjectNode unnamed = asDumped.copy();
      ScenarioTree.map(ScenarioTree.spec(unnamed), "cluster").put("name", LiveEvidence.UNNAMED);
      asDumped = asDumped.with(unnamed);
      scenario = asDumped.resolve(asDumped.copy(), new Issues());
    }
    if (scenario == null) {
      return null;
    }
    RunResult run = Diagnoses.withCauses(Simulation.run(scenario.spec(), scenario.seed()));
    boolean workloads =
        scenario.spec().cluster().objects().stream()
            .anyMatch(object -> WORKLOADS.contains(object.kind()));
    if (run.pods().isEmpty() && !workloads && !files.isEmpty()) {
      issues.add(
          Issue.inFile(
              IssueCode.NOT_A_MANIFEST,
              files.get(0),
              "no input holds a pod, or anything that makes one",
              "kubectl get pods,nodes,deploy,rs,sts,ds,jobs,events -A -o json > dump.json"));
      return null;
    }
    List<PodOutcome> troubled = Troubles.of(run, Long.MIN_VALUE).pods();
    List<Assumption> others = new ArrayList<>();
    ScenarioTree likeliest = timeouts(asDumped, run, troubled, others);
    profiles(likeliest, scenario, troubled, others);
    return new LiveCase(contents, likeliest, LiveEvidence.of(scenario, troubled, issues), others);
  }

  private static Map<String, byte[]> contents(
      List<String> files, InputStream standardInput, Issues issues) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String file : files) {
      try {
        contents.put(
            file,
            file.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(file)));
      } catch (IOException e) {
        issues.add(
            Issue.inFile(IssueCode.FILE_UNREADABLE, file, "cannot be read: " + e.getMessage(), ""));
      }
    }
    return contents;
  }

  private static ObjectNode root(Set<String> files, String until) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("apiVersion", "farsight.dev/v1alpha1").put("kind", "Scenario");
    root.putObject("metadata").put("name", "live-cluster");
    ObjectNode spec = root.putObject("spec");
    ArrayNode from = spec.putObject("cluster").putArray("from");
    files.forEach(from::add);
    spec.put("until", until);
    return root;
  }

  /** What can stand behind a provisioning time-out, and what tells. */
  private record Obstacle(FaultKind fault, Cause cause, String tells) {}

  private static final Obstacle ROUTE =
      new Obstacle(
          FaultKind.NAT_DOWN,
          Cause.PROVISIONING_TIMEOUT,
          "aws ec2 describe-route-tables for the profile's subnets: no route 0.0.0.0/0 to a NAT"
              + " gateway, and no endpoints for ecr.api, ecr.dkr, s3, sts?");
  private static final Obstacle SECURITY_GROUP =
      new Obstacle(
          FaultKind.SECURITY_GROUP_CLOSED,
          Cause.SECURITY_GROUP_CLOSED,
          "kubectl get securitygrouppolicy -A: does one select the pod without the cluster security"
              + " group?");
  private static final Obstacle API_ENDPOINT =
      new Obstacle(
          FaultKind.API_ENDPOINT_CLOSED,
          Cause.API_ENDPOINT_CLOSED,
          "aws eks describe-cluster: endpointPrivateAccess false and publicAccessCidrs without the"
              + " NAT address?");
  private static final Obstacle HICCUP =
      new Obstacle(
          FaultKind.LAUNCH_TIMEOUT,
          Cause.PROVISIONING_HICCUP,
          "are pods of the same subnets launched now, and does the next try (3 minutes) succeed?");

  /** Returns the cluster under the likeliest reason of its provisioning time-outs. */
  private static ScenarioTree timeouts(
      ScenarioTree asDumped, RunResult run, List<PodOutcome> troubled, List<Assumption> others) {
    Set<String> profiles = new LinkedHashSet<>();
    boolean launchedSince = false;
    for (PodOutcome pod : troubled) {
      String profile = pod.story().labels().get(PROFILE_LABEL);
      if (Cause.PROVISIONING_HICCUP.code().equals(pod.causeCode()) && profile != null) {
        profiles.add(profile);
        launchedSince |= wasLaunchedSince(run, pod, profile);
      }
    }
    if (profiles.isEmpty()) {
      return asDumped;
    }
    List<Obstacle> order =
        launchedSince
            ? List.of(HICCUP, SECURITY_GROUP, ROUTE, API_ENDPOINT)
            : List.of(ROUTE, SECURITY_GROUP, API_ENDPOINT, HICCUP);
    for (Obstacle obstacle : order.subList(1, order.size())) {
      others.add(
          new Assumption(
              obstacle.cause(), obstacle.tells(), assuming(asDumped, obstacle.fault(), profiles)));
    }
    return assuming(asDumped, order.get(0).fault(), profiles);
  }

  /** Returns whether another pod of the profile got a node after a pod was refused at first. */
  private static boolean wasLaunchedSince(RunResult run, PodOutcome waiting, String profile) {
    Long refused = waiting.stuckSinceNanos();
    long since = refused == null ? waiting.createdNanos() : refused;
    for (PodOutcome pod : run.pods()) {
      Long bound = pod.scheduledNanos();
      if (bound != null
          && bound < 0
          && bound > since
          && profile.equals(pod.story().labels().get(PROFILE_LABEL))) {
        return true;
      }
    }
    return false;
  }

  private static ScenarioTree assuming(
      ScenarioTree asDumped, FaultKind fault, Set<String> profiles) {
    ObjectNode root = asDumped.copy();
    for (String profile : profiles) {
      if (fault == FaultKind.LAUNCH_TIMEOUT) {
        // A hiccup passes; how soon, nobody knows.
        ObjectNode passes = ScenarioTree.timeline(root).addObject().put("at", HICCUP_PASSES);
        passes.putObject("mend").put("kind", fault.word()).put("profile", profile);
        continue;
      }
      ObjectNode mend = ScenarioTree.timeline(root).addObject().put("at", "0s").putObject("mend");
      mend.put("kind", FaultKind.LAUNCH_TIMEOUT.word()).put("profile", profile);
      ObjectNode made = ScenarioTree.timeline(root).addObject().put("at", "0s").putObject("fault");
      made.put("kind", fault.word());
      made.putObject("select").putObject("labels").put(PROFILE_LABEL, profile);
    }
    return asDumped.with(root);
  }

  /** Adds the assumption that profiles which nobody gave select the stuck pods. */
  private static void profiles(
      ScenarioTree likeliest,
      ResolvedScenario scenario,
      List<PodOutcome> troubled,
      List<Assumption> others) {
    List<PodOutcome> missed =
        troubled.stream()
            .filter(pod -> Cause.NAMESPACE_NOT_SELECTED.code().equals(pod.causeCode()))
            .filter(pod -> pod.admission().reason() == AdmissionReason.EXISTED_BEFORE)
            .toList();
    boolean told =
        scenario.spec().cluster().fargateProfiles().stream()
            .anyMatch(profile -> !LabelledProfiles.isByLabel(profile));
    if (told || missed.isEmpty() || !LiveEvidence.hasFargate(scenario)) {
      return;
    }
    ObjectNode root = likeliest.copy();
    ObjectNode cluster = ScenarioTree.map(ScenarioTree.spec(root), "cluster");
    ArrayNode profiles = ScenarioTree.list(cluster, "fargateProfiles");
    List<String> namespaces = missed.stream().map(PodOutcome::namespace).distinct().toList();
    for (int i = 0; i < namespaces.size(); i += MAX_SELECTORS) {
      ObjectNode profile = profiles.addObject().put("name", "assumed-" + i / MAX_SELECTORS);
      ArrayNode selectors = profile.putArray("selectors");
      namespaces
          .subList(i, Math.min(namespaces.size(), i + MAX_SELECTORS))
          .forEach(namespace -> selectors.addObject().put("namespace", namespace));
    }
    others.add(
        new Assumption(
            Cause.CREATED_BEFORE_PROFILE,
            "aws eks describe-fargate-profile: does a profile that is ACTIVE now select "
                + String.join(", ", namespaces)
                + "?",
            likeliest.with(root)));
  }

  /** Returns the cluster under the assumption that fits the evidence best. */
  public ScenarioTree tree() {
    return tree;
  }

  /** Returns the run of what becomes of the cluster if nobody does anything. */
  public @Nullable RunResult run() {
    ResolvedScenario scenario = tree.resolve(tree.copy(), new Issues());
    return scenario == null
        ? null
        : Diagnoses.withCauses(Simulation.run(scenario.spec(), scenario.seed()));
  }

  /** Returns what the dumps tell, and what they do not. */
  public LiveEvidence evidence() {
    return evidence;
  }

  /**
   * Looks for fixes of the cluster, under each assumption that the evidence allows.
   *
   * @param seed seed of the runs; null for the default
   * @param only ids of the remedies to try; empty for all
   * @param atNanos when they are applied, after the dump
   * @param issues where problems are reported
   * @return the report, or null after reporting
   */
  public @Nullable LiveReport report(
      @Nullable Long seed, Set<String> only, long atNanos, Issues issues) {
    FixReport report = FixSearch.run(tree, seed, only, atNanos, issues);
    if (report == null) {
      return null;
    }
    List<LiveReport.Alternative> alternatives = new ArrayList<>();
    for (Assumption other : others) {
      Set<String> remedies =
          other.cause().remedies().stream()
              .map(Remedy::id)
              .filter(id -> only.isEmpty() || only.contains(id))
              .collect(Collectors.toCollection(LinkedHashSet::new));
      FixReport assumed =
          remedies.isEmpty()
              ? null
              : FixSearch.ofCause(other.tree(), seed, remedies, atNanos, other.cause());
      if (assumed != null) {
        List<String> pods =
            assumed.diagnoses().stream()
                .filter(diagnosis -> diagnosis.causeCode().equals(other.cause().code()))
                .flatMap(diagnosis -> diagnosis.pods().stream())
                .toList();
        alternatives.add(
            new LiveReport.Alternative(
                other.cause(),
                pods,
                other.tells(),
                assumed.fixes().isEmpty() ? null : assumed.fixes().get(0)));
      }
    }
    return new LiveReport(evidence, report, alternatives);
  }

  /**
   * Returns a fix as a scenario that begins with one snapshot of the cluster, secrets left out.
   *
   * @param fix the fix
   * @param name name of the file with the snapshot, beside the scenario
   */
  public FixedScenario fixed(FixReport.Fix fix, String name) {
    Issues issues = new Issues();
    SnapshotReader reader = new SnapshotReader(Instant.EPOCH, "default", issues);
    TextLoader loader = new TextLoader(TextLimits.DEFAULT, issues);
    contents.forEach((file, content) -> loader.load(file, content).forEach(reader::read));
    byte[] state =
        new SnapshotWriter()
            .write(reader.state())
            .toPrettyString()
            .getBytes(StandardCharsets.UTF_8);
    return FixedScenario.of(fix, name, state);
  }
}
