package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Selects objects by their labels; all parts must hold, an empty selector selects everything.
 *
 * @param matchLabels labels the object must have
 * @param matchExpressions expressions that must hold
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">upstream
 *     documentation</a>
 */
public record LabelSelector(
    Map<String, String> matchLabels, List<LabelSelectorRequirement> matchExpressions) {

  /** Makes lists and maps unmodifiable. */
  public LabelSelector {
    matchLabels = FrozenMap.copyOf(matchLabels);
    matchExpressions = List.copyOf(matchExpressions);
  }

  /** Returns a selector of exact labels. */
  public static LabelSelector ofLabels(Map<String, String> labels) {
    return new LabelSelector(labels, List.of());
  }

  /** Returns whether the selector has no requirement and so selects everything. */
  public boolean isEmpty() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }

  /** Returns whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    if (!FrozenMap.holdsAll(labels, matchLabels)) {
      return false;
    }
    for (LabelSelectorRequirement requirement : matchExpressions) {
      if (!matches(requirement, labels)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the selector as scales show it, such as {@code app=web,tier in (a,b)}. */
  public String text() {
    Map<String, String> parts = new TreeMap<>();
    matchLabels.forEach((key, value) -> parts.put(key + "=", key + "=" + value));
    for (LabelSelectorRequirement requirement : matchExpressions) {
      String key = requirement.key();
      String values = "(" + String.join(",", new TreeSet<>(requirement.values())) + ")";
      String part =
          switch (requirement.operator()) {
            case "In" -> key + " in " + values;
            case "NotIn" -> key + " notin " + values;
            case "Exists" -> key;
            default -> "!" + key;
          };
      parts.put(key + " " + part, part);
    }
    return String.join(",", parts.values());
  }

  /** Returns the selector as Go prints it, which is how controllers show it in their texts. */
  public String goText() {
    StringBuilder text = new StringBuilder("LabelSelector{MatchLabels:map[string]string{");
    matchLabels.forEach((key, value) -> text.append(key).append(": ").append(value).append(','));
    text.append("},MatchExpressions:[]LabelSelectorRequirement{");
    for (LabelSelectorRequirement requirement : matchExpressions) {
      text.append("LabelSelectorRequirement{Key:")
          .append(requirement.key())
          .append(",Operator:")
          .append(requirement.operator())
          .append(",Values:[")
          .append(String.join(" ", requirement.values()))
          .append("],},");
    }
    return text.append("},}").toString();
  }

  private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.key());
    return switch (requirement.operator()) {
      case "In" -> value != null && requirement.values().contains(value);
      case "NotIn" -> value == null || !requirement.values().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
