package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDefaults;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one API object from JSON: completes it as API defaulting does and makes the record of its
 * kind.
 *
 * <p>For objects that are known to be good, such as recordings of a real API server, {@link
 * #read(JsonNode)} throws where something is wrong; for objects of users {@link #read(Document,
 * JsonNode, JsonPath, Issues)} reports.
 */
public final class KubeReader {

  private static final String METADATA = "metadata";
  private static final String DEFAULT_NAMESPACE = "default";

  /** Kinds that come in thousands, and that are completed without a look at their metadata. */
  private static final Set<Kind<?>> NUMEROUS = Set.of(Kinds.POD, Kinds.NODE);

  private final Instant origin;
  private final String namespace;
  private final FieldCatalogue catalogue;
  private final Map<String, Kind<?>> kinds = new LinkedHashMap<>();
  private final AlikeObjects alike = new AlikeObjects();

  /**
   * Creates a reader that puts namespaced objects without a namespace into {@code default}.
   *
   * @param origin instant of the wall clock at which simulated time is zero
   */
  public KubeReader(Instant origin) {
    this(origin, DEFAULT_NAMESPACE);
  }

  /**
   * Creates a reader.
   *
   * @param origin instant of the wall clock at which simulated time is zero
   * @param namespace namespace of namespaced objects that name none
   */
  public KubeReader(Instant origin, String namespace) {
    this.origin = origin;
    this.namespace = namespace;
    this.catalogue = FieldCatalogue.shipped();
    for (Kind<?> kind : Kinds.ALL) {
      kinds.put(kind.name(), kind);
    }
  }

  /** Returns the kind with a name among those the model simulates, or null. */
  public @Nullable Kind<?> kindOf(String name) {
    return kinds.get(name);
  }

  /**
   * Returns the record of an object.
   *
   * @throws IllegalArgumentException if the object's kind is not simulated or it is not valid
   */
  public KubeObject read(JsonNode object) {
    Issues issues = new Issues();
    KubeObject read = read(Document.of("", object), object, JsonPath.ROOT, issues);
    if (issues.hasErrors() || read == null) {
      throw new IllegalArgumentException(
          "not an object of a simulated kind: "
              + object.path("kind").asText()
              + "\n"
              + IssueText.of(issues));
    }
    return read;
  }

  /**
   * Returns the record of an object of a known kind.
   *
   * @throws IllegalArgumentException if the object is of another kind or not valid
   */
  public <T extends KubeObject> T read(Kind<T> kind, JsonNode object) {
    return kind.type().cast(read(object));
  }

  /**
   * Returns the record of an object, or null if its kind is not simulated. What is wrong with it is
   * reported; the record then holds what could be read.
   *
   * @param document document the object stands in
   * @param object the object; it is not changed
   * @param path place of the object in the document
   * @param issues where to report
   */
  public @Nullable KubeObject read(
      Document document, JsonNode object, JsonPath path, Issues issues) {
    Kind<?> kind = kinds.get(object.path("kind").asText());
    if (kind == null || !object.isObject()) {
      return null;
    }
    KubeObject read =
        NUMEROUS.contains(kind)
            ? readNumerous(kind, document, object, path, issues)
            : readWhole(kind, document, object, path, issues);
    return placed(kind, read);
  }

  /** Reads only the metadata where all else is as in an object read before, and nothing to say. */
  private KubeObject readNumerous(
      Kind<?> kind, Document document, JsonNode object, JsonPath path, Issues issues) {
    AlikeObjects.Known known = alike.find(document.file(), object);
    if (known != null && issues.saidAll(known.topics())) {
      KubeObject like = known.object();
      ObjectMeta metadata = readMetadata(kind, document, object, path, issues);
      return looksAtLabels(like)
          ? complete(like.withMetadata(metadata))
          : like.withMetadata(metadata);
    }
    KubeObject[] read = new KubeObject[1];
    Set<String> topics =
        issues.topicsOf(() -> read[0] = readWhole(kind, document, object, path, issues));
    KubeObject whole = read[0];
    KubeObject completed = complete(whole);
    if (topics != null) {
      KubeObject kept = looksAtLabels(whole) ? whole : completed;
      alike.keep(new AlikeObjects.Known(document.file(), object, kept, topics));
    }
    return completed;
  }

  /** Returns whether the labels of an object have a part in completing it. */
  private static boolean looksAtLabels(KubeObject object) {
    return object instanceof Pod pod
        && (pod.spec().affinity() != null || !pod.spec().topologySpreadConstraints().isEmpty());
  }

  private ObjectMeta readMetadata(
      Kind<?> kind, Document document, JsonNode object, JsonPath path, Issues issues) {
    ObjectNode shell = JsonNodeFactory.instance.objectNode();
    JsonNode metadata = object.get(METADATA);
    if (metadata != null) {
      shell.set(METADATA, metadata.deepCopy());
    }
    UpstreamForm.simplify(kind.name(), shell);
    RecordReader reader = new RecordReader(document, issues, origin, catalogue);
    return (ObjectMeta)
        Objects.requireNonNull(reader.readComponent(kind.type(), METADATA, shell, path));
  }

  private KubeObject readWhole(
      Kind<?> kind, Document document, JsonNode object, JsonPath path, Issues issues) {
    ObjectNode copy = object.deepCopy();
    OldVersions.convert(object.path("apiVersion").asText(), kind.name(), copy);
    UpstreamForm.simplify(kind.name(), copy);
    ApiDefaults.complete(kind.name(), copy);
    RecordReader reader = new RecordReader(document, issues, origin, catalogue);
    return reader.read(kind.type(), copy, path);
  }

  private static KubeObject complete(KubeObject object) {
    return object instanceof Pod pod ? PodDefaults.complete(pod) : object;
  }

  private KubeObject placed(Kind<?> kind, KubeObject object) {
    ObjectMeta metadata = object.metadata();
    if (kind.namespaced() == metadata.namespace().isEmpty()) {
      return object.withMetadata(metadata.withNamespace(kind.namespaced() ? namespace : ""));
    }
    return object;
  }
}
