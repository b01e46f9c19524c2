package dev.farsight.sim.cluster;

import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The simulated API server: the one owner of all objects, and the only place where processes meet.
 *
 * <p>Objects are immutable; a change stores a new version and is announced to watchers, who see it
 * after the watch delay and in the order in which changes happened. Look-ups and writes take O(log
 * n) in the number of objects of the kind.
 */
public final class Cluster {

  /** Finalizer that holds an object until its dependents are deleted. */
  public static final String FOREGROUND_FINALIZER = "foregroundDeletion";

  /** Finalizer that holds an object until its dependents are orphaned. */
  public static final String ORPHAN_FINALIZER = "orphan";

  /** Names that the API server generates for an object before it gives up. */
  private static final int NAME_TRIES = 8;

  private final Simulator simulator;
  private final ObjectNames names;
  private boolean droppingEvents;
  private final WatchHub watches;
  private final Map<Kind<?>, ObjectStore<?>> stores = new LinkedHashMap<>();
  private final Map<Kind<?>, List<AdmissionPlugin<?>>> admission = new LinkedHashMap<>();
  private final AuditLog audit = new AuditLog();
  private final MetricSources metricSources;
  private @Nullable ExternalMetricsServer externalMetrics;
  private long resourceVersion;
  private long quietWriteCount;
  private long podCreationNanos;
  private long podsCreatedUntilNanos;
  private long podDeletionNanos;
  private long podsDeletedUntilNanos;

  /**
   * Makes an empty cluster.
   *
   * @param simulator event list that delivers watch events
   * @param seed seed of generated names and uids
   * @param watchDelayNanos default time from a change to its delivery, in nanoseconds, at least 0
   */
  public Cluster(Simulator simulator, long seed, long watchDelayNanos) {
    this.simulator = simulator;
    this.names = new ObjectNames(seed);
    this.watches = new WatchHub(simulator, watchDelayNanos);
    for (Kind<?> kind : Kinds.ALL) {
      stores.put(kind, new ObjectStore<>());
    }
    this.metricSources = new MetricSources(store(Kinds.EXTERNAL_METRIC));
  }

  /**
   * Makes creations and deletions of pods take time: they are decided at once, but are seen one
   * after the other, as a busy API server answers parallel calls.
   *
   * @param creationNanos time of a creation, which admission makes long, in nanoseconds, at least 0
   * @param deletionNanos time from one deletion to the next, in nanoseconds, at least 0
   */
  public void setPodCallNanos(long creationNanos, long deletionNanos) {
    podCreationNanos = creationNanos;
    podDeletionNanos = deletionNanos;
  }

  /** Returns how much later than now a created object is seen. */
  private long lagOfCreation(Kind<?> kind) {
    if (podCreationNanos == 0 || kind != Kinds.POD) {
      return 0;
    }
    podsCreatedUntilNanos = Math.max(podsCreatedUntilNanos, simulator.now()) + podCreationNanos;
    return podsCreatedUntilNanos - simulator.now();
  }

  /** Returns how much later than now a deletion is seen. */
  private long lagOfDeletion(Kind<?> kind) {
    if (podDeletionNanos == 0 || kind != Kinds.POD) {
      return 0;
    }
    long seenNanos = Math.max(podsDeletedUntilNanos, simulator.now());
    podsDeletedUntilNanos = seenNanos + podDeletionNanos;
    return seenNanos - simulator.now();
  }

  /** Returns the present instant. */
  public Timestamp now() {
    return new Timestamp(simulator.now());
  }

  /** Returns the present instant in nanoseconds since the start of the run. */
  public long nowNanos() {
    return simulator.now();
  }

  /** Returns the number of writes so far; equal numbers mean that nothing changed in between. */
  public long resourceVersion() {
    return resourceVersion;
  }

  /**
   * Returns the number of writes so far, Event objects and {@linkplain #renew renewals} left out.
   */
  public long stateVersion() {
    return resourceVersion - quietWriteCount;
  }

  /**
   * Lets recorders write no further Event objects: nothing in the model reads them, and where
   * nobody records the run they are work for nothing.
   */
  public void dropEvents() {
    droppingEvents = true;
  }

  boolean isDroppingEvents() {
    return droppingEvents;
  }

  private long nextVersion(Kind<?> kind) {
    if (kind == Kinds.EVENT) {
      quietWriteCount++;
    }
    return ++resourceVersion;
  }

  /** Returns the current objects of a kind, as a consistent read of the API server would. */
  @SuppressWarnings("unchecked") // a store is kept under the kind of its objects
  public <T extends KubeObject> ObjectStore<T> store(Kind<T> kind) {
    ObjectStore<?> store = stores.get(kind);
    if (store == null) {
      throw new IllegalArgumentException("kind " + kind + " is not in the catalogue of kinds");
    }
    return (ObjectStore<T>) store;
  }

