package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one autoscaler while its syncs set them. Nearly every sync sets each of them to
 * what it was, and AbleToScale there and back; so conditions are made at the end only, and only
 * where something came out that was not there before.
 */
final class ConditionsDraft {

  /** One condition as it would be now. */
  private static final class Slot {
    private final @Nullable Condition before;
    private final String type;
    private String status;
    private String reason;
    private String message;
    private @Nullable Timestamp since;
    private @Nullable Timestamp updated;

    Slot(Condition before) {
      this.before = before;
      this.type = before.type();
      this.status = before.status();
      this.reason = before.reason();
      this.message = before.message();
      this.since = before.lastTransitionTime();
      this.updated = before.lastUpdateTime();
    }

    Slot(String type, String status, String reason, String message, Timestamp since) {
      this.before = null;
      this.type = type;
      this.status = status;
      this.reason = reason;
      this.message = message;
      this.since = since;
    }

    boolean isAsBefore() {
      Condition old = before;
      return old != null
          && status.equals(old.status())
          && reason.equals(old.reason())
          && message.equals(old.message())
          && Objects.equals(since, old.lastTransitionTime())
          && Objects.equals(updated, old.lastUpdateTime());
    }

    Condition made() {
      Condition old = before;
      return old != null && isAsBefore()
          ? old
          : new Condition(type, status, reason, message, since, updated);
    }
  }

  private List<Condition> before = List.of();
  private final List<Slot> slots = new ArrayList<>(4);

  /** Whether the slots say anything else than {@link #before}. */
  private boolean differs;

  private final boolean checked;

  /** The conditions made anew by each call, where they are to confirm the slots. */
  private List<Condition> plain = List.of();

  /**
   * Makes a draft without conditions.
   *
   * @param checked whether what comes out is compared with what the plain way makes
   */
  ConditionsDraft(boolean checked) {
    this.checked = checked;
  }

  /** Begins with conditions as they are. */
  void begin(List<Condition> conditions) {
    plain = conditions;
    if (conditions == before && !differs) {
      return;
    }
    before = conditions;
    differs = false;
    slots.clear();
    for (Condition condition : conditions) {
      slots.add(new Slot(condition));
    }
  }

  /** Sets a condition; the time of its last transition is that of the last change of its status. */
  void set(String type, String status, String reason, String message, long nowNanos) {
    if (checked) {
      plain = with(plain, type, status, reason, message, nowNanos);
    }
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (slot.type.equals(type)) {
        set(slot, status, reason, message, nowNanos);
        return;
      }
    }
    slots.add(new Slot(type, status, reason, message, wholeSecond(nowNanos)));
  }

  private static void set(Slot slot, String status, String reason, String message, long nowNanos) {
    boolean sameStatus = slot.status.equals(status);
    if (sameStatus && slot.reason.equals(reason) && slot.message.equals(message)) {
      return;
    }
    if (!sameStatus) {
      slot.since = wholeSecond(nowNanos);
    }
    slot.status = status;
    slot.reason = reason;
    slot.message = message;
    slot.updated = null;
  }

  private static Timestamp wholeSecond(long nanos) {
    return new Timestamp(nanos).truncatedToSecond();
  }

  /**
   * Returns the conditions as they are now: the list that the draft began with if they equal it.
   */
  List<Condition> result() {
    differs = slots.size() != before.size();
    for (int i = 0; i < slots.size() && !differs; i++) {
      differs = !slots.get(i).isAsBefore();
    }
    List<Condition> result = differs ? made() : before;
    if (checked && !result.equals(plain)) {
      throw new IllegalStateException("conditions are " + result + ", not " + plain);
    }
    return result;
  }

  private List<Condition> made() {
    List<Condition> made = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      made.add(slot.made());
    }
    return made;
  }

  /** The plain way: returns a list in which a condition is set, the same one if it says so. */
  static List<Condition> with(
      List<Condition> conditions,
      String type,
      String status,
      String reason,
      String message,
      long nowNanos) {
    for (int i = 0; i < conditions.size(); i++) {
      Condition current = conditions.get(i);
      if (current.type().equals(type)) {
        boolean sameStatus = current.status().equals(status);
        if (sameStatus && current.reason().equals(reason) && current.message().equals(message)) {
          return conditions;
        }
        Timestamp since = sameStatus ? current.lastTransitionTime() : wholeSecond(nowNanos);
        List<Condition> changed = new ArrayList<>(conditions);
        changed.set(i, new Condition(type, status, reason, message, since, null));
        return changed;
      }
    }
    List<Condition> changed = new ArrayList<>(conditions);
    changed.add(new Condition(type, status, reason, message, wholeSecond(nowNanos), null));
    return changed;
  }
}
