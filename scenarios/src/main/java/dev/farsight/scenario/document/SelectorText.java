package dev.farsight.scenario.document;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Label selectors as kubectl writes them: {@code app=web,tier!=db,env in (a, b),!legacy}. */
public final class SelectorText {

  private SelectorText() {}

  /**
   * Reads a selector.
   *
   * @throws ExpressionException if the text is none
   */
  public static LabelSelector parse(String text) throws ExpressionException {
    Tokens tokens = new Tokens(text);
    List<LabelSelectorRequirement> requirements = new ArrayList<>();
    do {
      requirements.add(requirement(tokens));
    } while (tokens.take(","));
    tokens.expectEnd();
    return new LabelSelector(Map.of(), requirements);
  }

  private static LabelSelectorRequirement requirement(Tokens tokens) throws ExpressionException {
    if (tokens.take("!")) {
      return new LabelSelectorRequirement(key(tokens), "DoesNotExist", List.of());
    }
    String key = key(tokens);
    if (tokens.take("!=")) {
      return new LabelSelectorRequirement(key, "NotIn", List.of(value(tokens)));
    }
    if (tokens.take("==") || tokens.take("=")) {
      return new LabelSelectorRequirement(key, "In", List.of(value(tokens)));
    }
    if (tokens.atEnd() || tokens.peek() == ',') {
      return new LabelSelectorRequirement(key, "Exists", List.of());
    }
    int start = tokens.position();
    String word = tokens.word("");
    if (!word.equals("in") && !word.equals("notin")) {
      throw tokens.error(start, "\"" + word + "\" is no operator", "use =, !=, in or notin");
    }
    tokens.expect("(");
    List<String> values = new ArrayList<>();
    do {
      values.add(value(tokens));
    } while (tokens.take(","));
    tokens.expect(")");
    return new LabelSelectorRequirement(key, word.equals("in") ? "In" : "NotIn", values);
  }

  private static String key(Tokens tokens) throws ExpressionException {
    int start = tokens.position();
    String key = tokens.word("-./");
    if (key.isEmpty()) {
      throw tokens.error(start, "a label key is missing", "write it as in app=web,tier!=db");
    }
    return key;
  }

  private static String value(Tokens tokens) {
    return tokens.word("-.");
  }
}
