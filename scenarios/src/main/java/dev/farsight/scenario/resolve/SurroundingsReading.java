package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Network;
import dev.farsight.sim.kube.PodSecurityGroup;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.kube.Wildcards;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.NetworkChange;
import dev.farsight.sim.spec.PodFilter;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.StepTime;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what surrounds the cluster: network, security groups, roles, faults and their mending. */
final class SurroundingsReading {

  private static final int MAX_RATE = 1_000_000;
  private static final int MAX_PORT = 65_535;

  private SurroundingsReading() {}

  /** Returns the network of the section {@code cluster.network}. */
  static Network network(@Nullable Fields fields, Network defaults) {
    if (fields == null) {
      return defaults;
    }
    boolean nat = fields.flag("nat", true);
    List<String> endpoints = endpoints(fields, "endpoints");
    ApiAccess access = apiAccess(fields);
    List<String> natAddresses = fields.texts("natAddresses");
    List<PodSecurityGroup> groups = securityGroups(fields);
    fields.finish();
    return new Network(
        nat,
        false,
        endpoints,
        access.privateAccess() == null || access.privateAccess(),
        access.publicAccess() == null || access.publicAccess(),
        access.cidrs() == null ? defaults.publicAccessCidrs() : access.cidrs(),
        natAddresses,
        groups);
  }

  /** Returns the change of a step {@code setNetwork}, or null after reporting. */
  static @Nullable StepAction setNetwork(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    Boolean nat = fields.has("nat") ? Boolean.valueOf(fields.flag("nat", true)) : null;
    ApiAccess access = apiAccess(fields);
    List<PodSecurityGroup> groups = fields.has("securityGroups") ? securityGroups(fields) : null;
    List<String> endpoints = endpoints(fields, "addEndpoints");
    fields.finish();
    return new StepAction.SetNetwork(
        new NetworkChange(
            nat, endpoints, access.privateAccess(), access.publicAccess(), access.cidrs(), groups));
  }

  private record ApiAccess(
      @Nullable Boolean privateAccess,
      @Nullable Boolean publicAccess,
      @Nullable List<String> cidrs) {}

  private static ApiAccess apiAccess(Fields fields) {
    Fields access = fields.map("apiEndpoint");
    if (access == null) {
      return new ApiAccess(null, null, null);
    }
    ApiAccess read =
        new ApiAccess(
            access.has("privateAccess") ? access.flag("privateAccess", true) : null,
            access.has("publicAccess") ? access.flag("publicAccess", true) : null,
            access.has("publicAccessCidrs") ? access.texts("publicAccessCidrs") : null);
    access.finish();
    return read;
  }

  private static List<String> endpoints(Fields fields, String name) {
    List<String> endpoints = new ArrayList<>();
    for (String text : fields.texts(name)) {
      // AWS writes com.amazonaws.REGION.SERVICE; the service is what counts.
      String service = text.replaceFirst("^com\\.amazonaws\\.[a-z0-9-]+\\.", "");
      if (Network.KNOWN_SERVICES.contains(service)) {
        endpoints.add(service);
      } else {
        fields.error(
            IssueCode.VALUE_NOT_ALLOWED,
            name,
            "\"" + text + "\" is no VPC endpoint that the model asks for",
            DidYouMean.hint(
                service,
                Network.KNOWN_SERVICES,
                "known are " + String.join(", ", Network.KNOWN_SERVICES)));
      }
    }
    return endpoints;
  }

  private static List<PodSecurityGroup> securityGroups(Fields fields) {
    List<PodSecurityGroup> groups = new ArrayList<>();
    for (Fields group : fields.maps("securityGroups")) {
      Fields select = group.map("select");
      String namespace = null;
      LabelSelector labels = null;
      if (select != null) {
        namespace = select.text("namespace");
        labels = Selections.selector(select, "labels");
        select.finish();
      }
      List<Integer> ports = new ArrayList<>();
      for (Fields.Item item : group.items("ports")) {
        JsonNode port = item.node();
        if (port.isIntegralNumber() && port.asInt() > 0 && port.asInt() <= MAX_PORT) {
          ports.add(port.asInt());
        } else {
          group.error(
              IssueCode.BAD_NUMBER, "ports", "\"" + port.asText() + "\" is no port", "as in [443]");
        }
      }
      group.finish();
      groups.add(new PodSecurityGroup(namespace, labels, ports));
    }
    return groups;
  }

