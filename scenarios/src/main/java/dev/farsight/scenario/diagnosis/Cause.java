package dev.farsight.scenario.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a pod is stuck, or never Ready: the catalogue of causes. Codes are stable: FS11xx the pod was
 * never admitted to Fargate, FS12xx it was and cannot be launched, FS13xx it belongs to
 * kube-scheduler and no node fits, FS14xx it is bound and does not become Ready, FS15xx it was not
 * even created, FS16xx a step of the installation failed while its pods are fine or not there.
 */
public enum Cause {
  /** No profile names the namespace. */
  NAMESPACE_NOT_SELECTED(
      "FS1101",
      "no Fargate profile selects the namespace",
      "Admission to Fargate is decided once, when a pod is created. No profile names the pod's namespace, so the pod belongs to default-scheduler for ever. Fargate nodes cannot take it: each is made for one admitted pod. The taint or the \"Too many pods\" in the message is real, but it is not the cause.",
      "schedulerName is default-scheduler, no EC2 node takes the pod, and none of the profiles names its namespace",
      Remedy.CREATE_PROFILE,
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS,
      Remedy.PROFILE_FIRST,
      Remedy.ADD_NODE_GROUP),
  /** A profile names the namespace, its labels do not match. */
  LABELS_NOT_SELECTED(
      "FS1102",
      "a Fargate profile names the namespace, but not these labels",
      "A selector matches only if the namespace and all its labels match the labels of the pod (not of the Deployment). Hook Jobs and further pods of a chart often lack the labels that the selector was written for.",
      "schedulerName is default-scheduler, a profile names the pod's namespace, and the pod lacks a label of each such selector",
      Remedy.WIDEN_SELECTOR,
      Remedy.ADD_LABELS,
      Remedy.DROP_SELECTOR_LABEL,
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS,
      Remedy.ADD_NODE_GROUP),
  /** The pod was there before its profile worked. */
  CREATED_BEFORE_PROFILE(
      "FS1103",
      "created before its Fargate profile was effective",
      "Admission to Fargate is decided once, when a pod is created. A profile that becomes ACTIVE later does not touch pods that exist. Only new pods are admitted.",
      "schedulerName is default-scheduler, and a profile that selects the pod became ACTIVE after the pod's creationTimestamp, or is not ACTIVE yet",
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS,
      Remedy.PROFILE_FIRST,
      Remedy.DROP_SELECTOR_LABEL,
      Remedy.UPGRADE_EKSCTL,
      Remedy.ADD_NODE_GROUP),
  /** ACTIVE, and not yet known to the webhook. */
  CREATED_BEFORE_PROPAGATION(
      "FS1104",
      "created after ACTIVE, but before the webhook knew the profile",
      "For up to about 30 s after ACTIVE the webhook does not admit for a profile yet; eksctl waits 30 s for that reason.",
      "schedulerName is default-scheduler, and the pod was created within about 30 s after a profile that selects it became ACTIVE",
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS,
      Remedy.PROFILE_FIRST),
  /** In the gap of a replaced profile. */
  CREATED_DURING_DELETION(
      "FS1105",
      "created while its Fargate profile was being deleted or replaced",
      "The deletion of a profile removes its admission rule and its pods. The successors that a controller makes at that moment are not admitted, and a new profile of the same name does not rescue them.",
      "schedulerName is default-scheduler, and a profile that selects the pod was DELETING or gone at the pod's creation",
      Remedy.DELETE_PODS,
      Remedy.ROLLOUT_RESTART,
      Remedy.CREATE_PROFILE,
      Remedy.CREATE_BEFORE_DELETE),
  /** The annotation of old CoreDNS manifests. */
  EC2_ANNOTATION(
      "FS1106",
      "the annotation compute-type: ec2 keeps the pod off Fargate",
      "Up to Kubernetes 1.28 the CoreDNS manifest carries eks.amazonaws.com/compute-type: ec2; the webhook skips such pods. A restart alone changes nothing: the template still has it.",
      "schedulerName is default-scheduler, and the pod carries the annotation eks.amazonaws.com/compute-type: ec2",
      Remedy.REMOVE_EC2_ANNOTATION,
      Remedy.ADD_NODE_GROUP),
  /** A nodeSelector. */
  NODE_SELECTOR(
      "FS1107",
      "the pod's nodeSelector keeps it off Fargate",
      "The webhook skips pods with a nodeSelector that no Fargate node satisfies.",
      "schedulerName is default-scheduler, a profile selects the pod, and its nodeSelector names a label that Fargate nodes lack",
      Remedy.DROP_NODE_SELECTOR,
      Remedy.ADD_NODE_GROUP),
  /** Another scheduler. */
  FOREIGN_SCHEDULER(
      "FS1108",
      "the pod names a scheduler of its own",
      "The webhook skips pods that name a scheduler, and nobody simulated answers to that name.",
      "schedulerName is neither default-scheduler nor fargate-scheduler",
      Remedy.DROP_SCHEDULER_NAME),
  /** The label names another profile. */
  CHOSEN_PROFILE_MISMATCH(
      "FS1109",
      "the pod asks for a Fargate profile that does not select it",
      "The label eks.amazonaws.com/fargate-profile chooses among the profiles that select the pod; it does not replace their selectors.",
      "schedulerName is default-scheduler, and the label eks.amazonaws.com/fargate-profile names a profile whose selectors do not match",
      Remedy.CREATE_PROFILE,
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS),
  /** A DaemonSet on Fargate nodes. */
  DAEMONSET_ON_FARGATE(
      "FS1110",
      "a DaemonSet pod is aimed at a Fargate node",
      "The DaemonSet controller makes a pod for each node it may run on, and pins it there. A Fargate node has room for the one pod it was made for.",
      "the owner is a DaemonSet, and the node affinity pins the pod to a node whose name begins with fargate-",
      Remedy.DAEMONSET_AFFINITY),
  /** The profile was asked for and refused. */
  PROFILE_REFUSED(
      "FS1111",
      "the Fargate profile that would select the pod was refused",
      "EKS allows one profile operation at a time per cluster. A profile that is asked for while another is CREATING or DELETING is refused (ResourceInUseException); tools that swallow the error count it as done.",
      "schedulerName is default-scheduler, and the creation of a profile that selects the pod was answered with an error",
      Remedy.SERIALISE_PROFILES,
      Remedy.CREATE_PROFILE,
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS),
  /** A profile that worked, and a pod that it did not take. */
  ADMISSION_MISSED(
      "FS1112",
      "a Fargate profile selected the pod and was ACTIVE, and the pod was not admitted all the same",
      "The profile is older than the pod, so the pod should have been admitted. Either it did not look like this when it was created (labels of a pod can be edited, its admission is not looked at again), or the webhook did not see the profile then.",
      "schedulerName is default-scheduler, and createdAt of a profile that selects the pod lies so long before the pod's creationTimestamp that it must have been ACTIVE and propagated",
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS,
      Remedy.ADD_NODE_GROUP),
  /** Fargate refuses the spec. */
  UNSUPPORTED(
      "FS1201",
      "Fargate does not support the pod's spec",
      "The pod was admitted, and fargate-scheduler refuses what its spec asks for (privileged, hostNetwork, host ports, volumes other than EFS, DaemonSets, devices); it does not fall back to EC2.",
      "event or condition of fargate-scheduler: Pod not supported on Fargate: ...",
      Remedy.REMOVE_UNSUPPORTED_FIELDS,
      Remedy.KEEP_ON_EC2,
      Remedy.DAEMONSET_AFFINITY),
  /** Too big. */
  TOO_LARGE(
      "FS1202",
      "the pod is larger than the largest Fargate size",
      "The largest combination is 16 vCPU and 120 GB, of which 256 MiB are taken by Fargate itself; ephemeral storage is at most 175 GiB.",
      "condition PodScheduled=False with reason POD_CPU_MEM_EXCEEDS_MAX_FARGATE_SIZE",
      Remedy.REDUCE_REQUESTS,
      Remedy.KEEP_ON_EC2),
  /** No way to AWS. */
  PROVISIONING_TIMEOUT(
      "FS1203",
      "the Fargate machine cannot reach AWS: provisioning times out",
      "The pod was admitted; its machine does not register in time. Public subnets, or private ones without NAT or the endpoints for ECR, S3 and STS, do that for ever. No re-creation is needed once the network works.",
      "event of fargate-scheduler: Pod provisioning timed out (will retry); and the subnets' route tables: no NAT, or an endpoint among ecr.api, ecr.dkr, s3, sts missing",
      Remedy.ADD_NAT,
      Remedy.ADD_ENDPOINTS),
  /** No capacity. */
  CAPACITY_UNAVAILABLE(
      "FS1204",
      "AWS has no Fargate capacity in the zone",
      "fargate-scheduler tries again by itself; AWS advises to try after about 20 minutes, in another zone or with another size.",
      "event of fargate-scheduler: Fargate capacity is unavailable at this time",
      Remedy.WAIT,
      Remedy.ADD_SUBNET),
  /** The role. */
  ROLE_BROKEN(
      "FS1205",
      "the pod execution role cannot be assumed",
      "The profile is blocked for new launches until its role exists, trusts eks-fargate-pods.amazonaws.com, and a condition on aws:SourceArn covers the cluster.",
      "event of fargate-scheduler: Misconfigured Fargate Profile: ... Failed to assume PodExecutionRole",
      Remedy.REPAIR_ROLE),
  /** The quota. */
  QUOTA_REACHED(
      "FS1206",
      "the account's Fargate quota is used up",
      "The default is 6 vCPU per region, that is 24 pods of the smallest size; ECS tasks count as well.",
      "event of fargate-scheduler: Your AWS account has reached the limit on the number of Fargate pods",
      Remedy.RAISE_QUOTA,
      Remedy.SCALE_DOWN),
  /** The account. */
  ACCOUNT_BLOCKED(
      "FS1207",
      "the AWS account is blocked",
      "New accounts are blocked at times; the same text can mean a quota of 0.",
      "event of fargate-scheduler: Your AWS account is currently blocked",
      Remedy.CONTACT_SUPPORT,
      Remedy.RAISE_QUOTA),
  /** No addresses. */
  SUBNET_EXHAUSTED(
      "FS1208",
      "the profile's subnets have no free address",
      "Each Fargate pod takes one address of a subnet of its profile.",
      "fargate-scheduler does not launch the pod, and the subnets of its profile have no free address left",
      Remedy.ADD_SUBNET),
  /** The zone. */
  ZONE_UNSUPPORTED(
      "FS1209",
      "the availability zone knows no Fargate",
      "Some zones have no Fargate; a profile's subnets must lie in others.",
      "event of fargate-scheduler: Fargate is not supported in the requested availability zone",
      Remedy.ADD_SUBNET),
  /** Named by hand without a profile. */
  EXPLICIT_WITHOUT_PROFILE(
      "FS1210",
      "the pod names fargate-scheduler itself, and no profile selects it",
      "fargate-scheduler launches only what a profile authorises.",
      "schedulerName is fargate-scheduler in the template, and the pod carries no label eks.amazonaws.com/fargate-profile",
      Remedy.CREATE_PROFILE,
      Remedy.ROLLOUT_RESTART,
      Remedy.DELETE_PODS),
  /** Security groups. */
  SECURITY_GROUP_CLOSED(
      "FS1211",
      "the pod's security groups keep its machine from the cluster",
      "A SecurityGroupPolicy (or edited rules) takes the cluster security group away: the machine cannot register on port 443.",
      "event of fargate-scheduler: Pod provisioning timed out (will retry); and a security group of the pod without the cluster's rules",
      Remedy.OPEN_SECURITY_GROUP),
  /** aws-auth. */
  ROLE_UNMAPPED(
      "FS1212",
      "the pod execution role has lost its mapping in the cluster",
      "EKS maps the role in aws-auth (or by an access entry) so that the machine's kubelet may register. Tools that overwrite aws-auth drop it.",
      "event of fargate-scheduler: Misconfigured Fargate Profile: ... Pod execution role is not found in auth config",
      Remedy.RESTORE_ROLE_MAPPING),
  /** The API endpoint. */
  API_ENDPOINT_CLOSED(
      "FS1213",
      "the cluster's API endpoint does not answer the Fargate machine",
      "With private access off, machines use the public endpoint from the NAT address, which publicAccessCidrs must cover.",
      "event of fargate-scheduler: Pod provisioning timed out (will retry); and the cluster's endpoint access: private off, public restricted",
      Remedy.OPEN_API_ENDPOINT),
  /** A hiccup. */
  PROVISIONING_HICCUP(
      "FS1214",
      "provisioning attempts time out although the network works",
      "A capacity hiccup of Fargate: the attempt times out after about 180 s and is retried. Deleting the pod restarts the clock.",
      "event of fargate-scheduler: Pod provisioning timed out (will retry), while other pods of the same subnets are launched",
      Remedy.WAIT),
  /** Jobs that stay. */
  FINISHED_PODS_HOLD_QUOTA(
      "FS1215",
      "pods that have ended hold the Fargate quota",
      "A completed pod keeps its machine, its address and its share of the quota until it is deleted. Jobs without ttlSecondsAfterFinished pile up.",
      "event of fargate-scheduler about the limit, while Succeeded or Failed pods of Jobs still exist on Fargate nodes",
      Remedy.JOB_TTL,
      Remedy.RAISE_QUOTA),
  /** Another refusal. */
  FARGATE_REFUSED(
      "FS1299",
      "fargate-scheduler cannot launch the pod",
      "See the text of its last event.",
      "an event FailedScheduling of fargate-scheduler with a text that is not in the catalogue",
      Remedy.WAIT),
  /** No node fits. */
  NO_NODE_FITS(
      "FS1301",
      "no EC2 node fits the pod",
      "The pod belongs to default-scheduler, which retries for ever; no node satisfies it.",
      "schedulerName is default-scheduler, EC2 nodes exist, and the message counts why each of them does not fit",
      Remedy.ADD_NODE_GROUP),
  /** The belief switch. */
  TRIED_ONCE(
      "FS1302",
      "tried once and never again (switch createOnceScheduler)",
      "With this switch kube-scheduler behaves as a popular belief has it. The real one retries for ever.",
      "model.createOnceScheduler is true in the scenario",
      Remedy.SWITCH_BELIEF_OFF),
  /** Pull failures. */
  IMAGE_PULL(
      "FS1401",
      "the image cannot be pulled: the registry is out of reach",
      "The machine runs, and reaches no registry: only images of the account's own ECR come through VPC endpoints, all others need NAT.",
      "event of the kubelet: Failed to pull image ... i/o timeout; the pod is in ImagePullBackOff",
      Remedy.ADD_NAT),
  /** Crashes. */
  CRASH_LOOP(
      "FS1402",
      "a container crashes again and again",
      "See its exit code and its log.",
      "the pod is in CrashLoopBackOff, and nothing else explains it",
      Remedy.REPAIR_WORKLOAD),
  /** A volume that cannot be mounted. */
  MOUNT_FAILED(
      "FS1403",
      "a volume cannot be mounted",
      "A Secret, ConfigMap or claim that it needs is missing.",
      "event of the kubelet: FailedMount",
      Remedy.REPAIR_WORKLOAD),
  /** Not Ready. */
  NEVER_READY(
      "FS1404",
      "the containers run and never become Ready",
      "The readiness probe does not succeed.",
      "the pod is Running and Ready=False, and nothing else explains it",
      Remedy.REPAIR_WORKLOAD),
  /** DNS. */
  DNS_DOWN(
      "FS1405",
      "the cluster's DNS does not answer",
      "Pods that resolve names crash or stay unready until CoreDNS runs: look at the CoreDNS pods first, not at these.",
      "the container's log ends with a name that cannot be resolved, and no CoreDNS pod is Ready (or port 53 is closed)",
      Remedy.REPAIR_DNS,
      Remedy.OPEN_SECURITY_GROUP),
  /** Port 10250. */
  KUBELET_PORT(
      "FS1406",
      "the container wants port 10250, which is the kubelet's on Fargate",
      "On Fargate the pod has the machine's address, and the kubelet listens on 10250. Webhooks of cert-manager and external-secrets and metrics-server use that port by default.",
      "the pod runs on a Fargate node, declares containerPort 10250, and its log says that the address is in use (or clients see the kubelet's certificate)",
      Remedy.CHANGE_PORT),
  /** Limits above requests. */
  CFS_QUOTA(
      "FS1407",
      "containers cannot start: a CPU limit above the provisioned size (2022)",
      "A regression of Fargate from August to December 2022: where limits exceed requests, the container's CPU quota could not be written.",
      "event of the kubelet: ... failed to write \"100000\": ... cpu.cfs_quota_us: invalid argument",
      Remedy.REQUESTS_EQUAL_LIMITS),
  /** Disk. */
  IMAGE_TOO_LARGE(
      "FS1408",
      "the image does not fit on the disk",
      "A Fargate pod has 20 GiB of disk unless it requests more ephemeral-storage (up to 175 GiB).",
      "event of the kubelet: Failed to pull image ... no space left on device",
      Remedy.REQUEST_STORAGE),
  /** Not there. */
  IMAGE_MISSING(
      "FS1409",
      "the image does not exist, or may not be pulled",
      "A wrong name or tag, or an execution role without rights on the repository.",
      "event of the kubelet: Failed to pull image ... not found",
      Remedy.REPAIR_IMAGE),
  /** The API server refuses pods. */
  NOT_CREATED(
      "FS1501",
      "the API server refuses the pods",
      "A ResourceQuota, LimitRange or webhook refuses them; their controller tries again.",
      "the last of the events FailedCreate and SuccessfulCreate of the ReplicaSet, StatefulSet, DaemonSet or Job is FailedCreate (a Deployment then has the condition ReplicaFailure)",
      Remedy.RAISE_RESOURCE_QUOTA,
      Remedy.SET_REQUESTS,
      Remedy.SCALE_DOWN,
      Remedy.REPAIR_WORKLOAD),
  /** A profile while another is in progress. */
  PROFILE_BUSY(
      "FS1601",
      "a Fargate profile was refused: another profile operation was in progress",
      "EKS takes one profile operation at a time per cluster: ResourceInUseException. Profiles must be created one after the other.",
      "answer of CreateFargateProfile or DeleteFargateProfile: ResourceInUseException ... in status CREATING (or DELETING)",
      Remedy.SERIALISE_PROFILES),
  /** A time-out. */
  CLIENT_GAVE_UP(
      "FS1602",
      "the client gave up before the pods were Ready",
      "Nothing is stuck in the cluster: pods became Ready after the time-out of Helm, Terraform or eksctl.",
      "the installer reports a time-out, and the pods that it waited for are Ready later",
      Remedy.RAISE_CLIENT_TIMEOUT),
  /** Another failure. */
  INSTALL_FAILED(
      "FS1603",
      "a step of the installation failed",
      "See what the API or the installer answered.",
      "a step ended with an error that is not in the catalogue",
      Remedy.REPAIR_WORKLOAD);

  private final String code;
  private final String title;
  private final String explanation;
  private final String evidence;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, so it cannot change
  private final List<Remedy> remedies;

  Cause(String code, String title, String explanation, String evidence, Remedy... remedies) {
    this.code = code;
    this.title = title;
    this.explanation = explanation;
    this.evidence = evidence;
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

  /** Returns what must be seen before this cause is named. */
  public String evidence() {
    return evidence;
  }

  /** Returns where the documentation tells more, relative to the root of the project. */
  public String docs() {
    return "docs/causes.md#" + code.toLowerCase(java.util.Locale.ROOT);
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
