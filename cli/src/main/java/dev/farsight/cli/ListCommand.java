package dev.farsight.cli;

import dev.farsight.scenario.compare.Beliefs;
import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.document.Metric;
import dev.farsight.scenario.document.ScenarioSchema;
import dev.farsight.scenario.incident.Incidents;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.run.EventCatalogue;
import dev.farsight.sim.spec.FaultKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight list}. */
@Command(
    name = "list",
    description = "List what Farsight knows, with one line each.",
    footer = {
      "",
      "Kinds: scenarios (default), incidents, beliefs, causes, remedies, actions (steps",
      "of a timeline), faults,",
      "events, metrics, issues.",
      "Formats of -o: human, json.",
      "",
      "Examples:",
      "  farsight list",
      "  farsight list incidents",
      "  farsight list beliefs",
      "  farsight list causes",
      "  farsight list actions",
      "  farsight list metrics -o json"
    })
final class ListCommand implements Callable<Integer> {

  private static final String INCIDENT_PREFIX = "incident/";

  private static final Map<String, Supplier<Listing>> KINDS = kinds();

  @Parameters(arity = "0..1", paramLabel = "KIND", description = "What to list; see below.")
  private String kind = "scenarios";

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of("json"));
    Supplier<Listing> found = KINDS.get(kind);
    if (found == null) {
      throw new ParameterException(
          spec.commandLine(),
          "unknown kind \""
              + kind
              + "\"; "
              + DidYouMean.hint(
                  kind, KINDS.keySet(), "known are " + String.join(", ", KINDS.keySet())));
    }
    Listing listing = found.get();
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            listing.writeJson(writer);
          } else {
            listing.print(Console.plain(writer));
          }
        });
    if (global.speaks()) {
      listing.print(global.console(spec));
    }
    return ExitCodes.OK;
  }

  private static Map<String, Supplier<Listing>> kinds() {
    Map<String, Supplier<Listing>> kinds = new LinkedHashMap<>();
    kinds.put("scenarios", ListCommand::scenarios);
    kinds.put("incidents", ListCommand::incidents);
    kinds.put("beliefs", ListCommand::beliefs);
    kinds.put("causes", () -> of(Cause.values(), Cause::code, Cause::title));
    kinds.put("remedies", () -> of(Remedy.values(), Remedy::id, Remedy::text));
    kinds.put("actions", ListCommand::actions);
    kinds.put("faults", () -> of(FaultKind.values(), FaultKind::word, FaultKind::effect));
    kinds.put("events", ListCommand::events);
    kinds.put(
        "metrics",
        () ->
            of(
                Metric.values(),
                Metric::label,
                metric -> metric.description() + unit(metric.unit())));
    kinds.put("issues", () -> of(IssueCode.values(), IssueCode::id, IssueCode::title));
    return kinds;
  }

  private static String unit(String unit) {
    return unit.equals("1") ? "" : " (" + unit + ")";
  }

  private static <T> Listing of(
      T[] all, Function<T, String> name, Function<T, String> description) {
    return new Listing(
        Stream.of(all)
            .map(one -> new Listing.Item(name.apply(one), description.apply(one)))
            .toList());
  }

  private static Listing actions() {
    return new Listing(
        ScenarioSchema.actions().stream()
            .map(
                action -> {
                  String name = action.path().substring(action.path().lastIndexOf('.') + 1);
                  return new Listing.Item(name, action.description());
                })
            .toList());
  }

  private static Listing events() {
    return new Listing(
        EventCatalogue.EVENTS.stream()
            .map(event -> new Listing.Item(event.name(), event.description()))
            .toList());
  }

  private static Listing incidents() {
    return new Listing(
        Incidents.all().stream()
            .map(
                incident ->
                    new Listing.Item(
                        incident.scenario(), incident.title() + " (" + incident.cause() + ")"))
            .toList());
  }

  private static Listing beliefs() {
    return new Listing(
        Beliefs.all().stream()
            .map(belief -> new Listing.Item(belief.name(), belief.claim()))
            .toList());
  }

  private static Listing scenarios() {
    return new Listing(
        Library.names().stream()
            .filter(name -> !name.startsWith(INCIDENT_PREFIX))
            .map(name -> new Listing.Item(name, firstSentence(name)))
            .toList());
  }

  private static String firstSentence(String name) {
    String description = description(name).strip();
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }

  /** Reads the description alone: all that a scenario names takes seconds to resolve for all. */
  private static String description(String name) {
    ScenarioSource source = Library.find(name);
    if (source == null) {
      throw new IllegalStateException(name + " is listed and not there");
    }
    return new TextLoader(TextLimits.DEFAULT, new Issues())
        .load(source.name(), source.text())
        .get(0)
        .root()
        .at("/metadata/description")
        .asText();
  }
}
