package dev.farsight.sim.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.farsight.sim.kube.KubernetesVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationSpecTest {

  private static final StepAction ACTION = new StepAction.Apply(List.of());

  @Test
  void stepsThatShareAnIdAreRefused() {
    SimulationSpec spec = SimulationSpec.of(ClusterSpec.empty(KubernetesVersion.ofMinor(33)));
    List<TimelineStep> steps =
        List.of(TimelineStep.at(0, "a", ACTION), TimelineStep.at(1, "a", ACTION));

    assertThatThrownBy(() -> spec.withTimeline(steps)).hasMessageContaining("two steps");
  }

  @Test
  void aStepThatWaitsForNoStepIsRefused() {
    SimulationSpec spec = SimulationSpec.of(ClusterSpec.empty(KubernetesVersion.ofMinor(33)));
    StepTime after = new StepTime.After("b", StepTime.Stage.COMPLETE, 0);
    List<TimelineStep> steps = List.of(new TimelineStep("a", "apply", after, ACTION));

    assertThatThrownBy(() -> spec.withTimeline(steps)).hasMessageContaining("which is no step");
  }

  @Test
  void everyAssumptionIsNamedOnceAndHasASource() {
    assertThat(ModelDefaults.ASSUMPTIONS).extracting(Assumption::path).doesNotHaveDuplicates();
    assertThat(ModelDefaults.ASSUMPTIONS)
        .allSatisfy(a -> assertThat(a.source() + a.date()).isNotBlank());
  }

  @Test
  void eksctlVersionsAreOrderedByTheirNumbers() {
    EksctlVersion early = EksctlVersion.tryParse("0.99.0");
    EksctlVersion late = EksctlVersion.tryParse("v0.207");

    assertThat(early).isNotNull().isLessThan(late);
    assertThat(EksctlVersion.tryParse("latest")).isNull();
  }

  @Test
  void aBareMinorVersionMeansItsLatestPatch() {
    KubernetesVersion bare = KubernetesVersion.tryParse("1.34");

    assertThat(bare).isEqualTo(KubernetesVersion.ofMinor(34));
    assertThat(bare.isAtLeast(34, 2)).isTrue();
    assertThat(KubernetesVersion.tryParse("1.34.1").isAtLeast(34, 2)).isFalse();
    assertThat(KubernetesVersion.tryParse("v1.33.5-eks-113cf36")).hasToString("1.33.5");
  }
}
