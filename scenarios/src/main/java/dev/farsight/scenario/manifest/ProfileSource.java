package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FargateProfileSpec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

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

  private static final String EKSCTL_TAG = "alpha.eksctl.io/cluster-name";
  private static final int ARN_REGION = 3;

  /** Returns whether the profile admits pods. */
  public boolean isActive() {
    return status.equals("ACTIVE");
  }

  /** Returns the name of its cluster, where the input tells. */
  public @Nullable String clusterName() {
    String name = node().path("clusterName").asText(node().path("tags").path(EKSCTL_TAG).asText());
    return name.isEmpty() ? null : name;
  }

  /** Returns the AWS region of its ARN, where the input tells. */
  public @Nullable String region() {
    String[] arn = node().path("fargateProfileArn").asText().split(":", -1);
    return arn.length > ARN_REGION && !arn[ARN_REGION].isEmpty() ? arn[ARN_REGION] : null;
  }

  /** Returns when it was created, where the input tells: a text, or seconds of the epoch. */
  public @Nullable Instant createdAt() {
    JsonNode created = node().path("createdAt");
    if (created.isNumber()) {
      return Instant.ofEpochSecond(created.asLong());
    }
    try {
      return OffsetDateTime.parse(created.asText()).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private JsonNode node() {
    return document.root().at(path.toPointer());
  }

  /** Returns the line on which the profile begins. */
  public int line() {
    return document.position(path).line();
  }
}
