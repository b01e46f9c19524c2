package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the documents of a YAML text.
 *
 * <p>The text is first split at its document markers (lines that begin with {@code ---}), as
 * kubectl does, so that a mistake in one document does not hide those of the others.
 */
final class YamlReader {

  private final String file;
  private final TextLimits limits;
  private final Issues issues;
  private final boolean blocks;

  YamlReader(String file, TextLimits limits, Issues issues) {
    this(file, limits, issues, /* blocks= */ true);
  }

  /**
   * Makes a reader.
   *
   * @param blocks whether plain block YAML is read without SnakeYAML; the result is the same
   */
  YamlReader(String file, TextLimits limits, Issues issues, boolean blocks) {
    this.file = file;
    this.limits = limits;
    this.issues = issues;
    this.blocks = blocks;
  }

  /** A stretch of the text that holds one document. */
  private record Chunk(int from, int to, int line) {}

  /** Hands every document that is not empty to the sink; returns how many there were. */
  int read(String text, Consumer<Document> sink) {
    SourceLines lines = new SourceLines(text);
    if (!checkLineLengths(text)) {
      return 0;
    }
    BlockYamlReader plain = blocks ? new BlockYamlReader(file, text, lines, limits) : null;
    int index = 0;
    for (Chunk chunk : split(text)) {
      Document document =
          plain == null ? null : plain.read(chunk.from, chunk.to, chunk.line + 1, index);
      if (document != null) {
        sink.accept(document);
        index++;
        continue;
      }
      try {
        index += readChunk(text, chunk, lines, index, sink);
      } catch (TextException e) {
        issues.add(
            isTemplate(lines, e.line())
                ? templateIssue(e.line(), e.column(), lines)
                : issue(e.code(), e.line(), e.column(), e.text(), e.hint(), lines));
        index++;
      } catch (MarkedYAMLException e) {
        issues.add(syntaxIssue(e, chunk, lines));
        index++;
      } catch (ReaderException e) {
        issues.add(characterIssue(e, text, chunk, lines));
        index++;
      } catch (YAMLException | NoSuchElementException | IllegalArgumentException e) {
        // The last two are faults of SnakeYAML, on a text that ends inside an escape for instance.
        issues.add(
            issue(IssueCode.YAML_SYNTAX, chunk.line + 1, 1, "the YAML cannot be read", "", lines));
        index++;
      }
    }
    return index;
  }

  private int readChunk(
      String text, Chunk chunk, SourceLines lines, int index, Consumer<Document> sink)
      throws TextException {
    String part = text.substring(chunk.from, chunk.to);
    List<Document> documents = new ArrayList<>();
    int found;
    try {
      found = readPart(part, chunk, lines, index, documents);
    } catch (MarkedYAMLException e) {
      String spaced = withSpacesForTabs(part);
      if (!isAboutTab(e) || spaced.equals(part)) {
        documents.forEach(sink);
        throw e;
      }
      documents.clear();
      found = readPart(spaced, chunk, lines, index, documents);
    }
    documents.forEach(sink);
    return found;
  }

  private static boolean isAboutTab(MarkedYAMLException e) {
    return e.getProblem() != null && e.getProblem().contains("TAB");
  }

