package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Metadata that every Kubernetes object carries.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/">upstream
 *     documentation</a>
 * @param name name, unique per kind and namespace; empty until the API server generates it
 * @param namespace namespace; empty for cluster-scoped objects
 * @param generateName prefix from which the API server makes a name; absent when not set
 * @param uid identity over the object's whole life; empty before creation
 * @param labels labels
 * @param annotations annotations
 * @param ownerReferences objects this object depends on
 * @param finalizers what must happen before the object may go
 * @param resourceVersion version counter of the last write, 0 before creation
 * @param generation counts changes of the spec, 0 before creation
 * @param creationTimestamp when the object was created; absent when not set
 * @param deletionTimestamp when deletion was requested, absent while the object is wanted
 * @param deletionGracePeriodSeconds grace period of a requested deletion in seconds; absent when
 *     not set
 */
public record ObjectMeta(
    String name,
    String namespace,
    @Nullable String generateName,
    String uid,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<OwnerReference> ownerReferences,
    List<String> finalizers,
    long resourceVersion,
    long generation,
    @Nullable Timestamp creationTimestamp,
    @Nullable Timestamp deletionTimestamp,
    @Nullable Long deletionGracePeriodSeconds) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ObjectMeta {
    labels = FrozenMap.copyOf(labels);
    annotations = FrozenMap.copyOf(annotations);
    ownerReferences = List.copyOf(ownerReferences);
    finalizers = List.copyOf(finalizers);
  }

  /** Returns a copy with another {@code name}. */
  public ObjectMeta withName(String name) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code namespace}. */
  public ObjectMeta withNamespace(String namespace) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code generateName}. */
  public ObjectMeta withGenerateName(@Nullable String generateName) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code uid}. */
  public ObjectMeta withUid(String uid) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code labels}. */
  public ObjectMeta withLabels(Map<String, String> labels) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code annotations}. */
  public ObjectMeta withAnnotations(Map<String, String> annotations) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code ownerReferences}. */
  public ObjectMeta withOwnerReferences(List<OwnerReference> ownerReferences) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code finalizers}. */
  public ObjectMeta withFinalizers(List<String> finalizers) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code resourceVersion}. */
  public ObjectMeta withResourceVersion(long resourceVersion) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code generation}. */
  public ObjectMeta withGeneration(long generation) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code resourceVersion} and {@code generation}, or this. */
  public ObjectMeta withVersion(long resourceVersion, long generation) {
    if (resourceVersion == this.resourceVersion && generation == this.generation) {
      return this;
    }
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with all that creation gives an object. */
  public ObjectMeta withIdentity(
      String name, String uid, Timestamp creationTimestamp, long generation) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code creationTimestamp}. */
  public ObjectMeta withCreationTimestamp(@Nullable Timestamp creationTimestamp) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code deletionTimestamp}. */
  public ObjectMeta withDeletionTimestamp(@Nullable Timestamp deletionTimestamp) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns a copy with another {@code deletionGracePeriodSeconds}. */
  public ObjectMeta withDeletionGracePeriodSeconds(@Nullable Long deletionGracePeriodSeconds) {
    return new ObjectMeta(
        name,
        namespace,
        generateName,
        uid,
        labels,
        annotations,
        ownerReferences,
        finalizers,
        resourceVersion,
        generation,
        creationTimestamp,
        deletionTimestamp,
        deletionGracePeriodSeconds);
  }

  /** Returns metadata that hold nothing but a namespace and a name. */
  public static ObjectMeta named(String namespace, String name) {
    return new ObjectMeta(
        name,
        namespace,
        null,
        "",
        FrozenMap.empty(),
        FrozenMap.empty(),
        List.of(),
        List.of(),
        0,
        0,
        null,
        null,
        null);
  }

  /** Returns metadata that hold labels and annotations only, as templates carry them. */
  public static ObjectMeta template(Map<String, String> labels, Map<String, String> annotations) {
    return named("", "").withLabels(labels).withAnnotations(annotations);
  }

  /** Returns the key of an object: {@code namespace/name}, or {@code name} without a namespace. */
  public static String key(String namespace, String name) {
    // Asked for all the time, and so without a builder.
    return namespace.isEmpty() ? name : namespace.concat("/").concat(name);
  }

  /** Returns the reference to the managing controller; absent if there is none. */
  public @Nullable OwnerReference controllerOwner() {
    for (int i = 0; i < ownerReferences.size(); i++) { // asked for with every change
      OwnerReference owner = ownerReferences.get(i);
      if (Boolean.TRUE.equals(owner.controller())) {
        return owner;
      }
    }
    return null;
  }

  /** Returns whether deletion was requested. */
  public boolean isTerminating() {
    return deletionTimestamp != null;
  }

  /**
   * As the compiler would write it, but in plain calls, what differs most often first: every write
   * of every object asks, and what is generated runs through method handles.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ObjectMeta that
            && resourceVersion == that.resourceVersion
            && generation == that.generation
            && name.equals(that.name)
            && namespace.equals(that.namespace)
            && uid.equals(that.uid)
            && Objects.equals(generateName, that.generateName)
            && labels.equals(that.labels)
            && annotations.equals(that.annotations)
            && ownerReferences.equals(that.ownerReferences)
            && finalizers.equals(that.finalizers)
            && Objects.equals(creationTimestamp, that.creationTimestamp)
            && Objects.equals(deletionTimestamp, that.deletionTimestamp)
            && Objects.equals(deletionGracePeriodSeconds, that.deletionGracePeriodSeconds));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, namespace, uid, resourceVersion);
  }
}
