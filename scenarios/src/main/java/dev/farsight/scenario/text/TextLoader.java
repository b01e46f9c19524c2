package dev.farsight.scenario.text;

import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads inputs of unknown origin: YAML or JSON, one or many documents, compressed or not.
 *
 * <p>Whatever is wrong becomes an issue; reading never throws for the text's sake. JSON is known by
 * its first character, not by the name of the file, as kubectl does; text that begins like JSON and
 * is none is tried as YAML, in which braces are also allowed.
 */
public final class TextLoader {

  private static final int MAX_RATIO = 100;
  private static final int MAX_BESIDE = 1_000;
  private static final long MAX_UNPACKED = 1L << 30;

  private final TextLimits limits;
  private final Issues issues;

  /** Creates a reader that reports to a collection of issues. */
  public TextLoader(TextLimits limits, Issues issues) {
    this.limits = limits;
    this.issues = issues;
  }

  /** Returns the documents of a text that is there as a whole. */
  public List<Document> loadText(String name, String text) {
    List<Document> documents = new ArrayList<>();
    issues.expectFile(name);
    read(name, stripMark(text), documents::add);
    return documents;
  }

  /** Returns the documents of an input of bytes. */
  public List<Document> load(String name, byte[] bytes) {
    List<Document> documents = new ArrayList<>();
    if (isCompressed(name)) {
      loadCompressed(name, new ByteArrayInputStream(bytes), bytes.length, documents::add);
    } else if (bytes.length < limits.bufferedBytes()) {
      issues.expectFile(name);
      readBytes(name, bytes, documents::add);
    } else {
      load(name, new ByteArrayInputStream(bytes), documents::add);
    }
    return documents;
  }

