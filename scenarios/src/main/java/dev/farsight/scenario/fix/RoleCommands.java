package dev.farsight.scenario.fix;

import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.spec.ProfileTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is typed about pod execution roles, with the ARNs that the inputs tell. */
final class RoleCommands {

  private static final String POLICY =
      "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy";
  private static final String NAME = "$POD_EXECUTION_ROLE";
  private static final String ARN = "$POD_EXECUTION_ROLE_ARN";
  private static final int ACCOUNT_FIELD = 4;
  private static final int ARN_FIELDS = 6;

  private RoleCommands() {}

  /** Returns the ARNs of the roles of the pods' profiles, or a variable where none is told. */
  private static List<String> arns(Situation situation, List<PodOutcome> pods) {
    Set<String> arns = new LinkedHashSet<>();
    for (PodOutcome pod : pods) {
      ProfileTemplate profile = situation.profile(pod.admission().profile());
      String arn = profile == null ? null : profile.spec().podExecutionRoleArn();
      arns.add(arn == null || arn.isEmpty() ? ARN : arn);
    }
    return arns.isEmpty() ? List.of(ARN) : List.copyOf(arns);
  }

  /** Creates the roles where they are missing, and lets Fargate assume them. */
  static List<String> repair(Situation situation, List<PodOutcome> pods) {
    String cluster = situation.scenario().spec().cluster().name();
    List<String> commands = new ArrayList<>();
    for (String arn : arns(situation, pods)) {
      boolean named = !arn.equals(ARN);
      String name = named ? arn.substring(arn.lastIndexOf('/') + 1) : NAME;
      String[] fields = arn.split(":", -1);
      String account =
          named && fields.length >= ARN_FIELDS ? fields[ACCOUNT_FIELD] : "'$AWS_ACCOUNT'";
      String told = situation.region();
      String region = told.startsWith("$") ? "'" + told + "'" : told;
      commands.add("echo '" + trust(region, cluster, account) + "' > trust.json");
      commands.add(
          "aws iam get-role --role-name "
              + name
              + " || aws iam create-role --role-name "
              + name
              + " --assume-role-policy-document file://trust.json");
      commands.add(
          "aws iam update-assume-role-policy --role-name "
              + name
              + " --policy-document file://trust.json");
      commands.add("aws iam attach-role-policy --role-name " + name + " --policy-arn " + POLICY);
    }
    return commands;
  }

  /** Trust with the condition that AWS advises: profiles of this cluster alone. */
  private static String trust(String region, String cluster, String account) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
        + "{\"Service\":\"eks-fargate-pods.amazonaws.com\"},\"Action\":\"sts:AssumeRole\","
        + "\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:eks:"
        + region
        + ":"
        + account
        + ":fargateprofile/"
        + cluster
        + "/*\"}}}]}";
  }

  /** Maps the roles again. */
  static List<String> restoreMapping(Situation situation, List<PodOutcome> pods, String command) {
    return arns(situation, pods).stream().map(arn -> command.replace(ARN, arn)).toList();
  }
}
