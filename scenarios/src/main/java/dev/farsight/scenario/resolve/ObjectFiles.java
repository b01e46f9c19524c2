package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ApiValidation;
import dev.farsight.scenario.manifest.ApiVersions;
import dev.farsight.scenario.manifest.KedaWebhook;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.ReplicationControllers;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.CronJob;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.StatefulSet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files that a scenario names, and keeps account of every byte for its hash. */
final class ObjectFiles {

  /** Pods that a scenario may ask for at most at a time. */
  static final long MAX_PODS = 1_000_000;

  private static final String MOST_PODS = "a run holds at most " + MAX_PODS + " pods in all";

  /** Prefix of files that come with Farsight, whatever scenario names them. */
  static final String BUNDLED = "bundled:";

  private final FileSource files;
  private final Issues issues;
  private final @Nullable ScenarioHash hash;
  private Instant origin;
  private final DocumentCache cache;
  private final ReadAhead ahead;
  private @Nullable KubeReader reader;
  private String readerNamespace = "";
  private long wantedPods;
  private boolean kedaWebhook = true;

  /**
   * Makes a reader.
   *
   * @param hash takes in every byte that is read; null for variants of a scenario
   */
  ObjectFiles(
      FileSource files,
      Issues issues,
      @Nullable ScenarioHash hash,
      Instant origin,
      DocumentCache cache) {
    this.cache = cache;
    this.ahead = new ReadAhead(files, cache);
    this.files = files;
    this.issues = issues;
    this.hash = hash;
    this.origin = origin;
  }

  /**
   * Says which instant of the wall clock is 0s; times of objects read from now on count from it.
   */
  void startAt(Instant instant) {
    origin = instant;
    reader = null;
  }

  /** Begins to read what a scenario names, given its {@code spec}. */
  void readAhead(JsonNode spec) {
    ahead.begin(spec);
  }

  /** Says that KEDA's admission webhook is not installed, as in recordings. */
  void withoutKedaWebhook() {
    kedaWebhook = false;
  }

  /** Returns the instant of the wall clock at 0s. */
  Instant origin() {
    return origin;
  }

  Issues issues() {
    return issues;
  }

