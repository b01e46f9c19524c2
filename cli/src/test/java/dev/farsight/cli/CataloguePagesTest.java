package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.incident.Incident;
import dev.farsight.scenario.incident.Incidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** docs/incidents.md and docs/causes.md are generated: -Dwrite.docs=true writes them. */
class CataloguePagesTest {

  private static Path docs(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("farsight.cmd"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder.resolve("docs").resolve(name);
  }

  private static void check(String name, String page) throws IOException {
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(docs(name), page);
    }
    assertThat(Files.readString(docs(name))).isEqualTo(page);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  @Test
  void everyIncidentIsDocumented() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# Incidents: public reports, replayed\n\n");
    page.append("Generated from the library (`farsight list incidents`). Each is a scenario,");
    page.append(" `farsight run incident/I-07`, with its repair, `farsight fix incident/I-07`;\n");
    page.append(
        "a test replays all of them: the symptom is the quoted text (… stands for what the");
    page.append(" report leaves open), the cause is found from the evidence, the reported fix\n");
    page.append("is ranked first, and what did not help does not suffice.\n\n");
    page.append(
        "| id | report | symptom | cause | fix | does not help |\n|---|---|---|---|---|---|\n");
    for (Incident incident : Incidents.all()) {
      List<String> symptoms = new ArrayList<>();
      for (Incident.Symptom symptom : incident.symptoms()) {
        symptoms.add(symptom.by() + ": `" + symptom.text() + "`");
      }
      Cause cause = Objects.requireNonNull(Cause.byCode(incident.cause()));
      List<String> fixes = new ArrayList<>();
      for (String id : incident.fix()) {
        fixes.add("`" + Objects.requireNonNull(Remedy.byId(id)).id() + "`");
      }
      List<String> non = incident.nonFixes().stream().map(Incident.NonFix::text).toList();
      page.append(
          "| %s | %s (%s) | %s | [%s](causes.md#%s) %s | %s | %s |\n"
              .formatted(
                  incident.id(),
                  cell(incident.title()),
                  cell(incident.reference()),
                  cell(String.join("; ", symptoms)),
                  cause.code(),
                  cause.code().toLowerCase(java.util.Locale.ROOT),
                  cell(cause.title()),
                  String.join(" + ", fixes),
                  cell(String.join("; ", non))));
    }
    check("incidents.md", page.toString());
  }

  @Test
  void everyCauseAndRemedyIsDocumented() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# Causes and remedies\n\n");
    page.append("Generated from the catalogue (`farsight list causes`, `farsight explain CODE`).");
    page.append(" A cause is named from the evidence of a run alone; where users see the same\n");
    page.append(
        "text for several causes, the simulator knows what its own machine lacked, and from");
    page.append(" a dump all that fit are named, with what would tell them apart.\n");
    for (Cause cause : Cause.values()) {
      page.append("\n## ").append(cause.code()).append("\n\n");
      page.append("**").append(cause.title()).append(".** ").append(cause.explanation());
      page.append("\n\nEvidence: ").append(cause.evidence()).append(".\n\n");
      List<String> remedies = cause.remedies().stream().map(r -> "`" + r.id() + "`").toList();
      page.append("Remedies, the surest first: ").append(String.join(", ", remedies)).append(".\n");
    }
    page.append("\n## Remedies\n\nDelay: until it has an effect, launches not counted.\n\n");
    page.append(
        "| id | what it is | when | delay | money | what else it does |\n|---|---|---|---|---|---|\n");
    for (Remedy remedy : Remedy.values()) {
      page.append(
          "| `%s` | %s | %s | %d s | %s | %s |\n"
              .formatted(
                  remedy.id(),
                  cell(remedy.text()),
                  remedy.when() == Remedy.When.NOW ? "now" : "next time",
                  remedy.delaySeconds(),
                  cell(remedy.money()),
                  cell(remedy.risk())));
    }
    check("causes.md", page.toString());
  }
}