  /** Returns an object, or null if there is none under the key. */
  public <T extends KubeObject> @Nullable T get(Kind<T> kind, String key) {
    return store(kind).get(key);
  }

  /** Adds a step to the end of the admission chain. */
  public <T extends KubeObject> void addAdmission(AdmissionPlugin<T> plugin) {
    admission.computeIfAbsent(plugin.kind(), kind -> new ArrayList<>()).add(plugin);
  }

  private List<AdmissionPlugin<?>> steps(Kind<?> kind) {
    return admission.getOrDefault(kind, List.of());
  }

  /** Lets an extension API server serve external metrics. */
  public void register(ExternalMetricsServer server) {
    externalMetrics = server;
  }

  /** Returns the extension API server of external metrics; null where there is none. */
  public @Nullable ExternalMetricsServer externalMetrics() {
    return externalMetrics;
  }

  /** Returns the world outside that triggers look at. */
  public MetricSources metricSources() {
    return metricSources;
  }

  /** Returns the audit log. */
  public AuditLog audit() {
    return audit;
  }

  /** Tells a handler of every change of a kind, after the default watch delay. */
  public <T extends KubeObject> void watch(Kind<T> kind, WatchHandler<T> handler) {
    watches.watch(kind, watches.defaultDelayNanos(), handler);
  }

  /** Tells a handler of every change of a kind, after a delay of its own in nanoseconds. */
  public <T extends KubeObject> void watch(Kind<T> kind, long delayNanos, WatchHandler<T> handler) {
    watches.watch(kind, delayNanos, handler);
  }

  /**
   * Creates an object: generates its name if asked to, runs the admission chain, stores it.
   *
   * @return the object as stored
   * @throws ApiException if it exists already or is refused
   */
  public <T extends KubeObject> T create(T object) {
    return create(object, -1);
  }

  /**
   * Creates an object as {@link #create(KubeObject)} does, by one of several calls side by side.
   *
   * @param answeredAfterNanos how much later than now the object is there for the world, in
   *     nanoseconds, whatever other calls there are; below 0 if calls wait for one another
   * @throws ApiException if it exists already or is refused
   */
  public <T extends KubeObject> T create(T object, long answeredAfterNanos) {
    Kind<T> kind = kindOf(object);
    ObjectStore<T> store = store(kind);
    String key = keyOf(kind, object.metadata());
    T named = kind.type().cast(object.withMetadata(identify(kind, object.metadata(), key)));
    if (store.get(key) != null) {
      throw ApiException.alreadyExists(kind.lowerName() + "s", named.name());
    }
    T admitted = named;
    for (AdmissionPlugin<?> step : steps(kind)) {
      admitted = admit(step, admitted);
    }
    if (kind == Kinds.POD) {
      T pod = admitted;
      simulator.requireRoomForPod(store.size(), () -> makerOf(pod));
    }
    long lagNanos = answeredAfterNanos < 0 ? lagOfCreation(kind) : answeredAfterNanos;
    ObjectMeta metadata = admitted.metadata().withResourceVersion(nextVersion(kind));
    if (lagNanos > 0) {
      metadata = metadata.withCreationTimestamp(new Timestamp(simulator.now() + lagNanos));
    }
    T stored = kind.type().cast(admitted.withMetadata(metadata));
    store.put(key, stored);
    watches.announce(kind, new WatchEvent<>(WatchEvent.Type.ADDED, null, stored, key), lagNanos);
    return stored;
  }

  private static String makerOf(KubeObject pod) {
    List<OwnerReference> owners = pod.metadata().ownerReferences();
    return owners.isEmpty()
        ? "Pod " + pod.key()
        : owners.get(0).kind() + " " + pod.metadata().namespace() + "/" + owners.get(0).name();
  }

  /**
   * Puts an object of the starting state into the cluster as it is: its admission was decided
   * before, so the chain does not run again.
   *
   * @throws ApiException if it exists already
   */
  public <T extends KubeObject> T restore(T object) {
    Kind<T> kind = kindOf(object);
    ObjectStore<T> store = store(kind);
    if (store.get(object.key()) != null) {
      throw ApiException.alreadyExists(kind.lowerName() + "s", object.name());
    }
    String key = keyOf(kind, object.metadata());
    ObjectMeta metadata =
        identify(kind, object.metadata(), key).withResourceVersion(nextVersion(kind));
    T stored = kind.type().cast(object.withMetadata(metadata));
    store.put(key, stored);
    watches.announce(kind, new WatchEvent<>(WatchEvent.Type.ADDED, null, stored, key), 0);
    return stored;
  }

