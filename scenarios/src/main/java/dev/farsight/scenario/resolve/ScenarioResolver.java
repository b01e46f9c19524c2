package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.AfterExpression;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.document.ExpressionIssues;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.document.Threshold;
import dev.farsight.scenario.document.ThresholdParser;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.scenario.manifest.KubeWriter;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.spec.EndSpec;
import dev.farsight.sim.spec.LoadSpec;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ModelSpec;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.SchedulerModel;
import dev.farsight.sim.spec.SimulationSpec;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.StepTime;
import dev.farsight.sim.spec.TimelineStep;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a scenario into a run, or into all issues at once. */
public final class ScenarioResolver {

  static final String API_VERSION = "farsight.dev/v1alpha1";
  private static final String RECORDING_SUMMARY = "summary.json";
  private static final int MAX_REPLICATIONS = 1_000_000;

  /** Instant of the wall clock at 0s of scenarios that begin with no dump. */
  static final Instant ORIGIN =
      Instant.ofEpochSecond(ModelDefaults.SCHEDULER.startedAtEpochNanos() / 1_000_000_000L);

  private final ScenarioSource source;
  private final List<Setting> settings;
  private final Issues issues;
  private final ScenarioHash hash = new ScenarioHash();
  private final DocumentCache cache;
  private boolean hashesFiles = true;
  private final Targets targets = new Targets();
  private final LoadTargets loadTargets = new LoadTargets();
  private boolean recorded;

  private ScenarioResolver(
      ScenarioSource source, List<Setting> settings, Issues issues, DocumentCache cache) {
    this.cache = cache;
    this.source = source;
    this.settings = settings;
    this.issues = issues;
  }

  /**
   * Resolves a scenario.
   *
   * @param source the scenario
   * @param settings values that replace those of the file
   * @param issues where everything is reported
   * @return the run, or null if there are errors
   */
  public static @Nullable ResolvedScenario resolve(
      ScenarioSource source, List<Setting> settings, Issues issues) {
    return new ScenarioResolver(source, settings, issues, new DocumentCache()).resolve();
  }

  /**
   * Resolves a changed scenario. Its hash tells of its own text alone, not of the files beside it:
   * they are those of the scenario it comes from, and to hash them again for each of a hundred
   * variants would take longer than the runs.
   *
   * @param source the scenario it comes from, for its name and the files beside it
   * @param root the changed scenario
   * @param issues where everything is reported
   * @param cache files that were read before
   * @return the run, or null if there are errors
   */
  public static @Nullable ResolvedScenario resolve(
      ScenarioSource source, JsonNode root, Issues issues, DocumentCache cache) {
    ScenarioResolver resolver = new ScenarioResolver(source, List.of(), issues, cache);
    resolver.hashesFiles = false;
    resolver.hash.add(root.toString());
    Fields fields = Fields.of(Document.of(source.name(), root), JsonPath.ROOT, root, issues);
    ResolvedScenario scenario = fields == null ? null : resolver.scenario(fields);
    return issues.hasErrors() ? null : scenario;
  }

  /**
   * Resolves a scenario that was read with other inputs.
   *
   * @param document the scenario
   * @param files files beside it
   * @param issues where everything is reported
   * @return the run, or null if there are errors
   */
  public static @Nullable ResolvedScenario resolve(
      Document document, FileSource files, Issues issues) {
    ScenarioSource source = new ScenarioSource(document.file(), new byte[0], files);
    return new ScenarioResolver(source, List.of(), issues, new DocumentCache()).resolve(document);
  }

  /** Returns whether a document is the scenario of a recording, which names no kind. */
  public static boolean isRecording(Document document) {
    return RecordingTranslation.isRecording(document);
  }

  /** Reports what is wrong with a KubeSchedulerConfiguration that no scenario names. */
  public static void checkSchedulerConfiguration(Document document, Issues issues) {
    Fields root = Fields.of(document, JsonPath.ROOT, document.root(), issues);
    if (root != null) {
      SchedulerConfigurationReading.check(root, ModelDefaults.KUBERNETES_VERSION);
    }
  }

