package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;

/**
 * An object of a kind that is understood and not stored by the API server's own types: a KEDA
 * ScaledObject or ScaledJob.
 *
 * @param apiVersion version as written
 * @param kind kind
 * @param namespace namespace, also where none was written
 * @param name name
 * @param source the object as written
 * @param document document it stands in
 * @param path its place in the document
 */
public record CustomObject(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    JsonNode source,
    Document document,
    JsonPath path) {}
