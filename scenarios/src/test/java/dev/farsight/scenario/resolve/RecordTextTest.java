package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issues;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.RecordText;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordTextTest {

  @Test
  void everyBundledManifestHasTheTextOfItsRecords() {
    List<KubeObject> objects = new ArrayList<>();
    for (String name : Library.names()) {
      ScenarioSource source = Objects.requireNonNull(Library.find(name));
      ResolvedScenario scenario =
          Objects.requireNonNull(ScenarioResolver.resolve(source, List.of(), new Issues()));
      for (TimelineStep step : scenario.spec().timeline()) {
        if (step.action() instanceof StepAction.Apply apply) {
          apply.objects().forEach(each -> objects.add(each.object()));
        }
      }
    }
    assertThat(objects).hasSizeGreaterThan(20);
    for (KubeObject object : objects) {
      StringBuilder text = new StringBuilder();
      RecordText.append(text, object);
      assertThat(text.toString()).as(object.key()).isEqualTo(object.toString());
    }
  }
}
