package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.Interval;
import java.util.List;

/** Writes a report on fixes as JSON; times are seconds, null stands for never. */
public final class FixJson {

  private static final double ROUNDING = 1_000;

  private FixJson() {}

  /** Returns the tree of a report. */
  public static ObjectNode of(FixReport report, String version) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("formatVersion", FixReport.FORMAT_VERSION);
    root.put("farsight", version);
    root.put("scenario", report.scenario());
    root.put("seed", report.seed());
    root.put("replications", report.replications());
    root.put("troubledIn", report.troubledIn());
    root.put("at", report.atNanos() / 1e9);
    root.put("troubledPods", report.troubledPods());
    texts(root.putArray("failedSteps"), report.failedSteps());
    ArrayNode diagnoses = root.putArray("diagnoses");
    report.diagnoses().forEach(diagnosis -> diagnosis(diagnoses.addObject(), diagnosis));
    ArrayNode fixes = root.putArray("fixes");
    for (int i = 0; i < report.fixes().size(); i++) {
      fix(fixes.addObject().put("rank", i + 1), report.fixes().get(i), report.replications());
    }
    root.put("cut", report.cut());
    ArrayNode partial = root.putArray("partial");
    for (FixReport.Partial one : report.partial()) {
      ObjectNode group = partial.addObject().put("causeCode", one.cause().code());
      texts(group.putArray("pods"), one.pods());
      ArrayNode own = group.putArray("fixes");
      for (int i = 0; i < one.fixes().size(); i++) {
        fix(own.addObject().put("rank", i + 1), one.fixes().get(i), report.replications());
      }
    }
    ArrayNode compounds = root.putArray("compounds");
    for (FixReport.Compound compound : report.compounds()) {
      ObjectNode one = compounds.addObject();
      texts(one.putArray("parts"), compound.parts());
      one.put("sufficient", compound.sufficient());
      attribution(one.putArray("attribution"), compound.attribution());
    }
    ArrayNode insufficient = root.putArray("insufficient");
    for (FixReport.Insufficient one : report.insufficient()) {
      insufficient
          .addObject()
          .put("remedy", one.remedies())
          .put("target", one.target())
          .put("recoveredPods", one.recoveredPods())
          .put("why", one.why());
    }
    return root;
  }

  private static void texts(ArrayNode into, List<String> texts) {
    texts.forEach(into::add);
  }

  private static void diagnosis(ObjectNode into, Diagnosis diagnosis) {
    into.put("causeCode", diagnosis.causeCode()).put("title", diagnosis.title());
    texts(into.putArray("pods"), diagnosis.pods());
    texts(into.putArray("steps"), diagnosis.steps());
    texts(into.putArray("evidence"), diagnosis.evidence());
    texts(into.putArray("alternatives"), diagnosis.alternatives());
    texts(into.putArray("remedyIds"), diagnosis.remedyIds());
    into.put("replications", diagnosis.replications());
  }

  private static void fix(ObjectNode into, FixReport.Fix fix, int replications) {
    ArrayNode remedies = into.putArray("remedies");
    for (FixReport.Step step : fix.steps()) {
      ObjectNode one = remedies.addObject();
      one.put("id", step.remedy().id()).put("text", step.remedy().text());
      one.put("target", step.target());
      texts(one.putArray("commands"), step.commands());
      one.put("money", step.remedy().money()).put("risk", step.remedy().risk());
    }
    into.put("when", fix.now() ? "now" : "next-time");
    into.put("recoveredPods", fix.recoveredPods());
    into.put("sufficientIn", fix.sufficientIn()).put("of", replications);
    seconds(into, "recoverySeconds", fix.recoverySeconds());
    Interval interval = fix.recoveryInterval();
    if (interval == null) {
      into.putNull("recoveryInterval");
    } else {
      into.putArray("recoveryInterval").add(rounded(interval.low())).add(rounded(interval.high()));
    }
    into.put("disruptedPods", fix.disruptedPods()).put("usdPerMonth", fix.monthlyUsd());
    attribution(into.putArray("attribution"), fix.attribution());
    texts(into.putArray("rerun"), fix.rerun());
  }

  private static void attribution(ArrayNode into, List<FixReport.Attribution> parts) {
    for (FixReport.Attribution part : parts) {
      into.addObject()
          .put("part", part.part().id())
          .put("needed", part.needed())
          .put("without", part.without());
    }
  }

  /** Returns the tree of a report on a live cluster: that of its fixes, and the evidence. */
  public static ObjectNode of(LiveReport live, String version) {
    ObjectNode root = of(live.report(), version);
    LiveEvidence evidence = live.evidence();
    root.put("cluster", evidence.cluster());
    root.put("dumpedAt", evidence.dumpedAt().toString());
    ObjectNode seen = root.putObject("evidence");
    seen.put("pods", evidence.pods()).put("nodes", evidence.nodes());
    seen.put("events", evidence.events());
    texts(seen.putArray("profiles"), evidence.profiles());
    ArrayNode missing = root.putArray("missing");
    for (LiveEvidence.Missing one : evidence.missing()) {
      missing
          .addObject()
          .put("what", one.what())
          .put("decides", one.decides())
          .put("command", one.command());
    }
    ArrayNode alternatives = root.putArray("alternatives");
    for (LiveReport.Alternative other : live.alternatives()) {
      ObjectNode one = alternatives.addObject();
      one.put("causeCode", other.cause().code()).put("title", other.cause().title());
      texts(one.putArray("pods"), other.pods());
      one.put("tells", other.tells());
      FixReport.Fix fix = other.fix();
      if (fix == null) {
        one.putNull("fix");
      } else {
        fix(one.putObject("fix"), fix, live.report().replications());
      }
    }
    return root;
  }

  private static void seconds(ObjectNode into, String name, double value) {
    if (Double.isFinite(value)) {
      into.put(name, rounded(value));
    } else {
      into.putNull(name);
    }
  }

  private static double rounded(double value) {
    return StrictMath.rint(value * ROUNDING) / ROUNDING;
  }
}
