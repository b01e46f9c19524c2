package dev.farsight.sim.kube;

import java.util.Map;

/** Names that Kubernetes and EKS give a fixed meaning: labels, annotations, taints, schedulers. */
public final class WellKnown {

  /** Label, annotation and taint key of EKS: {@code fargate} or {@code ec2}. */
  public static final String COMPUTE_TYPE = "eks.amazonaws.com/compute-type";

  /** Value of {@link #COMPUTE_TYPE} on Fargate nodes. */
  public static final String FARGATE = "fargate";

  /** Value of {@link #COMPUTE_TYPE} that keeps a pod off Fargate. */
  public static final String EC2 = "ec2";

  /** Annotation of a pod of a dump: its controller, {@code Kind/name}, which nobody dumped. */
  public static final String ABSENT_OWNER = "farsight.dev/absent-owner";

  /** Label by which a pod chooses a Fargate profile, and which the webhook sets. */
  public static final String FARGATE_PROFILE = "eks.amazonaws.com/fargate-profile";

  /** Annotation that tells the size of an admitted pod. */
  public static final String CAPACITY_PROVISIONED = "CapacityProvisioned";

  /** Annotation that tells whether the logs of an admitted pod are routed. */
  public static final String LOGGING = "Logging";

  /**
   * Farsight's annotation of Fargate nodes: whether the subnet that the node was launched into
   * leads to a NAT gateway, {@code true}, {@code false} or, following the cluster's network, {@code
   * network}.
   */
  public static final String SUBNET_NAT = "farsight.dev/subnet-nat";

  /** Farsight's annotation of nodes whose kubelet does nothing any more. */
  public static final String DEAD_KUBELET = "farsight.dev/dead-kubelet";

  /** Scheduler of admitted pods. */
  public static final String FARGATE_SCHEDULER = "fargate-scheduler";

  /** Scheduler of all other pods. */
  public static final String DEFAULT_SCHEDULER = "default-scheduler";

  /** Priority class of admitted pods. */
  public static final String SYSTEM_NODE_CRITICAL = "system-node-critical";

  /** Second built-in priority class. */
  public static final String SYSTEM_CLUSTER_CRITICAL = "system-cluster-critical";

  /** Value of {@link #SYSTEM_NODE_CRITICAL}. */
  public static final int SYSTEM_NODE_CRITICAL_PRIORITY = 2_000_001_000;

  /** Value of {@link #SYSTEM_CLUSTER_CRITICAL}. */
  public static final int SYSTEM_CLUSTER_CRITICAL_PRIORITY = 2_000_000_000;

  /** Taint of nodes that are not Ready. */
  public static final String TAINT_NOT_READY = "node.kubernetes.io/not-ready";

  /** Taint of nodes whose kubelet is silent. */
  public static final String TAINT_UNREACHABLE = "node.kubernetes.io/unreachable";

  /** Taint of cordoned nodes. */
  public static final String TAINT_UNSCHEDULABLE = "node.kubernetes.io/unschedulable";

  /** Taint effect that keeps new pods away. */
  public static final String NO_SCHEDULE = "NoSchedule";

  /** Taint effect that drives pods away. */
  public static final String NO_EXECUTE = "NoExecute";

  /** Label of the operating system. */
  public static final String OS = "kubernetes.io/os";

  /** Label of the processor architecture. */
  public static final String ARCH = "kubernetes.io/arch";

  /** Label of the EC2 instance type. */
  public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

  /** Label that EKS sets on the nodes of a managed node group: the name of the group. */
  public static final String NODE_GROUP = "eks.amazonaws.com/nodegroup";

  /** Label that eksctl sets on the nodes of each of its node groups: the name of the group. */
  public static final String EKSCTL_NODE_GROUP = "alpha.eksctl.io/nodegroup-name";

  /** Label of the host name. */
  public static final String HOSTNAME = "kubernetes.io/hostname";

  /** Label of the region. */
  public static final String REGION = "topology.kubernetes.io/region";

  /** Label of the availability zone. */
  public static final String ZONE = "topology.kubernetes.io/zone";

  /** Returns whether these are the labels of the cluster's DNS pods. */
  public static boolean isDns(Map<String, String> labels) {
    return "kube-dns".equals(labels.get("k8s-app"));
  }

  private WellKnown() {}
}
