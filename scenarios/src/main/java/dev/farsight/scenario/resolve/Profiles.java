package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the Fargate profiles of one scenario and keeps what is broken about their roles. */
final class Profiles {

  private final Map<String, TimelineStep> roleFaults = new LinkedHashMap<>();
  private String clusterName;

  Profiles(String clusterName) {
    this.clusterName = clusterName;
  }

  /** Says how the cluster is called, which trust policies may ask for. */
  void setClusterName(String name) {
    clusterName = name;
  }

  /** Returns a profile, or null after reporting. */
  @Nullable ProfileTemplate read(Fields fields) {
    ProfileTemplate template = Selections.profile(fields, "podExecutionRole");
    if (template != null) {
      for (SurroundingsReading.BrokenRole role :
          SurroundingsReading.role(fields, template, clusterName)) {
        TimelineStep fault = role.fault();
        roleFaults.putIfAbsent(fault.id(), fault);
      }
    }
    return template == null ? null : withRole(fields, template);
  }

  /** The role's ARN may stand in either place. */
  private static ProfileTemplate withRole(Fields fields, ProfileTemplate template) {
    FargateProfileSpec spec = template.spec();
    JsonNode role = fields.raw("podExecutionRole");
    String arn = role == null ? "" : role.path("arn").asText("");
    return arn.isEmpty() || spec.podExecutionRoleArn() != null
        ? template
        : new ProfileTemplate(
            template.name(),
            new FargateProfileSpec(spec.selectors(), spec.subnets(), arn),
            template.created());
  }

  /** Returns the faults that broken roles amount to. */
  List<TimelineStep> roleFaults() {
    return new ArrayList<>(roleFaults.values());
  }
}
