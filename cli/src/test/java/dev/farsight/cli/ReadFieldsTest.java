package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.farsight.scenario.manifest.RecordReader;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Nothing that is read from a manifest is dropped without a word: every component of every record
 * of an API object is used by the simulation, or noted when it is written, or stands here with the
 * reason why it has no influence. (Fields that no record has are noted by themselves.)
 */
class ReadFieldsTest {

  /** Components that nothing in the simulation asks for, by the reason why. */
  private static final Map<String, List<String>> WITHOUT_INFLUENCE = reasons();

  private static Map<String, List<String>> reasons() {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    reasons.put(
        "a container or its process sees it, not the control plane",
        List.of(
            "PodSpec.hostname",
            "PodSpec.subdomain",
            "PodSpec.serviceAccountName",
            "PodSpec.securityContext",
            "PodSecurityContext.runAsUser",
            "PodSecurityContext.runAsNonRoot",
            "PodSecurityContext.fsGroup",
            "SecurityContext.allowPrivilegeEscalation",
            "SecurityContext.runAsUser",
            "SecurityContext.runAsNonRoot",
            "Capabilities.drop",
            "Container.env",
            "EnvVar.name",
            "VolumeMount.mountPath",
            "ConfigMapVolumeSource.name",
            "ConfigMapVolumeSource.optional",
            "ProjectedVolumeSource.defaultMode",
            "DownwardApiVolumeSource.defaultMode",
            "PersistentVolumeClaimVolumeSource.readOnly"));
    reasons.put(
        "Fargate caches no image, and nodes are taken to have none",
        List.of("Container.imagePullPolicy"));
    reasons.put(
        "checked when it is read: names must be there, and Windows is refused",
        List.of("Container.volumeMounts", "VolumeMount.name", "PodSpec.os", "PodOS.name"));
    reasons.put(
        "that the volume or claim is there decides, not what is in it",
        List.of(
            "Volume.hostPath",
            "HostPathVolumeSource.path",
            "HostPathVolumeSource.type",
            "NfsVolumeSource.server",
            "NfsVolumeSource.path",
            "EphemeralVolumeSource.volumeClaimTemplate",
            "PersistentVolumeClaimTemplate.metadata",
            "PersistentVolumeClaimTemplate.spec",
            "VolumeResourceRequirements.limits",
            "DiskVolumeSource.lun",
            "DiskVolumeSource.targetPortal",
            "DiskVolumeSource.fsType",
            "DiskVolumeSource.partition",
            "PodResourceClaim.name",
            "PodResourceClaim.resourceClaimName",
            "PodResourceClaim.resourceClaimTemplateName"));
    reasons.put(
        "part of a field that is noted as a whole",
        List.of(
            "HttpGetAction.path",
            "HttpGetAction.port",
            "HttpGetAction.scheme",
            "PodReadinessGate.conditionType",
            "PersistentVolumeClaimRetentionPolicy.whenDeleted",
            "PersistentVolumeClaimRetentionPolicy.whenScaled"));
    reasons.put(
        "requests between pods are not simulated",
        List.of(
            "Service.metadata",
            "ServiceSpec.ports",
            "ServiceSpec.type",
            "ServiceSpec.clusterIP",
            "ServicePort.name",
            "ServicePort.port",
            "ServicePort.targetPort",
            "ServicePort.protocol",
            "StatefulSetSpec.serviceName"));
    reasons.put(
        "the cluster reports it to people; the simulation computes its own",
        List.of(
            "PodStatus.reason",
            "PodStatus.message",
            "PodStatus.podIP",
            "PodStatus.qosClass",
            "ContainerStatus.ready",
            "ContainerStatus.state",
            "ContainerStatus.reason",
            "NodeCondition.reason",
            "NodeCondition.message",
            "NodeCondition.lastTransitionTime",
            "Taint.timeAdded",
            "StatefulSetStatus.currentReplicas",
            "StatefulSetStatus.updateRevision",
            "DaemonSetStatus.currentNumberScheduled",
            "DaemonSetStatus.numberMisscheduled",
            "DaemonSetStatus.numberReady",
            "DaemonSetStatus.numberUnavailable",
            "JobStatus.active",
            "JobStatus.ready",
            "JobStatus.terminating",
            "NamespaceStatus.phase",
            "ResourceQuotaStatus.hard",
            "ResourceQuotaStatus.used",
            "ScaledObjectStatus.resourceMetricNames",
            "ScaledJobStatus.externalMetricNames",
            "ScaledJobStatus.triggersActivity"));
    reasons.put(
        "another field decides: allocatable, and kind and name of a reference",
        List.of(
            "NodeStatus.capacity",
            "NodeSpec.providerID",
            "ObjectReference.apiVersion",
            "CSINodeDriver.nodeID",
            "CSINodeDriver.topologyKeys"));
    reasons.put(
        "run as the ReplicaSet that it is turned into",
        List.of(
            "ReplicationController.metadata",
            "ReplicationControllerSpec.replicas",
            "ReplicationControllerSpec.minReadySeconds",
            "ReplicationControllerSpec.template"));
    reasons.put(
        "asked for through what all objects have in common",
        List.of(
            "PriorityClass.metadata",
            "ResourceQuota.metadata",
            "LimitRange.metadata",
            "StorageClass.metadata",
            "VolumeAttachment.metadata",
            "CSIDriver.metadata",
            "CSIStorageCapacity.metadata",
            "ExternalMetric.metadata",
            "Fault.metadata",
            "Environment.metadata"));
    reasons.put(
        "roles are faults of a scenario, not names",
        List.of("FargateProfileSpec.podExecutionRoleArn"));
    return reasons;
  }