  /** Returns the action of a step {@code setQuotas}, or null after reporting. */
  static @Nullable StepAction setQuotas(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    Quantity vcpu = Selections.quantity(fields, "fargateVcpu");
    Long burst = fields.wholeNumber("launchBurst", 1, MAX_RATE);
    Long rate = fields.wholeNumber("launchPerSecond", 1, MAX_RATE);
    fields.finish();
    return new StepAction.SetQuotas(
        vcpu == null ? null : Long.valueOf(vcpu.milliValue()),
        burst == null ? null : Integer.valueOf(burst.intValue()),
        rate == null ? null : Integer.valueOf(rate.intValue()));
  }

  /** Returns the action of a step {@code fault}, or null after reporting. */
  static @Nullable StepAction fault(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    FaultKind kind = kind(fields);
    Long from = fields.durationNanos("from");
    Long to = fields.durationNanos("to");
    if (from != null && to != null && to <= from) {
      fields.error(IssueCode.FIELD_CONFLICT, "to", "the fault ends before it begins", "");
    }
    Fields select = fields.map("select");
    PodFilter filter = select == null ? PodFilter.ALL : Selections.pods(select);
    if (select != null) {
      select.finish();
    }
    List<String> zones = fields.texts("zones");
    if (!zones.isEmpty()
        && kind != null
        && kind != FaultKind.CAPACITY_UNAVAILABLE
        && kind != FaultKind.ZONE_UNSUPPORTED) {
      fields.error(
          IssueCode.FIELD_CONFLICT,
          "zones",
          "a fault " + kind.word() + " knows no zones",
          "zones go with capacity-unavailable and zone-unsupported");
    }
    fields.finish();
    return kind == null ? null : new StepAction.Fault(kind, to, filter, zones);
  }

  private static @Nullable FaultKind kind(Fields fields) {
    List<String> known = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      known.add(kind.word());
    }
    String kind = fields.oneOf("kind", known);
    if (!fields.has("kind")) {
      fields.missing("kind", "known are " + String.join(", ", known));
    }
    return kind == null ? null : FaultKind.values()[known.indexOf(kind)];
  }

  /** Returns the action of a step {@code mend}, or null after reporting. */
  static @Nullable StepAction mend(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return null;
    }
    FaultKind kind = kind(fields);
    String profile = fields.text("profile");
    fields.finish();
    return kind == null ? null : new StepAction.Mend(kind, profile);
  }

  /**
   * The pod execution role of a profile, as far as it is broken.
   *
   * @param profile name of the profile
   * @param kind what is seen of it
   */
  record BrokenRole(String profile, FaultKind kind) {

    /** Returns the fault that hits the profile's pods from the start. */
    TimelineStep fault() {
      PodFilter pods =
          new PodFilter(
              null,
              LabelSelector.ofLabels(Map.of(WellKnown.FARGATE_PROFILE, profile)),
              List.of(),
              null);
      return new TimelineStep(
          "role-of-" + profile + "-" + kind.word(),
          "pod execution role of " + profile + ": " + kind.word(),
          StepTime.start(),
          new StepAction.Fault(kind, null, pods, List.of()));
    }
  }

  /** Reads the pod execution role of a profile: what is broken about it, nothing if it works. */
  static List<BrokenRole> role(Fields profile, ProfileTemplate template, String cluster) {
    Fields role = profile.map("podExecutionRole");
    if (role == null) {
      return List.of();
    }
    List<BrokenRole> broken = new ArrayList<>();
    role.text("arn");
    boolean exists = role.flag("exists", true);
    boolean trusts = role.flag("trustsFargate", true);
    String sourceArn = role.text("sourceArn");
    boolean mapped = role.flag("inAuthConfig", true);
    role.finish();
    if (!exists || !trusts || (sourceArn != null && !covers(sourceArn, cluster, template.name()))) {
      broken.add(new BrokenRole(template.name(), FaultKind.ROLE_BROKEN));
    }
    if (!mapped) {
      broken.add(new BrokenRole(template.name(), FaultKind.ROLE_UNMAPPED));
    }
    return broken;
  }

  /** Returns whether a condition on aws:SourceArn lets the profiles of a cluster through. */
  private static boolean covers(String sourceArn, String cluster, String profile) {
    String[] parts = sourceArn.split(":", 6);
    if (parts.length < 6 || !parts[2].equals("eks")) {
      return false;
    }
    String actual = "fargateprofile/" + cluster + "/" + profile + "/0";
    return Wildcards.matches(parts[5], actual);
  }
}
