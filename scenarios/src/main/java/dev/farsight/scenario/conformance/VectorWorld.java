package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PriorityClass;
import dev.farsight.sim.process.admission.DefaultTolerationSeconds;
import dev.farsight.sim.process.admission.PriorityAdmission;
import dev.farsight.sim.process.scheduler.PluginFramework;
import dev.farsight.sim.process.scheduler.Scheduler;
import dev.farsight.sim.process.scheduler.SchedulerApi;
import dev.farsight.sim.process.scheduler.SchedulerFramework;
import dev.farsight.sim.process.scheduler.SchedulerProbe;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.scheduler.cycle.TieBreak;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.queue.QueueSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a recorded scheduler vector, completed as the API server does, and a scheduler
 * that hears of them at once.
 */
final class VectorWorld {

  private static final Instant ORIGIN = Instant.parse("2026-01-02T00:00:00Z");

  private final KubeReader reader = new KubeReader(ORIGIN);
  private final Map<String, KubeObject> objects = new LinkedHashMap<>();
  private final Map<String, PriorityClass> priorityClasses = new TreeMap<>();
  private final Scheduler scheduler;
  private long nowNanos;
  private long resourceVersion;

  VectorWorld(JsonNode vector, SchedulerApi api) {
    KubernetesVersion version =
        KubernetesVersion.tryParse(vector.path("kubernetes").asText().replaceFirst("^v", ""));
    if (version == null) {
      throw new IllegalArgumentException("kubernetes: " + vector.path("kubernetes"));
    }
    SchedulerFramework.Factory factory =
        new PluginFramework(
            List.of(SchedulingProfile.defaultOf(version, 100)), TieBreak.FIRST, count -> 0);
    SchedulerFramework framework = factory.make(this::nominated);
    this.scheduler =
        new Scheduler(
            framework.profiles(),
            framework.view(),
            QueueSettings.DEFAULT,
            false,
            this::pod,
            api,
            SchedulerProbe.NONE,
            this::nowNanos);
  }

  private List<Pod> nominated(String nodeName) {
    return scheduler.queue().nominatedPodsForNode(nodeName);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  long nowNanos() {
    return nowNanos;
  }

  void setNow(long nanos) {
    nowNanos = nanos;
  }

  /** Runs the queue's flushes at a whole second: back-off first, then every 30 s the long wait. */
  void flush() {
    scheduler.queue().flushBackoffQCompleted();
    if (nowNanos % QueueSettings.UNSCHEDULABLE_CHECK_NANOS == 0) {
      scheduler.queue().flushUnschedulablePodsLeftover();
    }
  }

  /** Adds the objects that are there at the start. */
  void addAll(JsonNode list) {
    for (JsonNode object : list) {
      if (object.path("kind").asText().equals("PriorityClass")) {
        PriorityClass read = reader.read(Kinds.PRIORITY_CLASS, object);
        priorityClasses.put(read.name(), read);
      }
    }
    for (JsonNode object : list) {
      add(object);
    }
  }

  void add(JsonNode object) {
    KubeObject read = read(object);
    if (read != null) {
      namespaceOf(read);
      put(read);
    }
  }

  void event(String event, JsonNode object) {
    KubeObject read = read(object);
    if (read == null) {
      return;
    }
    namespaceOf(read);
    if (event.endsWith("/Delete")) {
      delete(read);
    } else {
      put(read);
    }
  }

  @Nullable Pod pod(String key) {
    return (Pod) objects.get("Pod/" + key);
  }

  /** Stores a newer version of an object and tells the scheduler. */
  void put(KubeObject object) {
    KubeObject next = object.withMetadata(object.metadata().withResourceVersion(++resourceVersion));
    KubeObject old = objects.put(id(next), next);
    if (next instanceof Pod pod) {
      if (old == null) {
        scheduler.onPodAdded(pod);
      } else {
        scheduler.onPodUpdated((Pod) old, pod);
      }
    } else if (next instanceof Node node) {
      if (old == null) {
        scheduler.onNodeAdded(node);
      } else {
        scheduler.onNodeUpdated((Node) old, node);
      }
    } else {
      scheduler.onOtherChange(resourceOf(next), old, next);
    }
  }

  void delete(KubeObject object) {
    KubeObject old = objects.remove(id(object));
    if (old instanceof Pod pod) {
      scheduler.onPodDeleted(pod);
    } else if (old instanceof Node node) {
      scheduler.onNodeDeleted(node);
    } else if (old != null) {
      scheduler.onOtherChange(resourceOf(old), old, null);
    }
  }

  private static String id(KubeObject object) {
    return object.kind().name() + "/" + object.key();
  }

  private @Nullable KubeObject read(JsonNode object) {
    if (reader.kindOf(object.path("kind").asText()) == null) {
      return null;
    }
    KubeObject read = reader.read(object);
    String uid = read instanceof Pod ? read.key() : id(read);
    KubeObject named = read.withMetadata(read.metadata().withUid(uid));
    if (!(named instanceof Pod pod)) {
      return named;
    }
    Pod admitted =
        DefaultTolerationSeconds.admit(PriorityAdmission.admit(pod, priorityClasses.values()));
    String phase = admitted.status().phase();
    boolean pending = phase == null || phase.isEmpty() || phase.equals("Pending");
    boolean written = object.path("status").has("phase");
    return admitted.spec().nodeName() != null && pending && !written
        ? admitted.withStatus(admitted.status().withPhase("Running"))
        : admitted;
  }

  private void namespaceOf(KubeObject object) {
    String name = object.namespace();
    if (name.isEmpty() || objects.containsKey("Namespace/" + name)) {
      return;
    }
    ObjectNode namespace = JsonNodeFactory.instance.objectNode();
    namespace.put("apiVersion", "v1").put("kind", "Namespace");
    namespace.putObject("metadata").put("name", name);
    KubeObject read = read(namespace);
    if (read != null) {
      put(read);
    }
  }

  private static @Nullable EventResource resourceOf(KubeObject object) {
    return switch (object.kind().name()) {
      case "PersistentVolume" -> EventResource.PERSISTENT_VOLUME;
      case "PersistentVolumeClaim" -> EventResource.PERSISTENT_VOLUME_CLAIM;
      case "StorageClass" -> EventResource.STORAGE_CLASS;
      case "CSINode" -> EventResource.CSI_NODE;
      case "VolumeAttachment" -> EventResource.VOLUME_ATTACHMENT;
      case "CSIDriver" -> EventResource.CSI_DRIVER;
      case "CSIStorageCapacity" -> EventResource.CSI_STORAGE_CAPACITY;
      default -> null;
    };
  }
}