  @Test
  void everyFieldThatIsReadIsSimulatedOrNotedOrHasAReason() {
    Set<String> unused = unused();
    Set<String> explained = new TreeSet<>(lower(RecordReader.readAndNotSimulated()));
    WITHOUT_INFLUENCE.values().forEach(fields -> explained.addAll(lower(fields)));
    assertThat(unused).as("read and neither used, noted nor explained").isSubsetOf(explained);
    assertThat(explained).as("explained, and yet used or not there").isSubsetOf(unused);
  }

  private static Set<String> lower(Iterable<String> fields) {
    Set<String> lower = new TreeSet<>();
    fields.forEach(field -> lower.add(field.toLowerCase(Locale.ROOT)));
    return lower;
  }

  /** Returns the components of all records of API objects that no simulating code asks for. */
  private static Set<String> unused() {
    Set<Class<?>> records = new LinkedHashSet<>();
    for (Kind<?> kind : Kinds.ALL) {
      collect(kind.type(), records);
    }
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.farsight.sim", "dev.farsight.scenario");
    Set<String> unused = new TreeSet<>();
    for (Class<?> record : records) {
      JavaClass javaClass = classes.get(record);
      for (RecordComponent component : record.getRecordComponents()) {
        if (!isUsed(javaClass, component.getName())) {
          unused.add((record.getSimpleName() + "." + component.getName()).toLowerCase(Locale.ROOT));
        }
      }
    }
    return unused;
  }

  private static void collect(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        collect(argument, records);
      }
    } else if (type instanceof Class<?> record && record.isRecord() && records.add(record)) {
      for (RecordComponent component : record.getRecordComponents()) {
        collect(component.getGenericType(), records);
      }
    }
  }

  private static boolean isUsed(JavaClass record, String component) {
    boolean called =
        record.getMethod(component).getCallsOfSelf().stream()
            .anyMatch(call -> asks(call.getOrigin(), record, component));
    return called
        || record.getField(component).getAccessesToSelf().stream()
            .anyMatch(access -> asks(access.getOrigin(), record, component));
  }

  /** Returns whether code does more with a component than read, copy, compare or show it. */
  private static boolean asks(JavaCodeUnit code, JavaClass record, String component) {
    String name = code.getName();
    if (Set.of("equals", "hashCode").contains(name)) {
      return false;
    }
    if (!code.getOwner().equals(record)) {
      return !code.getOwner().getPackageName().startsWith("dev.farsight.scenario");
    }
    boolean copies = name.startsWith("with") || name.equals("<init>") || name.equals(component);
    return !copies && !Set.of("toString", "components").contains(name);
  }
}
