package dev.farsight.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Causes;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.diagnosis.TroubleStory;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.result.RunResult;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stories of {@code why -o json}. */
final class WhyJson {

  private WhyJson() {}

  /** Returns the stories as a list. */
  static ArrayNode of(RunResult run, Told told) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (WhyStory story : told.pods()) {
      Cause cause = story.cause();
      ObjectNode one = list.addObject();
      one.put("pod", story.pod().key());
      one.put("state", story.pod().state().word());
      one.put("stuck", story.pod().stuck());
      one.put("stuckSince", seconds(story.pod().stuckSinceNanos()));
      one.put("causeCode", cause == null ? null : cause.code());
      one.put("title", cause == null ? null : cause.title());
      chain(one, story.links());
      ArrayNode alternatives = one.putArray("alternatives");
      for (Causes.Alternative other : story.alternatives(run)) {
        ObjectNode alternative = alternatives.addObject();
        alternative.put("causeCode", other.cause().code()).put("title", other.cause().title());
        alternative.put("tells", other.tells());
      }
      ArrayNode remedies = one.putArray("remedyIds");
      story.remedies().stream().map(Remedy::id).forEach(remedies::add);
    }
    for (TroubleStory story : told.troubles()) {
      Cause cause = story.cause();
      ObjectNode one = list.addObject();
      boolean isStep = story.kind() == TroubleStory.Kind.STEP;
      one.put(isStep ? "step" : "workload", story.name());
      one.put("text", story.title());
      one.put("state", story.state());
      one.put("causeCode", cause == null ? null : cause.code());
      one.put("title", cause == null ? null : cause.title());
      chain(one, story.links());
      ArrayNode remedies = one.putArray("remedyIds");
      story.remedies().stream().map(Remedy::id).forEach(remedies::add);
    }
    return list;
  }

  private static void chain(ObjectNode story, List<WhyStory.Link> links) {
    ArrayNode chain = story.putArray("chain");
    for (WhyStory.Link link : links) {
      ObjectNode step = chain.addObject();
      step.put("t", seconds(link.timeNanos()));
      step.put("topic", link.topic()).put("text", link.text());
      link.details().forEach(step.putArray("details")::add);
    }
  }

  /** Writes a tree in lines. */
  static void write(JsonNode tree, Writer writer) throws IOException {
    writer.write(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
    writer.flush();
  }

  private static @Nullable BigDecimal seconds(@Nullable Long nanos) {
    return nanos == null ? null : new BigDecimal(DecimalText.seconds(nanos));
  }
}
