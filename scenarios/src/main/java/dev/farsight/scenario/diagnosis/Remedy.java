package dev.farsight.scenario.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people do about stuck pods: the catalogue of remedies. */
public enum Remedy {
  /** A profile that selects the namespace, and new pods. */
  PROFILE_AND_RECREATE(
      "create a Fargate profile that selects these pods, and re-create them once it is ACTIVE",
      "eksctl create fargateprofile --cluster CLUSTER --name fp-NS --namespace NS, then kubectl"
          + " rollout restart deployment -n NS"),
  /** New pods of the same template. */
  ROLLOUT_RESTART(
      "re-create the pods: a rollout restart, now that the profile is ACTIVE and propagated",
      "kubectl rollout restart OWNER -n NS"),
  /** New pods because the old ones are deleted. */
  DELETE_PODS(
      "delete the stuck pods; their controller makes new ones, which are admitted",
      "kubectl delete pod POD -n NS"),
  /** A profile with another selector. */
  WIDEN_SELECTOR(
      "create a profile whose selector drops the labels that these pods do not carry, then re-create"
          + " them",
      "eksctl create fargateprofile --cluster CLUSTER --name fp-NS --namespace NS"),
  /** Labels on the pod template. */
  ADD_LABELS(
      "put the labels of the profile's selector on the pod template; the change re-creates the pods",
      "kubectl patch OWNER -n NS -p '{\"spec\":{\"template\":{\"metadata\":{\"labels\":{...}}}}}'"),
  /** The profile first. */
  PROFILE_FIRST(
      "next time, install after the profile is ACTIVE and propagated",
      "wait for the profile (about 30 s after ACTIVE), then install"),
  /** A newer eksctl. */
  UPGRADE_EKSCTL(
      "eksctl 0.208 or newer recognises the label eks.amazonaws.com/component: coredns (new clusters"
          + " only)",
      "eksctl version"),
  /** Without the annotation. */
  REMOVE_EC2_ANNOTATION(
      "remove the annotation eks.amazonaws.com/compute-type: ec2 from the pod template; the change"
          + " re-creates the pods",
      "kubectl patch OWNER -n NS --type json -p '[{\"op\":\"remove\",\"path\":"
          + "\"/spec/template/metadata/annotations/eks.amazonaws.com~1compute-type\"}]'"),
  /** Without the nodeSelector. */
  DROP_NODE_SELECTOR(
      "drop the nodeSelector that no Fargate node satisfies; the change re-creates the pods", ""),
  /** Without the scheduler's name. */
  DROP_SCHEDULER_NAME("drop schedulerName from the pod template", ""),
  /** EC2 nodes. */
  ADD_NODE_GROUP(
      "add an EC2 node group: kube-scheduler retries for ever and takes it at once (costs EC2)",
      "eksctl create nodegroup --cluster CLUSTER"),
  /** A spec that Fargate takes. */
  REMOVE_UNSUPPORTED_FIELDS(
      "remove what Fargate refuses from the pod template, or run it on EC2 in a namespace that no"
          + " profile selects",
      ""),
  /** Smaller requests. */
  REDUCE_REQUESTS("request at most 16 vCPU and 120 GB per pod", ""),
  /** A way to AWS and the registries. */
  ADD_NAT(
      "give the subnets a NAT gateway, or VPC endpoints for ECR, S3 and STS; the next retry succeeds",
      ""),
  /** Time. */
  WAIT("wait: fargate-scheduler tries again by itself", ""),
  /** Other zones. */
  ADD_SUBNET("add private subnets in further availability zones to a new profile", ""),
  /** More quota. */
  RAISE_QUOTA("raise the quota \"Fargate On-Demand vCPU resource count\" (L-3032A538)", ""),
  /** The role. */
  REPAIR_ROLE(
      "repair the pod execution role: it must exist and trust eks-fargate-pods.amazonaws.com", ""),
  /** AWS support. */
  CONTACT_SUPPORT("ask AWS support to unblock the account", ""),
  /** DaemonSets off Fargate nodes. */
  DAEMONSET_AFFINITY(
      "keep the DaemonSet off Fargate nodes: node affinity eks.amazonaws.com/compute-type NotIn"
          + " fargate",
      ""),
  /** Room on nodes. */
  ADD_CAPACITY("add nodes that fit, or request less", ""),
  /** Something that can start. */
  REPAIR_WORKLOAD("repair the workload: its containers do not become Ready", ""),
  /** Real retries. */
  SWITCH_BELIEF_OFF("set createOnceScheduler: false, as in reality", "");

  private final String text;
  private final String command;

  Remedy(String text, String command) {
    this.text = text;
    this.command = command;
  }

  /** Returns the stable id, such as {@code rollout-restart}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what to do, in one sentence. */
  public String text() {
    return text;
  }

  /** Returns the command to type, with NS, OWNER, POD and CLUSTER to fill in; may be empty. */
  public String command() {
    return command;
  }

  /** Returns the remedy of an id, or null if there is none. */
  public static @Nullable Remedy byId(String id) {
    for (Remedy remedy : values()) {
      if (remedy.id().equals(id)) {
        return remedy;
      }
    }
    return null;
  }
}