  /** Returns the key of an object to be created, its name generated if it asks for that. */
  private String keyOf(Kind<?> kind, ObjectMeta metadata) {
    String prefix = metadata.generateName();
    return metadata.name().isEmpty() && prefix != null
        ? freeKey(kind, metadata.namespace(), prefix)
        : ObjectMeta.key(metadata.namespace(), metadata.name());
  }

  private ObjectMeta identify(Kind<?> kind, ObjectMeta metadata, String key) {
    String namespace = metadata.namespace();
    boolean named = !metadata.name().isEmpty() || metadata.generateName() == null;
    String name =
        named ? metadata.name() : key.substring(namespace.isEmpty() ? 0 : namespace.length() + 1);
    String uid = metadata.uid();
    if (uid.isEmpty()) {
      uid = names.uid(kind, namespace, name, key);
    }
    Timestamp created = metadata.creationTimestamp();
    return metadata.withIdentity(
        name, uid, created == null ? now() : created, Math.max(1, metadata.generation()));
  }

  /**
   * Generates names until the key of one is free, as often as the API server does
   * (RetryGenerateName).
   */
  private String freeKey(Kind<?> kind, String namespace, String prefix) {
    ObjectStore<?> store = store(kind);
    String key = ObjectMeta.key(namespace, names.generate(kind, namespace, prefix));
    for (int tries = 1; tries < NAME_TRIES && store.get(key) != null; tries++) {
      key = ObjectMeta.key(namespace, names.generate(kind, namespace, prefix));
    }
    return key;
  }

  @SuppressWarnings("unchecked") // a step is kept under the kind it admits
  private static <T extends KubeObject> T admit(AdmissionPlugin<?> step, T object) {
    return ((AdmissionPlugin<T>) step).admit(object);
  }

  /**
   * Replaces an object by a version made from the one that the caller read; a changed spec counts
   * as a new generation.
   *
   * @return the object as stored, or as it was if nothing differs
   * @throws ApiException if it is gone or was changed since it was read
   */
  public <T extends KubeObject> T update(T object) {
    Kind<T> kind = kindOf(object);
    String key = object.key();
    T current = require(kind, key);
    if (current.metadata().resourceVersion() != object.metadata().resourceVersion()
        || !current.metadata().uid().equals(object.metadata().uid())) {
      throw ApiException.conflict(kind.lowerName() + "s", object.name());
    }
    return replace(kind, key, current, object);
  }

  /**
   * Changes the current version of an object, whatever its version, as a patch does.
   *
   * @return the object as stored, or as it was if nothing differs
   * @throws ApiException if it does not exist
   */
  public <T extends KubeObject> T modify(Kind<T> kind, String key, UnaryOperator<T> change) {
    T current = require(kind, key);
    return replace(kind, key, current, change.apply(current));
  }

  /**
   * Changes an object as {@link #modify} does where the change only renews a time or a counter, as
   * leases and heartbeats do: it does not count as a change of state.
   *
   * @return the object as stored, or as it was if nothing differs
   * @throws ApiException if it does not exist
   */
  public <T extends KubeObject> T renew(Kind<T> kind, String key, UnaryOperator<T> change) {
    long before = resourceVersion;
    T renewed = modify(kind, key, change);
    quietWriteCount += resourceVersion - before;
    return renewed;
  }

  private <T extends KubeObject> T require(Kind<T> kind, String key) {
    T current = store(kind).get(key);
    if (current == null) {
      throw ApiException.notFound(kind.lowerName() + "s", key.substring(key.indexOf('/') + 1));
    }
    return current;
  }

  private <T extends KubeObject> T replace(Kind<T> kind, String key, T current, T wanted) {
    ObjectMeta metadata = current.metadata();
    ObjectMeta changed =
        wanted.metadata().withVersion(metadata.resourceVersion(), metadata.generation());
    T sameVersion =
        changed == wanted.metadata() ? wanted : kind.type().cast(wanted.withMetadata(changed));
    if (sameVersion.equals(current)) {
      return current;
    }
    Object spec = wanted.spec();
    Object specBefore = current.spec();
    boolean newGeneration = spec != null && spec != specBefore && !spec.equals(specBefore);
    ObjectMeta next =
        changed.withVersion(nextVersion(kind), metadata.generation() + (newGeneration ? 1 : 0));
    T stored = kind.type().cast(wanted.withMetadata(next));
    if (next.isTerminating() && next.finalizers().isEmpty() && !awaitsKubelet(stored)) {
      remove(kind, current, stored, -1);
      return stored;
    }
    store(kind).put(key, stored);
    watches.announce(kind, new WatchEvent<>(WatchEvent.Type.MODIFIED, current, stored, key), 0);
    return stored;
  }