  /** Hands the documents of a file to a sink, one by one, under the name the user gave the file. */
  public void load(String name, Path file, Consumer<Document> sink) {
    issues.expectFile(name);
    if (!Files.isRegularFile(file)) {
      boolean exists = Files.exists(file);
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE,
              name,
              "\"" + name + "\" " + (exists ? "is not a file" : "does not exist"),
              exists ? "" : meant(name, file)));
      return;
    }
    try (InputStream raw = Files.newInputStream(file)) {
      if (isCompressed(name)) {
        loadCompressed(name, raw, Files.size(file), sink);
      } else {
        load(name, raw, sink);
      }
    } catch (IOException e) {
      String why =
          e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE, name, "\"" + name + "\" cannot be read: " + why, ""));
    }
  }

  /** Names the file that a missing one may have meant: one of nearly its name in its folder. */
  private static String meant(String name, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String last = String.valueOf(file.getFileName());
    if (folder == null || !name.endsWith(last) || !Files.isDirectory(folder)) {
      return "";
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.limit(MAX_BESIDE).forEach(other -> names.add(String.valueOf(other.getFileName())));
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
    names.sort(null);
    String nearest = DidYouMean.nearest(last, names);
    String prefix = name.substring(0, name.length() - last.length());
    return nearest == null ? "" : "did you mean \"" + prefix + nearest + "\"?";
  }

  private static boolean isCompressed(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private void loadCompressed(String name, InputStream raw, long bytes, Consumer<Document> sink) {
    long most = Math.min(MAX_UNPACKED, MAX_RATIO * Math.max(1024, bytes));
    try (InputStream unpacked = LimitedStream.ofPacked(new GZIPInputStream(raw), most)) {
      load(name, unpacked, sink);
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE,
              name,
              "\"" + name + "\" is not gzip: " + e.getMessage(),
              ""));
    }
  }

  /** Hands the documents of a stream to a sink, one by one. The stream is not closed. */
  public void load(String name, InputStream stream, Consumer<Document> sink) {
    issues.expectFile(name);
    try {
      byte[] head = stream.readNBytes(limits.bufferedBytes());
      if (head.length < limits.bufferedBytes()) {
        readBytes(name, head, sink);
      } else if (looksLikeJson(head)) {
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), stream);
        streamJson(name, new LimitedStream(all, limits.maxJsonBytes()), sink);
      } else {
        readRest(name, head, stream, sink);
      }
    } catch (LimitedStream.LimitException e) {
      issues.add(e.packed() ? tooDense(name) : tooLarge(name, e.limit()));
    } catch (IOException e) {
      issues.add(
          Issue.inFile(IssueCode.FILE_UNREADABLE, name, "reading failed: " + e.getMessage(), ""));
    }
  }

  private void readRest(String name, byte[] head, InputStream stream, Consumer<Document> sink)
      throws IOException {
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), stream);
    readBytes(name, new LimitedStream(all, limits.maxYamlBytes()).readAllBytes(), sink);
  }

  private void readBytes(String name, byte[] bytes, Consumer<Document> sink) {
    long most = looksLikeJson(bytes) ? limits.maxJsonBytes() : limits.maxYamlBytes();
    if (bytes.length > most) {
      issues.add(tooLarge(name, most));
      return;
    }
    try {
      String text = isAscii(bytes) ? new String(bytes, StandardCharsets.US_ASCII) : decoded(bytes);
      read(name, stripMark(text), sink);
    } catch (CharacterCodingException e) {
      issues.add(
          Issue.inFile(IssueCode.NOT_UTF8, name, "the file is not UTF-8 text", "save it as UTF-8"));
    }
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return charsetOf(bytes)
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /** Returns whether bytes are a text in every charset that is read, which need not be decoded. */
  private static boolean isAscii(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  private void read(String name, String text, Consumer<Document> sink) {
    int found;
    if (looksLikeJson(text)) {
      found = readJsonText(name, text, sink);
    } else {
      found = new YamlReader(name, limits, issues).read(text, sink);
    }
    if (found == 0 && text.isBlank()) {
      issues.add(Issue.inFile(IssueCode.EMPTY_INPUT, name, "the input is empty", ""));
    } else if (found == 0 && !issues.hasErrors()) {
      issues.add(
          Issue.inFile(IssueCode.EMPTY_INPUT, name, "the input holds only comments", "")
              .withSeverity(Severity.NOTE));
    }
  }

  private int readJsonText(String name, String text, Consumer<Document> sink) {
    SourceLines lines = new SourceLines(text);
    List<Document> documents = new ArrayList<>();
    try {
      new JsonReader(name, limits, lines, false).read(new StringReader(text), documents::add);
    } catch (TextException e) {
      boolean maybeYaml = e.code() == IssueCode.JSON_SYNTAX || e.code() == IssueCode.TRAILING_TEXT;
      if (maybeYaml && !name.endsWith(".json")) {
        Issues yamlIssues = new Issues();
        List<Document> yaml = new ArrayList<>();
        new YamlReader(name, limits, yamlIssues).read(text, yaml::add);
        if (!yamlIssues.hasErrors()) {
          issues.addAll(yamlIssues);
          yaml.forEach(sink);
          return yaml.size();
        }
        if (yamlIssues.sorted().get(0).code() != IssueCode.YAML_SYNTAX) {
          issues.addAll(yamlIssues);
          return 1;
        }
      }
      issues.add(issue(name, e, text, lines));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    documents.forEach(sink);
    return documents.size();
  }

  private static Issue issue(String name, TextException e, String text, SourceLines lines) {
    IssueCode code = e.code();
    String hint = e.hint();
    if (text.startsWith("{{") || String.valueOf(lines.line(e.line())).contains("{{")) {
      code = IssueCode.TEMPLATE_NOT_RENDERED;
      hint = "run 'helm template' or the like first, and check its output";
    }
    return new Issue(
        code,
        code.severity(),
        name,
        e.line(),
        e.column(),
        "",
        e.text(),
        hint,
        lines.line(e.line()));
  }

  private void streamJson(String name, InputStream stream, Consumer<Document> sink)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(stream);
    buffered.mark(4);
    Charset charset = charsetOf(buffered.readNBytes(4));
    buffered.reset();
    try (Reader reader =
        new InputStreamReader(
            buffered, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT))) {
      skipMark(buffered, charset);
      new JsonReader(name, limits, SourceLines.NONE, true).read(reader, sink);
    } catch (TextException e) {
      issues.add(issue(name, e, "", SourceLines.NONE));
    } catch (CharacterCodingException e) {
      issues.add(
          Issue.inFile(IssueCode.NOT_UTF8, name, "the file is not UTF-8 text", "save it as UTF-8"));
    }
  }

  private static void skipMark(BufferedInputStream stream, Charset charset) throws IOException {
    stream.mark(3);
    byte[] first = stream.readNBytes(3);
    boolean utf8Mark =
        first.length == 3
            && first[0] == (byte) 0xef
            && first[1] == (byte) 0xbb
            && first[2] == (byte) 0xbf;
    if (!utf8Mark || !charset.equals(StandardCharsets.UTF_8)) {
      stream.reset();
    }
  }

  private static Charset charsetOf(byte[] bytes) {
    if (bytes.length >= 2) {
      int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
      if (first == 0xfeff || first == 0xfffe) {
        return StandardCharsets.UTF_16;
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static String stripMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static boolean looksLikeJson(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 4096), charsetOf(bytes));
    return looksLikeJson(stripMark(head));
  }

  private static boolean looksLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        return c == '{' || c == '[';
      }
    }
    return false;
  }

  private static Issue tooLarge(String name, long limit) {
    return Issue.inFile(
        IssueCode.INPUT_TOO_LARGE,
        name,
        "the input is larger than " + (limit < 1 << 20 ? limit + " bytes" : (limit >> 20) + " MiB"),
        "split it, or raise the limit with --max-input");
  }

  private static Issue tooDense(String name) {
    return Issue.inFile(
        IssueCode.INPUT_TOO_LARGE,
        name,
        "it unpacks to more than "
            + MAX_RATIO
            + " times its size, or to more than "
            + (MAX_UNPACKED >> 20)
            + " MiB",
        "unpack it yourself if you trust it");
  }
}
