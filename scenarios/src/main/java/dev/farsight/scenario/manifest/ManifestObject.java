package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.KubeObject;

/**
 * An API object of an input, and where it stands.
 *
 * @param object the object, completed by API defaulting
 * @param source the object as written
 * @param document document it stands in
 * @param path its place in the document
 * @param apiVersion version as written
 */
public record ManifestObject(
    KubeObject object, JsonNode source, Document document, JsonPath path, String apiVersion) {

  /** Returns the name of the input. */
  public String file() {
    return document.file();
  }

  /** Returns the line on which the object begins. */
  public int line() {
    return document.position(path).line();
  }

  /** Returns the kind's name. */
  public String kind() {
    return object.kind().name();
  }

  /** Returns {@code Kind/namespace/name}, which identifies the object. */
  public String id() {
    return kind() + "/" + object.key();
  }

  /** Returns an issue about a part of the object. */
  public Issue issue(IssueCode code, JsonPath part, String message, String hint) {
    return document.issue(code, part, message, hint);
  }
}
