package dev.farsight.scenario.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a pod is stuck, or never Ready: the catalogue of causes. Codes are stable: FS11xx the pod was
 * never admitted to Fargate, FS12xx it was and cannot be launched, FS13xx it belongs to
 * kube-scheduler and no node fits, FS14xx it is bound and does not become Ready, FS15xx it was not
 * even created.
 */
public enum Cause {
  /** No profile names the namespace. */
  NAMESPACE_NOT_SELECTED(
      "FS1101",
      "no Fargate profile selects the namespace",
      "Admission to Fargate is decided once, when a pod is created. No profile names the pod's"
          + " namespace, so the pod belongs to default-scheduler for ever. Fargate nodes cannot take it:"
          + " each is made for one admitted pod. The taint or the \"Too many pods\" in the message is"
          + " real, but it is not the cause.",
      Remedy.PROFILE_AND_RECREATE,
      Remedy.ADD_NODE_GROUP),
  /** A profile names the namespace, its labels do not match. */
  LABELS_NOT_SELECTED(
      "FS1102",
      "a Fargate profile names the namespace, but not these labels",
      "A selector matches only if the namespace and all its labels match the labels of the pod (not of"
          + " the Deployment).",
      Remedy.WIDEN_SELECTOR,
      Remedy.ADD_LABELS,
      Remedy.ADD_NODE_GROUP),
  /** The pod was there before its profile worked. */
  CREATED_BEFORE_PROFILE(
      "FS1103",
      "created before its Fargate profile was effective",
      "Admission to Fargate is decided once, when a pod is created. A profile that becomes ACTIVE later"
          + " does not touch pods that exist. Only new pods are admitted.",
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS,
      Remedy.PROFILE_FIRST,
      Remedy.ADD_NODE_GROUP),
  /** ACTIVE, and not yet known to the webhook. */
  CREATED_BEFORE_PROPAGATION(
      "FS1104",
      "created after ACTIVE, but before the webhook knew the profile",
      "For up to about 30 s after ACTIVE the webhook does not admit for a profile yet; eksctl waits"
          + " 30 s for that reason.",
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS),
  /** In the gap of a replaced profile. */
  CREATED_DURING_DELETION(
      "FS1105",
      "created while its Fargate profile was being deleted or replaced",
      "The deletion of a profile removes its admission rule and its pods. The successors that a"
          + " controller makes at that moment are not admitted, and a new profile of the same name does"
          + " not rescue them.",
      Remedy.DELETE_PODS,
      Remedy.ROLLOUT_RESTART),
  /** The annotation of old CoreDNS manifests. */
  EC2_ANNOTATION(
      "FS1106",
      "the annotation compute-type: ec2 keeps the pod off Fargate",
      "Up to Kubernetes 1.28 the CoreDNS manifest carries eks.amazonaws.com/compute-type: ec2; the"
          + " webhook skips such pods. A restart alone changes nothing: the template still has it.",
      Remedy.REMOVE_EC2_ANNOTATION,
      Remedy.ADD_NODE_GROUP),
  /** A nodeSelector. */
  NODE_SELECTOR(
      "FS1107",
      "the pod's nodeSelector keeps it off Fargate",
      "The webhook skips pods with a nodeSelector that no Fargate node satisfies.",
      Remedy.DROP_NODE_SELECTOR,
      Remedy.ADD_NODE_GROUP),
  /** Another scheduler. */
  FOREIGN_SCHEDULER(
      "FS1108",
      "the pod names a scheduler of its own",
      "The webhook skips pods that name a scheduler, and nobody simulated answers to that name.",
      Remedy.DROP_SCHEDULER_NAME),
  /** The label names another profile. */
  CHOSEN_PROFILE_MISMATCH(
      "FS1109",
      "the pod asks for a Fargate profile that does not select it",
      "The label eks.amazonaws.com/fargate-profile chooses among the profiles that select the pod; it"
          + " does not replace their selectors.",
      Remedy.PROFILE_AND_RECREATE),
  /** A DaemonSet on Fargate nodes. */
  DAEMONSET_ON_FARGATE(
      "FS1110",
      "a DaemonSet pod is aimed at a Fargate node",
      "The DaemonSet controller makes a pod for each node it may run on, and pins it there. A Fargate"
          + " node has room for the one pod it was made for.",
      Remedy.DAEMONSET_AFFINITY),
  /** Fargate refuses the spec. */
  UNSUPPORTED(
      "FS1201",
      "Fargate does not support the pod's spec",
      "The pod was admitted, and fargate-scheduler refuses what its spec asks for; it does not fall back"
          + " to EC2.",
      Remedy.REMOVE_UNSUPPORTED_FIELDS),
  /** Too big. */
  TOO_LARGE(
      "FS1202",
      "the pod is larger than the largest Fargate size",
      "The largest combination is 16 vCPU and 120 GB, of which 256 MiB are taken by Fargate itself.",
      Remedy.REDUCE_REQUESTS),
  /** Provisioning times out. */
  PROVISIONING_TIMEOUT(
      "FS1203",
      "the Fargate machine cannot reach AWS: provisioning times out",
      "The pod was admitted; its machine does not register in time. Public subnets without NAT or"
          + " endpoints do that for ever. No re-creation is needed once the network works.",
      Remedy.ADD_NAT,
      Remedy.WAIT),
  /** No capacity. */
  CAPACITY_UNAVAILABLE(
      "FS1204",
      "AWS has no Fargate capacity in the zone",
      "fargate-scheduler tries again by itself.",
      Remedy.WAIT,
      Remedy.ADD_SUBNET),
  /** The role. */
  ROLE_BROKEN(
      "FS1205",
      "the pod execution role cannot be assumed",
      "The profile is blocked for new launches until its role exists and trusts"
          + " eks-fargate-pods.amazonaws.com.",
      Remedy.REPAIR_ROLE),
  /** The quota. */
  QUOTA_REACHED(
      "FS1206",
      "the account's Fargate quota is used up",
      "The default is 6 vCPU per region, that is 24 pods of the smallest size.",
      Remedy.RAISE_QUOTA),
  /** The account. */
  ACCOUNT_BLOCKED(
      "FS1207",
      "the AWS account is blocked",
      "New accounts are blocked at times; the same text can mean a quota of 0.",
      Remedy.CONTACT_SUPPORT,
      Remedy.RAISE_QUOTA),
  /** No addresses. */
  SUBNET_EXHAUSTED(
      "FS1208",
      "the profile's subnets have no free address",
      "Each Fargate pod takes one address of a subnet of its profile.",
      Remedy.ADD_SUBNET),
  /** The zone. */
  ZONE_UNSUPPORTED("FS1209", "the availability zone knows no Fargate", "", Remedy.ADD_SUBNET),
  /** Named by hand without a profile. */
  EXPLICIT_WITHOUT_PROFILE(
      "FS1210",
      "the pod names fargate-scheduler itself, and no profile selects it",
      "fargate-scheduler launches only what a profile authorises.",
      Remedy.PROFILE_AND_RECREATE),
  /** Another refusal. */
  FARGATE_REFUSED(
      "FS1299",
      "fargate-scheduler cannot launch the pod",
      "See the text of its last event.",
      Remedy.WAIT),
  /** No node fits. */
  NO_NODE_FITS(
      "FS1301",
      "no EC2 node fits the pod",
      "The pod belongs to default-scheduler, which retries for ever; no node satisfies it.",
      Remedy.ADD_CAPACITY),
  /** The belief switch. */
  TRIED_ONCE(
      "FS1302",
      "tried once and never again (switch createOnceScheduler)",
      "With this switch kube-scheduler behaves as a popular belief has it. The real one retries for"
          + " ever.",
      Remedy.SWITCH_BELIEF_OFF),
  /** Pull failures. */
  IMAGE_PULL(
      "FS1401",
      "the image cannot be pulled",
      "The node reaches no registry, or the image is not there.",
      Remedy.ADD_NAT,
      Remedy.REPAIR_WORKLOAD),
  /** Crashes. */
  CRASH_LOOP(
      "FS1402",
      "a container crashes again and again",
      "See its exit code.",
      Remedy.REPAIR_WORKLOAD),
  /** A volume that cannot be mounted. */
  MOUNT_FAILED(
      "FS1403",
      "a volume cannot be mounted",
      "A Secret, ConfigMap or claim that it needs is missing.",
      Remedy.REPAIR_WORKLOAD),
  /** Not Ready. */
  NEVER_READY(
      "FS1404",
      "the containers run and never become Ready",
      "The readiness probe does not succeed.",
      Remedy.REPAIR_WORKLOAD);

  private final String code;
  private final String title;
  private final String explanation;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, so it cannot change
  private final List<Remedy> remedies;

  Cause(String code, String title, String explanation, Remedy... remedies) {
    this.code = code;
    this.title = title;
    this.explanation = explanation;
    this.remedies = List.of(remedies);
  }

  /** Returns the stable code, such as {@code FS1101}. */
  public String code() {
    return code;
  }

  /** Returns the cause in a few words. */
  public String title() {
    return title;
  }

  /** Returns what {@code explain} says about it. */
  public String explanation() {
    return explanation;
  }

  /** Returns what frees the pods, the surest first. */
  public List<Remedy> remedies() {
    return remedies;
  }

  /** Returns the cause of a code, or null if there is none. */
  public static @Nullable Cause byCode(String code) {
    for (Cause cause : values()) {
      if (cause.code.equalsIgnoreCase(code)) {
        return cause;
      }
    }
    return null;
  }
}
