package dev.farsight.scenario.fix;

import dev.farsight.sim.kube.FargateProfileSelector;
import java.util.List;
import java.util.stream.Collectors;

/** What is typed to create a Fargate profile, and to wait until pods are admitted by it. */
final class ProfileCommands {

  /** From ACTIVE until pods are admitted by a profile, in seconds: that is what is slept. */
  static final long PROPAGATION_SECONDS = 30;

  private ProfileCommands() {}

  /** Returns the command that creates a profile, and the one that waits for it. */
  static List<String> create(String cluster, String name, List<FargateProfileSelector> selectors) {
    return List.of(creating(cluster, name, selectors), waitUntilEffective(cluster, name));
  }

  /** eksctl's options take one selector; several are a file, here on standard input. */
  private static String creating(
      String cluster, String name, List<FargateProfileSelector> selectors) {
    if (selectors.size() == 1) {
      FargateProfileSelector selector = selectors.get(0);
      String labels =
          selector.labels().entrySet().stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .collect(Collectors.joining(","));
      return "eksctl create fargateprofile --cluster "
          + cluster
          + " --name "
          + name
          + " --namespace "
          + quoted(selector.namespace())
          + (labels.isEmpty() ? "" : " --labels " + quoted(labels));
    }
    String written =
        selectors.stream()
            .map(
                selector ->
                    "{\"namespace\":\""
                        + selector.namespace()
                        + "\""
                        + (selector.labels().isEmpty() ? "" : ",\"labels\":" + json(selector))
                        + "}")
            .collect(Collectors.joining(","));
    return "echo '{\"apiVersion\":\"eksctl.io/v1alpha5\",\"kind\":\"ClusterConfig\",\"metadata\":{\"name\":\""
        + cluster
        + "\",\"region\":\"'$AWS_REGION'\"},\"fargateProfiles\":[{\"name\":\""
        + name
        + "\",\"selectors\":["
        + written
        + "]}]}' | eksctl create fargateprofile -f -";
  }

  private static String json(FargateProfileSelector selector) {
    return selector.labels().entrySet().stream()
        .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Wildcards of selectors are not the shell's. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9._=,/-]*") ? text : "'" + text + "'";
  }

  /** Returns the command that comes back once a change of a profile is over. */
  static String waitUntil(String state, String cluster, String name) {
    return "aws eks wait fargate-profile-"
        + state
        + " --cluster-name "
        + cluster
        + " --fargate-profile-name "
        + name;
  }

  /** Returns the command that comes back once pods are admitted by a new profile. */
  static String waitUntilEffective(String cluster, String name) {
    return waitUntil("active", cluster, name) + " && sleep " + PROPAGATION_SECONDS;
  }
}
