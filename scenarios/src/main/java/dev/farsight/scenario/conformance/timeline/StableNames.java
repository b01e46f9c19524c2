package dev.farsight.scenario.conformance.timeline;

import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that do not depend on chance, as recordings use them: ReplicaSets {@code web-rs1}, their
 * pods {@code web-rs1-1}, Jobs of a CronJob {@code tick-job1}, re-created pods of a StatefulSet
 * {@code db-0#2}.
 */
final class StableNames {

  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

  private final Map<String, String> byUid = new LinkedHashMap<>();
  private final Map<String, String> byGenerated = new LinkedHashMap<>();
  private final Map<String, Integer> counters = new LinkedHashMap<>();

  /** Gives a new object its name. */
  void add(KubeObject object) {
    String uid = object.metadata().uid();
    if (byUid.containsKey(uid)) {
      return;
    }
    String stable = nameOf(object);
    byUid.put(uid, stable);
    if (!stable.equals(object.name()) && !stable.startsWith(object.name() + "#")) {
      byGenerated.put(object.name(), stable);
    }
  }

  private String nameOf(KubeObject object) {
    OwnerReference owner = object.metadata().controllerOwner();
    String sort = object.kind().name();
    String scope = sort + "|" + object.namespace() + "|";
    if (owner == null) {
      return object.name();
    }
    String ownerName = byUid.getOrDefault(owner.uid(), owner.name());
    if (sort.equals(Kinds.REPLICA_SET.name())) {
      return ownerName + "-rs" + next(scope + ownerName);
    } else if (sort.equals(Kinds.JOB.name())) {
      return ownerName + "-job" + next(scope + ownerName);
    } else if (sort.equals(Kinds.CONTROLLER_REVISION.name())) {
      return ownerName + "-rev" + next(scope + ownerName);
    } else if (owner.kind().equals(Kinds.STATEFUL_SET.name())) {
      int number = next(scope + object.name());
      return number == 1 ? object.name() : object.name() + "#" + number;
    } else if (sort.equals(Kinds.POD.name())) {
      return ownerName + "-" + next(scope + ownerName);
    }
    return object.name();
  }

  private int next(String counter) {
    return counters.merge(counter, 1, Integer::sum);
  }

  /** Returns the stable name of an object. */
  String of(KubeObject object) {
    return byUid.getOrDefault(object.metadata().uid(), object.name());
  }

  /** Returns the stable name of an object that a uid and a name refer to. */
  String of(@Nullable String uid, @Nullable String name) {
    String known = uid == null ? null : byUid.get(uid);
    return known != null ? known : name == null ? "" : byGenerated.getOrDefault(name, name);
  }

  /** Returns the stable name of an object's managing controller, empty if it has none. */
  String ownerOf(ObjectMeta metadata) {
    OwnerReference owner = metadata.controllerOwner();
    return owner == null ? "" : of(owner.uid(), owner.name());
  }

  /**
   * Returns a text with all generated names replaced; {@code web-rs1-?} stands for a pod of a
   * ReplicaSet that was refused.
   */
  String inText(String text) {
    Matcher matcher = NAME.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(result, Matcher.quoteReplacement(token(matcher.group())));
    }
    matcher.appendTail(result);
    return result.toString();
  }

  private String token(String name) {
    String known = byGenerated.get(name);
    if (known != null) {
      return known;
    }
    int dash = name.lastIndexOf('-');
    String owner = dash < 0 ? null : byGenerated.get(name.substring(0, dash));
    return owner == null ? name : owner + "-?";
  }
}
