package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.Place;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.KubeObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An API object of an input, and where it stands.
 *
 * <p>Of the text only places are kept, and only those that later judgements point at: a dump of a
 * large cluster is read one object at a time, and must not stay in memory as a tree.
 *
 * @param object the object, completed by API defaulting
 * @param apiVersion version as written
 * @param refused whether an API server would refuse it, so that it makes no pods
 * @param fingerprint hash of the object as written: objects that were written alike have the same
 * @param place where it begins
 * @param parts where some of its parts stand, by their path inside the object
 */
public record ManifestObject(
    KubeObject object,
    String apiVersion,
    boolean refused,
    int fingerprint,
    Place place,
    Map<String, Place> parts) {

  /** The number of pods that a workload asks for. */
  public static final String REPLICAS = "spec.replicas";

  /** The workload that a ScaledObject scales. */
  public static final String SCALE_TARGET = "spec.scaleTargetRef";

  /** The pod template of a ScaledJob. */
  public static final String JOB_TEMPLATE = "spec.jobTargetRef.template";

  private static final Map<String, List<String>> PARTS_BY_KIND =
      Map.of(
          "Deployment", List.of(REPLICAS),
          "ReplicaSet", List.of(REPLICAS),
          "StatefulSet", List.of(REPLICAS),
          "ReplicationController", List.of(REPLICAS),
          "ScaledObject", List.of(SCALE_TARGET),
          "ScaledJob", List.of(JOB_TEMPLATE));

  /** Makes the map unmodifiable. */
  public ManifestObject {
    parts = FrozenMap.copyOf(parts);
  }

  /** Returns an object that was read from a place of a document. */
  static ManifestObject of(
      KubeObject object,
      String apiVersion,
      boolean refused,
      JsonNode source,
      Document document,
      JsonPath path) {
    Map<String, Place> parts = new LinkedHashMap<>();
    for (String part : PARTS_BY_KIND.getOrDefault(object.kind().name(), List.of())) {
      parts.put(part, document.place(path.descend(part.split("\\.", -1))));
    }
    return new ManifestObject(
        object, apiVersion, refused, source.hashCode(), document.place(path), parts);
  }

  /** Returns the same with another object. */
  ManifestObject withObject(KubeObject other) {
    return new ManifestObject(other, apiVersion, refused, fingerprint, place, parts);
  }

  /** Returns the name of the input. */
  public String file() {
    return place.file();
  }

  /** Returns the line on which the object begins. */
  public int line() {
    return place.line();
  }

  /** Returns the kind's name. */
  public String kind() {
    return object.kind().name();
  }

  /** Returns {@code Kind/namespace/name}, which identifies the object. */
  public String id() {
    return kind() + "/" + object.key();
  }

  /** Returns an issue about the object as a whole. */
  public Issue issue(IssueCode code, String message, String hint) {
    return place.issue(code, message, hint);
  }

  /** Returns an issue about a part of the object, or about the whole if the part is not kept. */
  public Issue issue(IssueCode code, String part, String message, String hint) {
    return parts.getOrDefault(part, place).issue(code, message, hint);
  }
}
