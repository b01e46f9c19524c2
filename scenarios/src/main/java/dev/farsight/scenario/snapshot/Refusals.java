package dev.farsight.scenario.snapshot;

import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.LimitRange;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ResourceQuota;
import dev.farsight.sim.kube.ResourceQuotaSpec;
import dev.farsight.sim.kube.ResourceQuotaStatus;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from what controllers of a dump were answered when they wanted to create pods what the
 * dump does not hold: the ResourceQuota that was exceeded, or else that the API server goes on
 * refusing such pods, whoever does it (a webhook, Pod Security).
 */
final class Refusals {

  private static final Pattern EXCEEDED =
      Pattern.compile("exceeded quota: ([^,]+), requested: .*, limited: (.+)$");
  private static final String FORBIDDEN = " is forbidden: ";
  private static final List<String> PREFIXES = List.of("failed error: ", "Error creating: ");

  private final Collection<KubeObject> objects;

  private Refusals(Collection<KubeObject> objects) {
    this.objects = objects;
  }

  /** Returns what the objects of a dump are to be completed by, in a fixed order. */
  static Collection<KubeObject> of(Collection<KubeObject> objects) {
    return new Refusals(objects).concluded();
  }

  private Collection<KubeObject> concluded() {
    Map<String, KubeObject> concluded = new LinkedHashMap<>();
    for (Event event : lastAnswers()) {
      KubeObject owner = owner(event);
      PodTemplateSpec template = owner == null ? null : template(owner);
      String text = event.message();
      if (owner == null || template == null || text == null) {
        continue;
      }
      Matcher exceeded = EXCEEDED.matcher(text);
      if (exceeded.find()) {
        ResourceQuota quota = quota(owner.namespace(), exceeded.group(1), exceeded.group(2));
        if (!isThere(quota)) {
          concluded.put("quota " + quota.key(), quota);
        }
      } else if (!isExplained(owner.namespace(), text)) {
        Fault fault = fault(owner, template, text);
        concluded.put(fault.name(), fault);
      }
    }
    return concluded.values();
  }

  /** Returns the refusals after which their controllers created nothing. */
  private List<Event> lastAnswers() {
    Map<String, Event> last = new LinkedHashMap<>();
    for (KubeObject object : objects) {
      if (object instanceof Event event
          && ("FailedCreate".equals(event.reason()) || "SuccessfulCreate".equals(event.reason()))) {
        last.merge(String.valueOf(event.involvedObject().uid()), event, Refusals::later);
      }
    }
    List<Event> refused = new ArrayList<>(last.values());
    refused.removeIf(event -> !"FailedCreate".equals(event.reason()));
    return refused;
  }

  private static Event later(Event one, Event other) {
    Timestamp first = one.lastTimestamp();
    Timestamp second = other.lastTimestamp();
    return first != null && second != null && first.compareTo(second) > 0 ? one : other;
  }

  private @Nullable KubeObject owner(Event event) {
    for (KubeObject object : objects) {
      if (!object.metadata().uid().isEmpty()
          && object.metadata().uid().equals(event.involvedObject().uid())) {
        return object;
      }
    }
    return null;
  }

  private static @Nullable PodTemplateSpec template(KubeObject owner) {
    return owner instanceof ReplicaSet set
        ? set.spec().template()
        : owner instanceof StatefulSet set
            ? set.spec().template()
            : owner instanceof DaemonSet set
                ? set.spec().template()
                : owner instanceof Job job ? job.spec().template() : null;
  }

  private static ResourceQuota quota(String namespace, String name, String limited) {
    Map<String, Quantity> hard = new TreeMap<>();
    for (String one : limited.split(",", -1)) {
      int equals = one.indexOf('=');
      Quantity amount = equals < 0 ? null : Quantity.tryParse(one.substring(equals + 1).strip());
      if (amount != null) {
        hard.put(one.substring(0, equals).strip(), amount);
      }
    }
    return new ResourceQuota(
        ObjectMeta.named(namespace, name),
        new ResourceQuotaSpec(hard, List.of()),
        new ResourceQuotaStatus(Map.of(), Map.of()));
  }

  private boolean isThere(ResourceQuota quota) {
    return objects.stream()
        .anyMatch(object -> object instanceof ResourceQuota && object.key().equals(quota.key()));
  }

  /** Returns whether the run refuses by itself what a text tells, as the objects have it. */
  private boolean isExplained(String namespace, String text) {
    for (KubeObject object : objects) {
      boolean here = object.namespace().equals(namespace);
      boolean limits = object instanceof LimitRange && text.contains("usage per ");
      boolean quota = object instanceof ResourceQuota && text.contains("quota: " + object.name());
      if (here && (limits || quota)) {
        return true;
      }
    }
    return false;
  }

  private static Fault fault(KubeObject owner, PodTemplateSpec template, String text) {
    String why = text;
    int forbidden = text.indexOf(FORBIDDEN);
    if (forbidden >= 0) {
      why = text.substring(forbidden + FORBIDDEN.length());
    }
    for (String prefix : forbidden >= 0 ? List.<String>of() : PREFIXES) {
      int at = text.indexOf(prefix);
      why = at < 0 ? why : text.substring(at + prefix.length());
    }
    Map<String, String> labels = new TreeMap<>(template.metadata().labels());
    labels.keySet().removeAll(Symptoms.OF_TEMPLATE);
    LabelSelector selector = LabelSelector.ofLabels(labels);
    String name =
        "observed-" + FaultSpec.CREATION_REFUSED + "-" + owner.namespace() + "-" + owner.name();
    return new Fault(
        ObjectMeta.named("", name),
        new FaultSpec(
            FaultSpec.CREATION_REFUSED,
            owner.namespace(),
            selector.isEmpty() ? null : selector,
            List.of(),
            null,
            List.of(),
            forbidden >= 0 ? FORBIDDEN + why : why));
  }
}
