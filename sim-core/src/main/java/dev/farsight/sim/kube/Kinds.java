package dev.farsight.sim.kube;

import java.util.List;

/** The catalogue of every kind of object the simulated API server stores. */
public final class Kinds {

  /** Pod. */
  public static final Kind<Pod> POD = new Kind<>("v1", "Pod", true, Pod.class);

  /** Node. */
  public static final Kind<Node> NODE = new Kind<>("v1", "Node", false, Node.class);

  /** Deployment. */
  public static final Kind<Deployment> DEPLOYMENT =
      new Kind<>("apps/v1", "Deployment", true, Deployment.class);

  /** ReplicaSet. */
  public static final Kind<ReplicaSet> REPLICA_SET =
      new Kind<>("apps/v1", "ReplicaSet", true, ReplicaSet.class);

  /** ReplicationController. */
  public static final Kind<ReplicationController> REPLICATION_CONTROLLER =
      new Kind<>("v1", "ReplicationController", true, ReplicationController.class);

  /** StatefulSet. */
  public static final Kind<StatefulSet> STATEFUL_SET =
      new Kind<>("apps/v1", "StatefulSet", true, StatefulSet.class);

  /** ControllerRevision. */
  public static final Kind<ControllerRevision> CONTROLLER_REVISION =
      new Kind<>("apps/v1", "ControllerRevision", true, ControllerRevision.class);

  /** DaemonSet. */
  public static final Kind<DaemonSet> DAEMON_SET =
      new Kind<>("apps/v1", "DaemonSet", true, DaemonSet.class);

  /** Job. */
  public static final Kind<Job> JOB = new Kind<>("batch/v1", "Job", true, Job.class);

  /** CronJob. */
  public static final Kind<CronJob> CRON_JOB =
      new Kind<>("batch/v1", "CronJob", true, CronJob.class);

  /** HorizontalPodAutoscaler. */
  public static final Kind<HorizontalPodAutoscaler> HORIZONTAL_POD_AUTOSCALER =
      new Kind<>("autoscaling/v2", "HorizontalPodAutoscaler", true, HorizontalPodAutoscaler.class);

  /** PodDisruptionBudget. */
  public static final Kind<PodDisruptionBudget> POD_DISRUPTION_BUDGET =
      new Kind<>("policy/v1", "PodDisruptionBudget", true, PodDisruptionBudget.class);

  /** PriorityClass. */
  public static final Kind<PriorityClass> PRIORITY_CLASS =
      new Kind<>("scheduling.k8s.io/v1", "PriorityClass", false, PriorityClass.class);

  /** Namespace. */
  public static final Kind<Namespace> NAMESPACE =
      new Kind<>("v1", "Namespace", false, Namespace.class);

  /** ResourceQuota. */
  public static final Kind<ResourceQuota> RESOURCE_QUOTA =
      new Kind<>("v1", "ResourceQuota", true, ResourceQuota.class);

  /** LimitRange. */
  public static final Kind<LimitRange> LIMIT_RANGE =
      new Kind<>("v1", "LimitRange", true, LimitRange.class);

  /** PersistentVolumeClaim. */
  public static final Kind<PersistentVolumeClaim> PERSISTENT_VOLUME_CLAIM =
      new Kind<>("v1", "PersistentVolumeClaim", true, PersistentVolumeClaim.class);

  /** PersistentVolume. */
  public static final Kind<PersistentVolume> PERSISTENT_VOLUME =
      new Kind<>("v1", "PersistentVolume", false, PersistentVolume.class);

  /** StorageClass. */
  public static final Kind<StorageClass> STORAGE_CLASS =
      new Kind<>("storage.k8s.io/v1", "StorageClass", false, StorageClass.class);

  /** CSINode. */
  public static final Kind<CSINode> CSINODE =
      new Kind<>("storage.k8s.io/v1", "CSINode", false, CSINode.class);

  /** VolumeAttachment. */
  public static final Kind<VolumeAttachment> VOLUME_ATTACHMENT =
      new Kind<>("storage.k8s.io/v1", "VolumeAttachment", false, VolumeAttachment.class);

  /** CSIDriver. */
  public static final Kind<CSIDriver> CSIDRIVER =
      new Kind<>("storage.k8s.io/v1", "CSIDriver", false, CSIDriver.class);

  /** CSIStorageCapacity. */
  public static final Kind<CSIStorageCapacity> CSISTORAGE_CAPACITY =
      new Kind<>("storage.k8s.io/v1", "CSIStorageCapacity", true, CSIStorageCapacity.class);

  /** Service. */
  public static final Kind<Service> SERVICE = new Kind<>("v1", "Service", true, Service.class);

  /** Event. */
  public static final Kind<Event> EVENT = new Kind<>("v1", "Event", true, Event.class);

  /** FargateProfile. */
  public static final Kind<FargateProfile> FARGATE_PROFILE =
      new Kind<>("eks.amazonaws.com/v1", "FargateProfile", false, FargateProfile.class);

  /** ExternalMetric. */
  public static final Kind<ExternalMetric> EXTERNAL_METRIC =
      new Kind<>("external.metrics.k8s.io/v1beta1", "ExternalMetric", true, ExternalMetric.class);

  /** ScaledObject of KEDA. */
  public static final Kind<ScaledObject> SCALED_OBJECT =
      new Kind<>("keda.sh/v1alpha1", "ScaledObject", true, ScaledObject.class);

  /** ScaledJob of KEDA. */
  public static final Kind<ScaledJob> SCALED_JOB =
      new Kind<>("keda.sh/v1alpha1", "ScaledJob", true, ScaledJob.class);

  /** Fault: not an object of Kubernetes but of the world around it. */
  public static final Kind<Fault> FAULT =
      new Kind<>("farsight.dev/v1alpha1", "Fault", false, Fault.class);

  /** Environment: the AWS account and network around the cluster. */
  public static final Kind<Environment> ENVIRONMENT =
      new Kind<>("farsight.dev/v1alpha1", "Environment", false, Environment.class);

  /** All kinds, in a fixed order. */
  public static final List<Kind<?>> ALL =
      List.of(
          POD,
          NODE,
          DEPLOYMENT,
          REPLICA_SET,
          REPLICATION_CONTROLLER,
          STATEFUL_SET,
          CONTROLLER_REVISION,
          DAEMON_SET,
          JOB,
          CRON_JOB,
          HORIZONTAL_POD_AUTOSCALER,
          POD_DISRUPTION_BUDGET,
          PRIORITY_CLASS,
          NAMESPACE,
          RESOURCE_QUOTA,
          LIMIT_RANGE,
          PERSISTENT_VOLUME_CLAIM,
          PERSISTENT_VOLUME,
          STORAGE_CLASS,
          CSINODE,
          VOLUME_ATTACHMENT,
          CSIDRIVER,
          CSISTORAGE_CAPACITY,
          SERVICE,
          EVENT,
          FARGATE_PROFILE,
          EXTERNAL_METRIC,
          SCALED_OBJECT,
          SCALED_JOB,
          FAULT,
          ENVIRONMENT);

  private Kinds() {}
}