  /** Returns the documents of the files that a name or glob means; reports if there are none. */
  List<Document> documents(Fields where, JsonPath path, String pattern) {
    List<Document> documents = new ArrayList<>();
    ahead.await(pattern);
    try {
      List<FileSource.SourceFile> found =
          pattern.startsWith(BUNDLED)
              ? cache.find(pattern, name -> Library.files(name.substring(BUNDLED.length())))
              : cache.find(pattern, files);
      if (found.isEmpty()) {
        issues.add(
            where
                .document()
                .issue(
                    IssueCode.FILE_UNREADABLE,
                    path,
                    "\"" + pattern + "\" does not exist",
                    "files are looked for beside the scenario"));
      }
      for (FileSource.SourceFile file : found) {
        documents.addAll(load(file));
      }
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE, pattern, "cannot be read: " + e.getMessage(), ""));
    }
    return documents;
  }

  /** Returns what the files hold that a name or glob means; reports if there are none. */
  List<FileSource.SourceFile> contents(Fields where, JsonPath path, String pattern) {
    List<FileSource.SourceFile> found = List.of();
    try {
      found = cache.find(pattern, files);
      if (found.isEmpty()) {
        issues.add(
            where
                .document()
                .issue(
                    IssueCode.FILE_UNREADABLE,
                    path,
                    "\"" + pattern + "\" does not exist",
                    "files are looked for beside the scenario"));
      }
      found.forEach(this::account);
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE, pattern, "cannot be read: " + e.getMessage(), ""));
    }
    return found;
  }

  private void account(FileSource.SourceFile file) {
    ScenarioHash of = hash;
    if (of != null) {
      of.add(file.content());
    }
  }

  /** Returns the documents of a file. */
  List<Document> load(FileSource.SourceFile file) {
    account(file);
    return cache.get(file, () -> read(file));
  }

  private List<Document> read(FileSource.SourceFile file) {
    List<Document> early = ahead.documents(file);
    if (early == null) {
      return new TextLoader(TextLimits.DEFAULT, issues).load(file.name(), file.content());
    }
    issues.expectFile(file.name());
    return early;
  }

  /** Returns the objects of a document, those of a List one by one; unknown kinds are noted. */
  List<KubeObject> objects(Document document, String namespace) {
    List<KubeObject> objects = new ArrayList<>();
    add(document, document.root(), JsonPath.ROOT, reader(namespace), objects);
    return objects;
  }

  /** Returns a reader for a namespace; it is kept, because it knows what it has read. */
  private KubeReader reader(String namespace) {
    KubeReader kept = reader;
    if (kept == null || !readerNamespace.equals(namespace)) {
      kept = new KubeReader(origin, namespace);
      reader = kept;
      readerNamespace = namespace;
    }
    return kept;
  }

  /** Returns the object that stands inline in a document, or null after reporting. */
  @Nullable KubeObject inline(Document document, JsonNode node, JsonPath path, String namespace) {
    List<KubeObject> objects = new ArrayList<>();
    add(document, node, path, reader(namespace), objects);
    return objects.isEmpty() ? null : objects.get(0);
  }

  private void add(
      Document document, JsonNode node, JsonPath path, KubeReader reader, List<KubeObject> into) {
    if (node.isNull() || (node.isObject() && node.isEmpty())) {
      return;
    }
    if (node.isArray() || (node.path("items").isArray() && isList(node))) {
      JsonNode items = node.isArray() ? node : node.get("items");
      JsonPath base = node.isArray() ? path : path.child("items");
      for (int i = 0; i < items.size(); i++) {
        add(document, items.get(i), base.child(i), reader, into);
      }
      return;
    }
    String kind = node.path("kind").asText();
    if (kind.isEmpty()) {
      issues.add(
          document.issue(
              IssueCode.NOT_A_MANIFEST, path, "this is no Kubernetes object: it has no kind", ""));
      return;
    }
    String apiVersion = node.path("apiVersion").asText();
    boolean foreign = !apiVersion.isEmpty() && !ApiVersions.isKubernetes(apiVersion, kind);
    KubeObject object = foreign ? null : reader.read(document, node, path, issues);
    if (object == null) {
      issues.addOnce(
          "kind " + kind,
          document.issue(
              IssueCode.KIND_NOT_SIMULATED, path.child("kind"), kind + " is not simulated", ""));
      return;
    }
    check(document, path, object);
    into.add(simulated(document, path, object));
  }

  /** A ReplicationController does what a ReplicaSet does, and is run as one of the same name. */
  private KubeObject simulated(Document document, JsonPath path, KubeObject object) {
    if (!(object instanceof ReplicationController controller)) {
      return object;
    }
    issues.addOnce(
        "ReplicationController",
        document.issue(
            IssueCode.KIND_NOT_SIMULATED,
            path.child("kind"),
            "ReplicationControllers are run as ReplicaSets of the same name",
            "steps name them by the kind ReplicaSet"));
    return ReplicationControllers.asReplicaSet(controller);
  }

  private static boolean isList(JsonNode node) {
    return node.path("kind").asText().endsWith("List");
  }

  private void check(Document document, JsonPath path, KubeObject object) {
    if (object.metadata().uid().isEmpty()) {
      // an API server has accepted what it stores
      new ApiValidation(object, document, path, issues).check();
      if (kedaWebhook) {
        new KedaWebhook(object, document, path, issues).check();
      }
    }
    if (isTooMuch(object)) {
      JsonPath replicas = path.descend("spec", "replicas");
      issues.add(document.issue(IssueCode.MODEL_BOMB, replicas, asksForTooMuch(object), MOST_PODS));
    }
  }

  /** Reports an object of the starting state that asks for more pods than a run can hold. */
  void limitPods(ManifestObject read) {
    if (isTooMuch(read.object())) {
      issues.add(
          read.issue(
              IssueCode.MODEL_BOMB,
              ManifestObject.REPLICAS,
              asksForTooMuch(read.object()),
              MOST_PODS));
    }
  }

  /** Counts the pods of an object, unless that would be more than a run can hold. */
  private boolean isTooMuch(KubeObject object) {
    long pods = wantedPods(object);
    boolean tooMuch = pods > 0 && wantedPods + pods > MAX_PODS;
    wantedPods += tooMuch ? 0 : pods;
    return tooMuch;
  }

  private static String asksForTooMuch(KubeObject object) {
    return object.kind().name()
        + " \""
        + object.name()
        + "\" asks for "
        + wantedPods(object)
        + " pods";
  }

  static long wantedPods(KubeObject object) {
    Number wanted = null;
    if (object instanceof Deployment deployment) {
      wanted = deployment.spec().replicas();
    } else if (object instanceof ReplicaSet replicaSet) {
      wanted = replicaSet.spec().replicas();
    } else if (object instanceof StatefulSet statefulSet) {
      wanted = statefulSet.spec().replicas();
    } else if (object instanceof Job job) {
      wanted = job.spec().parallelism();
    } else if (object instanceof CronJob cronJob) {
      wanted = cronJob.spec().jobTemplate().spec().parallelism();
    } else {
      return 0;
    }
    return wanted == null ? 1 : wanted.longValue();
  }
}