  private @Nullable ResolvedScenario resolve() {
    hash.add(source.text());
    List<Document> documents =
        new TextLoader(TextLimits.DEFAULT, issues).load(source.name(), source.text());
    if (documents.isEmpty()) {
      if (!issues.hasErrors()) {
        issues.add(invalid("the file holds no scenario"));
      }
      return null;
    }
    if (documents.size() > 1) {
      issues.add(invalid("the file holds " + documents.size() + " documents, a scenario is one"));
    }
    return resolve(documents.get(0));
  }

  private @Nullable ResolvedScenario resolve(Document read) {
    Document document = read;
    if (RecordingTranslation.isRecording(document)) {
      document = RecordingTranslation.translate(document, recordedClock(), issues);
      recorded = true;
    }
    for (Setting setting : settings) {
      hash.add(setting.toString());
      setting.apply(document, issues);
    }
    Fields root = Fields.of(document, JsonPath.ROOT, document.root(), issues);
    ResolvedScenario scenario = root == null ? null : scenario(root);
    return issues.hasErrors() ? null : scenario;
  }

  /** Returns the summary beside a recording's scenario, of which only clocks are input, or null. */
  private @Nullable JsonNode recordedClock() {
    try {
      for (FileSource.SourceFile file : source.files().find(RECORDING_SUMMARY)) {
        hash.add(file.content());
        List<Document> documents =
            new TextLoader(TextLimits.DEFAULT, issues).load(file.name(), file.content());
        return documents.isEmpty() ? null : RecordingTranslation.clock(documents.get(0).root());
      }
      return null;
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE,
              RECORDING_SUMMARY,
              "cannot be read: " + e.getMessage(),
              ""));
      return null;
    }
  }

  private Issue invalid(String message) {
    return Issue.inFile(
        IssueCode.SCENARIO_INVALID, source.name(), message, "farsight init writes one");
  }

  private ObjectFiles objectFiles(JsonNode spec) {
    ScenarioHash of = hashesFiles ? hash : null;
    ObjectFiles files = new ObjectFiles(source.files(), issues, of, ORIGIN, cache);
    if (recorded) {
      files.withoutKedaWebhook();
    }
    if (hashesFiles) {
      files.readAhead(spec);
    }
    return files;
  }

  private @Nullable ResolvedScenario scenario(Fields root) {
    checkHeader(root);
    Fields metadata = root.map("metadata");
    String name = nameOf(source.name());
    String description = "";
    if (metadata != null) {
      name = metadata.text("name", name);
      description = metadata.text("description", "");
      metadata.textMap("labels");
      metadata.textMap("annotations");
      metadata.finish();
    }
    Fields spec = root.map("spec");
    root.finish();
    if (spec == null) {
      if (!root.has("spec")) {
        root.missing("spec", "the scenario itself stands below spec:");
      }
      return null;
    }
    ObjectFiles files = objectFiles(spec.node());
    Profiles profiles = new Profiles(ModelDefaults.CLUSTER_NAME);
    ClusterReading cluster = new ClusterReading(files, targets, profiles);
    Fields clusterFields = spec.map("cluster");
    var clusterSpec = cluster.read(clusterFields);
    ModelSpec model = startedAt(ModelReading.read(spec.map("model")), files.origin());
    model =
        model.withScheduler(
            model
                .scheduler()
                .withConfiguration(
                    new SchedulerConfigurationReading(files, clusterSpec.version())
                        .read(clusterFields)));
    ConfigReading configs = new ConfigReading(files, clusterSpec.version());
    KubeReader reader = new KubeReader(files.origin());
    Patches patches = new Patches(reader, new KubeWriter(files.origin()));
    StepReading steps = new StepReading(files, configs, reader, patches, targets, profiles);
    List<TimelineStep> timeline = timeline(spec, steps, clusterSpec.fargateProfiles());
    timeline.addAll(profiles.roleFaults());
    List<LoadSpec> loads = new LoadReading(files, loadTargets).read(spec);
    EndSpec end = end(spec);
    Long replications = spec.wholeNumber("replications", 1, MAX_REPLICATIONS);
    Long seed = spec.wholeNumber("seed", 0, 1L << 53);
    List<Threshold> thresholds = thresholds(spec);
    spec.finish();
    checkNames(clusterSpec.objects(), timeline);
    if (issues.hasErrors()) {
      return null;
    }
    return new ResolvedScenario(
        name,
        description,
        hash.hex(),
        clusterSpec.version().toString(),
        new SimulationSpec(
            clusterSpec, model, timeline, end, SimulationSpec.ChecksLevel.INVARIANTS, loads),
        replications == null ? 1 : replications.intValue(),
        seed == null ? 1 : seed,
        thresholds);
  }

  /** Lets the clocks that follow the wall begin at an instant: CronJobs fire when they would. */
  static ModelSpec startedAt(ModelSpec model, Instant origin) {
    SchedulerModel scheduler = model.scheduler();
    return origin.equals(ORIGIN)
        ? model
        : model.withScheduler(
            scheduler.withClock(
                scheduler.wholeSecondNanos(),
                scheduler.flushNanos(),
                Math.multiplyExact(origin.getEpochSecond(), 1_000_000_000L)));
  }

  private static String nameOf(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private void checkHeader(Fields root) {
    String version = root.requiredText("apiVersion", "write apiVersion: " + API_VERSION);
    if (version != null && !version.equals(API_VERSION)) {
      root.error(
          IssueCode.VALUE_NOT_ALLOWED,
          "apiVersion",
          "unknown apiVersion \"" + version + "\"",
          "write apiVersion: " + API_VERSION);
    }
    String kind = root.requiredText("kind", "write kind: Scenario");
    if (kind != null && !kind.equals("Scenario")) {
      root.error(
          IssueCode.VALUE_NOT_ALLOWED,
          "kind",
          "kind \"" + kind + "\" is no scenario",
          "write kind: Scenario; manifests belong into a step apply:");
    }
  }

  private List<TimelineStep> timeline(
      Fields spec, StepReading reading, List<ProfileTemplate> startingProfiles) {
    List<TimelineStep> steps = new ArrayList<>();
    List<Pending> pending = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (Fields step : spec.maps("timeline")) {
      String word = reading.wordOf(step);
      String id = step.text("id");
      StepAction action = word == null ? null : reading.read(step, word);
      StepTiming timing = StepTiming.read(step, action);
      Long timeout = step.durationNanos("timeout");
      if (word != null) {
        step.finish();
      }
      if (action == null || word == null) {
        continue;
      }
      String unique = uniqueId(step, id, action, ids, pending.size());
      pending.add(new Pending(step, unique, word, action, timing, timeout));
    }
    for (Pending one : pending) {
      StepTime when = when(one, ids, pending, startingProfiles);
      if (when != null) {
        steps.add(
            new TimelineStep(
                one.id(),
                StepTexts.of(one.action(), one.fields(), one.word()),
                when,
                one.action(),
                one.timeoutNanos()));
      }
    }
    return steps;
  }

  private record Pending(
      Fields fields,
      String id,
      String word,
      StepAction action,
      StepTiming timing,
      @Nullable Long timeoutNanos) {}

  private static String uniqueId(
      Fields step, @Nullable String given, StepAction action, Set<String> ids, int index) {
    if (given != null) {
      if (!ids.add(given)) {
        step.error(IssueCode.DUPLICATE_NAME, "id", "two steps have the id \"" + given + "\"", "");
      }
      return given;
    }
    String base =
        action instanceof StepAction.CreateFargateProfile create
            ? create.profile().name()
            : "step-" + (index + 1);
    String id = base;
    for (int n = 2; !ids.add(id); n++) {
      id = base + "#" + n;
    }
    return id;
  }

  /**
   * Returns the id of the step that creates the profile a step waits for, or null where the name of
   * the profile tells enough, because only one profile ever has it: the last such step before the
   * one that waits, or else the first after it.
   */
  private static @Nullable String creatorOf(
      String profile, Pending waits, List<Pending> steps, List<ProfileTemplate> startingProfiles) {
    boolean atStart = startingProfiles.stream().anyMatch(one -> one.name().equals(profile));
    int count = atStart ? 1 : 0;
    String creator = null;
    boolean isBefore = true;
    for (Pending step : steps) {
      isBefore &= step != waits;
      if (step.action() instanceof StepAction.CreateFargateProfile create
          && create.profile().name().equals(profile)) {
        count++;
        creator = isBefore || creator == null ? step.id() : creator;
      }
    }
    return count > 1 ? creator : null;
  }

  private @Nullable StepTime when(
      Pending step, Set<String> ids, List<Pending> steps, List<ProfileTemplate> startingProfiles) {
    AfterExpression after = step.timing().after();
    if (after == null) {
      return new StepTime.At(step.timing().atNanos());
    }
    if (ids.contains(after.id())) {
      StepTime.Stage stage =
          after.milestone() == AfterExpression.Milestone.ACTIVE
              ? StepTime.Stage.ACTIVE
              : StepTime.Stage.COMPLETE;
      return new StepTime.After(after.id(), stage, after.delayNanos());
    }
    String creator = creatorOf(after.id(), step, steps, startingProfiles);
    if (creator != null) {
      return new StepTime.After(creator, StepTime.Stage.ACTIVE, after.delayNanos());
    }
    if (targets.hasProfile(after.id())) {
      return new StepTime.AfterProfile(after.id(), after.delayNanos());
    }
    Set<String> known = new LinkedHashSet<>(ids);
    known.addAll(targets.profileNames());
    step.fields()
        .error(
            IssueCode.UNKNOWN_TARGET,
            "after",
            "no step has the id \"" + after.id() + "\"",
            DidYouMean.hint(after.id(), known, "ids are " + String.join(", ", known)));
    return null;
  }

  /** Checks what steps and loads name against what there is. */
  private void checkNames(List<? extends KubeObject> starting, List<TimelineStep> timeline) {
    targets.check();
    if (issues.hasErrors()) {
      return;
    }
    starting.forEach(loadTargets::reader);
    for (TimelineStep step : timeline) {
      step.objects().forEach(loadTargets::reader);
      if (step.action() instanceof StepAction.SetMetric set) {
        loadTargets.feed(set.namespace() + "/" + set.name());
      }
    }
    loadTargets.check();
  }

  private static EndSpec end(Fields spec) {
    JsonNode until = spec.raw("until");
    if (until == null || (until.isTextual() && until.textValue().equals("quiescent"))) {
      return EndSpec.QUIESCENT;
    }
    Long nanos = spec.durationNanos("until");
    return nanos == null ? EndSpec.QUIESCENT : EndSpec.at(nanos);
  }

  private List<Threshold> thresholds(Fields spec) {
    List<Threshold> thresholds = new ArrayList<>();
    for (Fields.Item item : spec.items("thresholds")) {
      if (!item.node().isTextual()) {
        issues.add(
            spec.document()
                .issue(
                    IssueCode.WRONG_TYPE,
                    item.path(),
                    "a threshold is a text such as p95(time_to_ready) < 90s",
                    ""));
        continue;
      }
      try {
        thresholds.add(ThresholdParser.parse(item.node().textValue()));
      } catch (ExpressionException e) {
        ExpressionIssues.add(spec.document(), item.path(), e, issues);
      }
    }
    return thresholds;
  }
}
