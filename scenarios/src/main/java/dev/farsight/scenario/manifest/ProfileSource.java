package dev.farsight.scenario.manifest;

import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FargateProfileSpec;

/**
 * A Fargate profile of an input, whatever its notation was.
 *
 * @param name name
 * @param status status as AWS reports it; ACTIVE where the input is a wish and reports none
 * @param spec selectors and subnets
 * @param document document it stands in
 * @param path its place in the document
 */
public record ProfileSource(
    String name, String status, FargateProfileSpec spec, Document document, JsonPath path) {

  /** Returns whether the profile admits pods. */
  public boolean isActive() {
    return status.equals("ACTIVE");
  }

  /** Returns the line on which the profile begins. */
  public int line() {
    return document.position(path).line();
  }
}
