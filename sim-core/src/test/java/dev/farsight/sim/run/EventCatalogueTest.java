package dev.farsight.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.EndSpec;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ModelSpec;
import dev.farsight.sim.spec.SimulationSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {

  private static List<String> declared() {
    SimulationSpec spec =
        new SimulationSpec(
            ClusterSpec.empty(ModelDefaults.KUBERNETES_VERSION),
            ModelSpec.DEFAULT,
            List.of(),
            EndSpec.QUIESCENT,
            SimulationSpec.ChecksLevel.OFF);
    SimulationAssembly assembly =
        new SimulationAssembly(PreparedSpec.of(spec), 1, List.of(), RunWitness.NONE);
    assembly.start(); // the first change of a kind declares the events of its watches
    assembly.simulator().run();
    return assembly.simulator().eventTypes().stream().map(EventType::name).distinct().toList();
  }

  @Test
  void everyEventOfARunIsInTheCatalogue() {
    assertThat(declared())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            event ->
                assertThat(EventCatalogue.find(event))
                    .as("add a line about %s to EventCatalogue", event)
                    .isNotNull());
  }

  @Test
  void everyLineOfTheCatalogueIsAboutAnEventThatExists() {
    List<String> declared = declared();
    assertThat(EventCatalogue.EVENTS)
        // Events of processes that are there only when a scenario needs them.
        .filteredOn(entry -> !entry.name().matches("(eksctl|helm|addon|load|keda)\\..*"))
        .allSatisfy(
            entry ->
                assertThat(declared)
                    .as(entry.name())
                    .anyMatch(event -> entry.equals(EventCatalogue.find(event))));
  }

  @Test
  void unknownEventsAreNotFound() {
    assertThat(EventCatalogue.find("kubelet.pod-happy")).isNull();
    assertThat(EventCatalogue.find("watch")).isNull();
  }
}