  /**
   * Puts a space for each tab between a key and its value, or an item's mark and the item: go-yaml
   * takes both, SnakeYAML only spaces. Tabs that indent stay what they are, an error.
   */
  private static String withSpacesForTabs(String text) {
    StringBuilder spaced = new StringBuilder(text);
    boolean indentation = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t' && !indentation && ":-,[{ ".indexOf(spaced.charAt(i - 1)) >= 0) {
        spaced.setCharAt(i, ' ');
      }
      indentation = c == '\n' || (indentation && (c == ' ' || c == '\t'));
    }
    return spaced.toString();
  }

  private int readPart(String text, Chunk chunk, SourceLines lines, int index, List<Document> sink)
      throws TextException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    StreamReader reader = new StreamReader(text);
    EventIterator events = new EventIterator(new ParserImpl(reader, options));
    int found = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (!event.is(Event.ID.DocumentStart)) {
        continue;
      }
      Event first = events.next();
      YamlTreeBuilder builder = new YamlTreeBuilder(events, limits, chunk.line);
      JsonNode root = builder.build(first);
      Mark mark = first.getStartMark();
      Position start = new Position(mark.getLine() + 1 + chunk.line, mark.getColumn() + 1);
      Document document =
          new Document(file, index + found, root, start, builder.positions(), lines, JsonPath.ROOT);
      reportMergeOverrides(builder, document);
      if (!root.isNull()) {
        sink.add(document);
      }
      found++;
    }
    return found;
  }

  private void reportMergeOverrides(YamlTreeBuilder builder, Document document) {
    for (Map.Entry<String, JsonPath> override : builder.mergeOverrides().entrySet()) {
      issues.add(
          document.issue(
              IssueCode.MERGE_ORDER,
              override.getValue(),
              "\"" + override.getKey() + "\" is overridden by the merge key (<<) after it",
              "write << before the other keys"));
    }
  }

  /** The parser's events one by one. */
  private static final class EventIterator implements Iterator<Event> {
    private final ParserImpl parser;

    EventIterator(ParserImpl parser) {
      this.parser = parser;
    }

    @Override
    public boolean hasNext() {
      return parser.peekEvent() != null;
    }

    @Override
    public Event next() {
      return parser.getEvent();
    }
  }

  private boolean checkLineLengths(String text) {
    int line = 1;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end - start > limits.maxScalarChars()) {
        issues.add(
            issue(
                IssueCode.VALUE_TOO_LONG,
                line,
                1,
                "the line has "
                    + (end - start)
                    + " characters, more than "
                    + limits.maxScalarChars(),
                "",
                SourceLines.NONE));
        return false;
      }
      start = end + 1;
      line++;
    }
    return true;
  }

  /**
   * Splits at lines that begin with {@code ---}; directives and comments stay with what follows.
   */
  private static List<Chunk> split(String text) {
    List<Chunk> chunks = new ArrayList<>();
    int from = 0;
    int fromLine = 0;
    boolean content = false;
    int line = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (isMarker(text, start, end)) {
        if (content) {
          chunks.add(new Chunk(from, start, fromLine));
          from = start;
          fromLine = line;
        }
        content = true;
      } else if (!content) {
        content = isContent(text, start, end);
      }
      start = end + 1;
      line++;
    }
    chunks.add(new Chunk(from, text.length(), fromLine));
    return chunks;
  }

  private static boolean isMarker(String text, int start, int end) {
    return end - start >= 3
        && text.startsWith("---", start)
        && (end - start == 3 || Character.isWhitespace(text.charAt(start + 3)));
  }

  private static boolean isContent(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '#' || (c == '%' && i == start)) {
        return false;
      }
      if (!Character.isWhitespace(c)) {
        return true;
      }
    }
    return false;
  }

  private Issue syntaxIssue(MarkedYAMLException e, Chunk chunk, SourceLines lines) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    int line = mark == null ? 1 : mark.getLine() + 1 + chunk.line;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    String problem = String.valueOf(e.getProblem());
    if (isTemplate(lines, line)) {
      return templateIssue(line, column, lines);
    }
    return issue(IssueCode.YAML_SYNTAX, line, column, problem, hint(problem, e, chunk), lines);
  }

  private static boolean isTemplate(SourceLines lines, int line) {
    String text = String.valueOf(lines.line(line));
    return text.contains("{{") || text.contains("{%");
  }

  private Issue templateIssue(int line, int column, SourceLines lines) {
    return issue(
        IssueCode.TEMPLATE_NOT_RENDERED,
        line,
        column,
        "this is a template that was not rendered",
        "run 'helm template' or the like first, and check its output",
        lines);
  }

  private static String hint(String problem, MarkedYAMLException e, Chunk chunk) {
    if (problem.contains("\\t") || problem.contains("TAB")) {
      return "YAML does not allow tabs for indentation: use spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "quote the value if it contains ': ', or check the indentation";
    }
    if (problem.contains("expected <block end>")) {
      return "check the indentation of this line and of the lines before";
    }
    Mark context = e.getContextMark();
    return e.getContext() == null || context == null
        ? ""
        : e.getContext() + " that begins at line " + (context.getLine() + 1 + chunk.line);
  }

  private Issue characterIssue(ReaderException e, String text, Chunk chunk, SourceLines lines) {
    int at = offsetOf(text, chunk, e.getPosition());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return issue(
        IssueCode.YAML_SYNTAX,
        line,
        at - lineStart + 1,
        String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()),
        "remove it, or write it as an escape inside double quotes",
        lines);
  }

  private static int offsetOf(String text, Chunk chunk, int position) {
    return Math.min(Math.max(chunk.from + position, 0), text.length() - 1);
  }

  private Issue issue(
      IssueCode code, int line, int column, String message, String hint, SourceLines lines) {
    @Nullable String excerpt = lines.line(line);
    return new Issue(code, code.severity(), file, line, column, "", message, hint, excerpt);
  }
}
