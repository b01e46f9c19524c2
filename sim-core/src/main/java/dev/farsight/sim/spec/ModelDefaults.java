package dev.farsight.sim.spec;

import static dev.farsight.sim.spec.Assumption.Confidence.HIGH;
import static dev.farsight.sim.spec.Assumption.Confidence.LOW;
import static dev.farsight.sim.spec.Assumption.Confidence.MEDIUM;
import static dev.farsight.sim.time.SimTime.MILLISECOND_NANOS;
import static dev.farsight.sim.time.SimTime.seconds;

import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Network;
import dev.farsight.sim.random.Distribution;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one place of all default values. {@link #ASSUMPTIONS} says of each what it means and where it
 * comes from; docs/model tells more.
 */
public final class ModelDefaults {

  /** Kubernetes version of a cluster that names none. */
  public static final KubernetesVersion KUBERNETES_VERSION = KubernetesVersion.ofMinor(33);

  /** Newest version of eksctl whose order of steps the model knows. */
  public static final EksctlVersion EKSCTL_VERSION = new EksctlVersion(0, 216, 0);

  /** Region of a cluster that names none. */
  public static final String REGION = "us-east-1";

  /** Name of a cluster that names none. */
  public static final String CLUSTER_NAME = "farsight";

  /** Account limits. */
  public static final QuotaSpec QUOTAS = new QuotaSpec(6_000, 20, 20, 10, 5, 5);

  /** A network that works. */
  public static final Network NETWORK = Network.WORKING;

  /** Switches. */
  public static final FargateSwitches SWITCHES =
      new FargateSwitches(
          FargateSwitches.NodeSelectorSkips.UNSATISFIED,
          FargateSwitches.ProfileTieBreak.ALPHANUMERIC,
          FargateSwitches.ProfileChoiceCarrier.LABEL,
          FargateSwitches.ExplicitScheduler.HONOURED,
          FargateSwitches.DeleteEffect.DELETED,
          FargateSwitches.DeleteOrder.RULE_FIRST,
          false,
          FargateSize.OVERHEAD_MEMORY_BYTES,
          false,
          FargateSwitches.LimitMessageCause.QUOTA);

  /** Fargate profiles, admission and launches. */
  public static final FargateModel FARGATE =
      new FargateModel(
          Distribution.lognormal(seconds(150), 0.5, seconds(60), seconds(350)),
          Distribution.lognormal(seconds(15), 0.4, seconds(7), seconds(60)),
          Distribution.lognormal(seconds(120), 0.3, seconds(60), seconds(300)),
          new Distribution.Uniform(0, seconds(30)),
          Distribution.constant(0),
          new FargateModel.LaunchLatency.Whole(
              Distribution.lognormal(seconds(50), 0.2, seconds(30), seconds(120))),
          Distribution.constant(0),
          new FargateModel.LaunchTimeout(0, Distribution.constant(seconds(180)), null),
          Distribution.constant(seconds(60)),
          Map.of(),
          SWITCHES);

  /** Life of pods on their nodes. */
  public static final KubeletModel KUBELET =
      new KubeletModel(
          Distribution.constant(seconds(5)),
          Distribution.constant(seconds(10)),
          Distribution.constant(seconds(2)),
          Distribution.constant(seconds(30)),
          20L << 20);

  /** Control plane and eksctl. */
  public static final ControlPlaneModel CONTROL_PLANE =
      new ControlPlaneModel(
          Distribution.constant(0),
          Distribution.constant(0),
          Distribution.constant(0),
          Distribution.constant(0),
          Distribution.constant(0),
          Distribution.constant(0),
          Distribution.constant(0),
          Distribution.constant(0),
          Distribution.constant(0),
          new Distribution.Empirical(
              seconds(503),
              seconds(535),
              seconds(546),
              seconds(564),
              seconds(612),
              seconds(622),
              seconds(623),
              seconds(652),
              seconds(663),
              seconds(683)),
          Distribution.constant(seconds(66)),
          Distribution.constant(seconds(96)),
          Distribution.constant(seconds(120)),
          Distribution.constant(seconds(180)),
          Distribution.constant(0));

  /** kube-scheduler; the wall clock starts at 2026-01-01T00:00:00Z. */
  public static final SchedulerModel SCHEDULER =
      new SchedulerModel(false, 0, 0, seconds(1_767_225_600L));

  /**
   * Delay of the first retry of a volume that cannot be mounted, in nanoseconds; it doubles each
   * time (kubelet, volume manager: initialDurationBeforeRetry).
   */
  public static final long MOUNT_RETRY_NANOS = 500 * MILLISECOND_NANOS;

  /** Longest such delay, in nanoseconds (kubelet, maxDurationBeforeRetry: 2 min 2 s). */
  public static final long MAX_MOUNT_RETRY_NANOS = seconds(122);

  /** First delay before a crashed container or a failed pull is tried again (kubelet). */
  public static final long CONTAINER_BACKOFF_NANOS = seconds(10);

  /** Longest such delay (kubelet, MaxContainerBackOff: 5 min). */
  public static final long MAX_CONTAINER_BACKOFF_NANOS = seconds(300);

  /** Time that eksctl waits between the last profile and the CoreDNS step (PR#3615). */
  public static final long EKSCTL_PROFILE_DELAY_NANOS = seconds(30);

  /** Time after which eksctl gives up waiting (DefaultWaitTimeout). */
  public static final long EKSCTL_TIMEOUT_NANOS = seconds(25 * 60);

  /** US dollars per vCPU-hour of a Fargate pod, us-east-1, Linux/x86. */
  public static final double USD_PER_VCPU_HOUR = 0.04048;

  /** US dollars per GB-hour of memory of a Fargate pod, us-east-1, Linux/x86. */
  public static final double USD_PER_GB_HOUR = 0.004445;

  /** Shortest time that is billed, in nanoseconds. */
  public static final long LEAST_BILLED_NANOS = seconds(60);

  private static final String RECORDINGS =
      "Farsight contract; measured: recorded timelines, v1.36.3 (controlPlane: measured)";
  private static final String GUIDE = "EKS user guide";
  private static final String REPORTS = "public reports and transcripts (docs/model/fargate.md)";
  private static final String EKSCTL = "eksctl source, 99984adb6";

  private static final List<Assumption> OWN =
      List.of(
          new Assumption(
              "cluster.kubernetesVersion",
              "1.33",
              "version of texts and defaults",
              "Farsight contract",
              "2026",
              HIGH),
          new Assumption(
              "cluster.quotas.fargateVcpu",
              "6",
              "vCPU that Fargate pods of the account hold at most (L-3032A538)",
              "AWS General Reference",
              "2025",
              HIGH),
          new Assumption(
              "cluster.quotas.launchBurst",
              "20",
              "launches at once, accounts with EKS pods only",
              "AWS Fargate throttling quotas",
              "2025",
              HIGH),
          new Assumption(
              "cluster.quotas.launchPerSecond",
              "20",
              "sustained launches per second",
              "AWS Fargate throttling quotas",
              "2025",
              HIGH),
          new Assumption(
              "cluster.quotas.profilesPerCluster",
              "10",
              "Fargate profiles per cluster",
              "EKS service quotas",
              "2024-12",
              HIGH),
          new Assumption(
              "cluster.quotas.selectorsPerProfile",
              "5",
              "selectors per profile",
              "EKS service quotas",
              "2024-12",
              HIGH),
          new Assumption(
              "cluster.quotas.labelsPerSelector",
              "5",
              "label pairs per selector",
              "EKS service quotas",
              "2024-12",
              HIGH),
          new Assumption(
              "model.fargate.profileActivation",
              "lognormal(median=150s, sigma=0.5, min=60s, max=350s)",
              "first profile CREATING to ACTIVE",
              REPORTS,
              "2021 to 2025",
              MEDIUM),
          new Assumption(
              "model.fargate.laterProfileActivation",
              "lognormal(median=15s, sigma=0.4, min=7s, max=60s)",
              "later profiles CREATING to ACTIVE",
              REPORTS,
              "2021 to 2025",
              MEDIUM),
          new Assumption(
              "model.fargate.profileDeletion",
              "lognormal(median=120s, sigma=0.3, min=60s, max=300s)",
              "profile DELETING to gone",
              REPORTS,
              "2025",
              MEDIUM),
          new Assumption(
              "model.fargate.admissionPropagation",
              "uniform(0s, 30s)",
              "ACTIVE to the webhook admits for the profile",
              "eksctl PR#3615",
              "2021-04",
              LOW),
          new Assumption(
              "model.fargate.webhookRegistration",
              "0s",
              "what the first profile takes longer to admit; contained in its activation",
              REPORTS,
              "2025",
              LOW),
          new Assumption(
              "model.fargate.launch",
              "lognormal(median=50s, sigma=0.2, min=30s, max=120s)",
              "pod created to bound to its node",
              REPORTS,
              "2021 to 2025",
              MEDIUM),
          new Assumption(
              "model.fargate.nodeRemoval", "0s", "pod gone to its node gone", REPORTS, "2025", LOW),
          new Assumption(
              "model.fargate.launchTimeout.probability",
              "0",
              "probability that a provisioning attempt times out; 1 to 3 % on a healthy network",
              REPORTS,
              "2021 to 2025",
              LOW),
          new Assumption(
              "model.fargate.launchTimeout.after",
              "180s",
              "duration of a provisioning attempt that times out",
              REPORTS,
              "2021 to 2025",
              MEDIUM),
          new Assumption(
              "model.fargate.refusalRetry",
              "60s",
              "period of tries after a refusal that may pass (301 events in 5h3m)",
              "AWS knowledge centre, eks-resolve-pending-fargate-pods",
              "2024",
              MEDIUM),
          new Assumption(
              "model.fargate.nodeCapacity",
              "by size",
              "capacity of every Fargate node; without it the pod's size and 1 GiB, at least 2 vCPU"
                  + " and 4037540Ki",
              "aws/containers-roadmap#1248; recordings: always 2 vCPU and 4037540Ki",
              "2021",
              LOW),
          new Assumption(
              "model.fargate.nodeSelectorSkips",
              "unsatisfied",
              "which nodeSelector makes the webhook skip a pod",
              "charts with kubernetes.io/os: linux run on Fargate, against AWS's article",
              "2025",
              MEDIUM),
          new Assumption(
              "model.fargate.profileTieBreak",
              "alphanumeric",
              "which of several matching profiles takes a pod",
              GUIDE,
              "2024-12",
              MEDIUM),
          new Assumption(
              "model.fargate.profileChoiceCarrier",
              "label",
              "where a pod names the profile it wants",
              GUIDE,
              "2024-12",
              MEDIUM),
          new Assumption(
              "model.fargate.explicitFargateScheduler",
              "honoured",
              "what a pod gets that names the fargate-scheduler itself",
              "karpenter-provider-aws PR#7456, eksctl userdocs",
              "2024",
              LOW),
          new Assumption(
              "model.fargate.profileDeleteEffect",
              "deleted",
              "what becomes of the pods of a deleted profile",
              GUIDE,
              "2024-12",
              MEDIUM),
          new Assumption(
              "model.fargate.profileDeleteOrder",
              "rule-first",
              "whether the admission rule or the pods go first",
              "terraform-aws-modules/terraform-aws-eks#3374",
              "2025-06",
              MEDIUM),
          new Assumption(
              "model.fargate.pvcNotBoundRetry",
              "false",
              "whether a pod refused for an unbound claim is judged again",
              "aws/aws-cdk#23375, aws-efs-csi-driver#793",
              "2022",
              LOW),
          new Assumption(
              "model.fargate.memoryOverhead",
              "256Mi",
              "memory added to a pod's requests",
              GUIDE,
              "2024-12",
              HIGH),
          new Assumption(
              "model.fargate.cfsQuotaFault", "false",
              "containers with CPU limits above the size cannot start", "fluxcd/flux2#3138",
              "2022-09", MEDIUM),
          new Assumption(
              "model.fargate.limitMessageCause",
              "quota",
              "what the message about the number of Fargate pods means",
              "terraform-aws-modules/terraform-aws-eks#1758",
              "2022",
              LOW),
          new Assumption(
              "model.kubelet.imagePull",
              "5s",
              "bound to containers running; never cached",
              REPORTS,
              "2019 to 2025",
              MEDIUM),
          new Assumption(
              "model.kubelet.podReady", "10s", "running to Ready", REPORTS, "2019 to 2025", MEDIUM),
          new Assumption(
              "model.kubelet.podTermination",
              "2s",
              "deletion to gone, of a bound pod",
              "Farsight contract",
              "2026",
              LOW),
          new Assumption(
              "model.kubelet.imagePullTimeout",
              "30s",
              "start of a pull to its failure while the registry is out of reach",
              "aws-samples/eks-workshop-v2#673",
              "2023-09",
              LOW),
          new Assumption(
              "model.kubelet.pullPerSecond",
              "20Mi",
              "compressed bytes a second of a pull whose image size the scenario gives",
              "inferred: RStudio Workbench, several GB, about 10 min (rstudio/helm#636)",
              "2025",
              LOW),
          new Assumption(
              "model.controlPlane.watch",
              "0s",
              "change of an object to its arrival at watchers; measured: 10ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.controllerSync",
              "0s",
              "controller takes a key to its first write; measured: 1ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.deploymentSync",
              "0s",
              "Deployment controller takes a key to its first write; measured: 1ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.apiCall",
              "0s",
              "time that a write keeps a controller's worker or the scheduler busy; measured: 8ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.podCreation",
              "0s",
              "the same of a batch of pods that are created side by side; measured: 20ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.kubeletCall",
              "0s",
              "time that a write of a kubelet takes; measured: 25ms, in a shared cluster 45ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.clientCall",
              "0s",
              "from one deleted pod to the next of a client; measured: 20ms, in a shared cluster 150ms",
              RECORDINGS,
              "2026-11",
              LOW),
          new Assumption(
              "model.controlPlane.schedulingAttempt",
              "0s",
              "kube-scheduler pops a pod to the effect of its decision; measured: 2ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.binding",
              "0s",
              "that decision to the binding in the API; measured: 5ms",
              RECORDINGS,
              "2026-11",
              MEDIUM),
          new Assumption(
              "model.controlPlane.clusterCreation",
              "empirical(503s, 535s, 546s, 564s, 612s, 622s, 623s, 652s, 663s, 683s)",
              "control plane, start to done",
              "ten public Terraform logs",
              "2021 to 2025",
              MEDIUM),
          new Assumption(
              "model.controlPlane.addonObjects", "66s",
              "CreateAddon to the objects of CoreDNS visible", "public transcript, eksctl",
              "2025-07", LOW),
          new Assumption(
              "model.controlPlane.laterAddonObjects", "96s",
              "CreateAddon to the objects of other add-ons visible", "public transcript, eksctl",
              "2025-07", LOW),
          new Assumption(
              "model.controlPlane.controlPlaneWait",
              "120s",
              "eksctl's wait for the control plane: six successes 20 s apart",
              EKSCTL,
              "2026-08",
              HIGH),
          new Assumption(
              "model.controlPlane.nodeGroupCreation",
              "180s",
              "node group asked for to its nodes Ready",
              "inferred",
              "2026",
              LOW),
          new Assumption(
              "model.controlPlane.eksctlCall",
              "0s",
              "one call of eksctl to the AWS API; the transcript of 2025-07-06 takes about 0.55s",
              "public transcript (docs/model/fargate.md 5.6): 4 calls in 3 s, and ACTIVE seen after"
                  + " 127 s of polls in 131 s",
              "2025-07",
              LOW),
          new Assumption(
              "model.createOnceScheduler",
              "false",
              "whether kube-scheduler never retries (a popular belief)",
              "kube-scheduler source, v1.36.3",
              "2026",
              HIGH),
          new Assumption(
              "price.vcpuHour",
              "0.04048 USD",
              "price of a vCPU-hour, us-east-1, Linux/x86",
              "four concordant price pages",
              "2025 to 2026",
              MEDIUM),
          new Assumption(
              "price.gbHour",
              "0.004445 USD",
              "price of a GB-hour, us-east-1, Linux/x86",
              "four concordant price pages",
              "2025 to 2026",
              MEDIUM));

  /** Every assumption of the model, in the order of the page about them. */
  public static final List<Assumption> ASSUMPTIONS =
      Stream.concat(OWN.stream(), KedaAssumptions.ALL.stream()).toList();

  private ModelDefaults() {}
}