  /**
   * Returns whether only the kubelet may remove a terminating object: a pod with a grace period.
   */
  private static boolean awaitsKubelet(KubeObject object) {
    Long grace = object.metadata().deletionGracePeriodSeconds();
    return object instanceof Pod && grace != null && grace > 0;
  }

  /**
   * Deletes an object, or marks it as terminating where a finalizer or a running pod's grace period
   * holds it.
   *
   * <p>A pod that was never bound, or that has finished, goes at once, as upstream.
   *
   * @throws ApiException if it does not exist or the precondition fails
   */
  public <T extends KubeObject> void delete(Kind<T> kind, String key, DeleteOptions options) {
    delete(kind, key, options, -1);
  }

  /**
   * Deletes an object as {@link #delete(Kind, String, DeleteOptions)} does, by one of several calls
   * side by side.
   *
   * @param answeredAfterNanos how much later than now the world sees it, in nanoseconds, whatever
   *     other calls there are; below 0 if calls wait for one another
   * @throws ApiException if it does not exist or the precondition fails
   */
  public <T extends KubeObject> void delete(
      Kind<T> kind, String key, DeleteOptions options, long answeredAfterNanos) {
    T current = require(kind, key);
    String uid = options.preconditionUid();
    if (uid != null && !uid.equals(current.metadata().uid())) {
      throw new ApiException(
          409, "Conflict", "Precondition failed: UID in precondition: " + uid + " differs");
    }
    long graceSeconds = graceSeconds(current, options);
    ObjectMeta metadata = withPropagation(current.metadata(), options.propagation());
    boolean held = graceSeconds > 0 || !metadata.finalizers().isEmpty();
    if (!held) {
      remove(kind, current, current, answeredAfterNanos);
      return;
    }
    Long before = current.metadata().deletionGracePeriodSeconds();
    if (current.metadata().isTerminating() && before != null && before <= graceSeconds) {
      return;
    }
    Timestamp since = metadata.deletionTimestamp();
    ObjectMeta next =
        metadata
            .withDeletionTimestamp(since != null ? since : now())
            .withDeletionGracePeriodSeconds(graceSeconds)
            .withVersion(nextVersion(kind), metadata.generation() + (since == null ? 1 : 0));
    T stored = kind.type().cast(current.withMetadata(next));
    store(kind).put(key, stored);
    watches.announce(
        kind,
        new WatchEvent<>(WatchEvent.Type.MODIFIED, current, stored, key),
        answeredAfterNanos < 0 ? lagOfDeletion(kind) : answeredAfterNanos);
  }

  private static ObjectMeta withPropagation(
      ObjectMeta metadata, DeleteOptions.Propagation propagation) {
    String finalizer =
        switch (propagation) {
          case BACKGROUND -> "";
          case FOREGROUND -> FOREGROUND_FINALIZER;
          case ORPHAN -> ORPHAN_FINALIZER;
        };
    if (finalizer.isEmpty() || metadata.finalizers().contains(finalizer)) {
      return metadata;
    }
    List<String> finalizers = new ArrayList<>(metadata.finalizers());
    finalizers.add(finalizer);
    return metadata.withFinalizers(finalizers);
  }

  private static long graceSeconds(KubeObject object, DeleteOptions options) {
    if (!(object instanceof Pod pod)) {
      return 0;
    }
    String phase = pod.status().phase();
    boolean finished = "Succeeded".equals(phase) || "Failed".equals(phase);
    if (pod.spec().nodeName() == null || finished) {
      return 0;
    }
    Long asked = options.gracePeriodSeconds();
    Long own = pod.spec().terminationGracePeriodSeconds();
    return asked != null ? asked : own != null ? own : 30;
  }

  private <T extends KubeObject> void remove(
      Kind<T> kind, T before, T last, long answeredAfterNanos) {
    ObjectMeta metadata = last.metadata().withResourceVersion(nextVersion(kind));
    T gone = kind.type().cast(last.withMetadata(metadata));
    String key = gone.key();
    store(kind).remove(key);
    watches.announce(
        kind,
        new WatchEvent<>(WatchEvent.Type.DELETED, before, gone, key),
        answeredAfterNanos < 0 ? lagOfDeletion(kind) : answeredAfterNanos);
  }

  @SuppressWarnings("unchecked") // every record returns the kind made for its own class
  private static <T extends KubeObject> Kind<T> kindOf(T object) {
    return (Kind<T>) object.kind();
  }
}
