package dev.farsight.sim.process.scheduler.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scoring assumes is what summing with defaults gives, also where that is not done. */
final class PodInfoTest {

  private static final Map<String, Quantity> DEFAULTS =
      Map.of("cpu", Quantity.parse("100m"), "memory", Quantity.parse("200Mi"));

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "cpu memory, '', ''",
    "cpu memory, cpu memory, ''",
    "cpu memory, cpu, cpu",
    "cpu, cpu memory, cpu memory",
    "cpu memory, cpu memory, cpu memory",
    "cpu memory example.com/gpu, memory cpu, cpu memory"
  })
  void scoresWithDefaultsWhereAContainerAsksForNothing(String one, String other, String init) {
    PodSpec spec =
        PodSpec.of(List.of(container("one", one), container("other", other)))
            .withInitContainers(List.of(container("init", init)))
            .withOverhead(Map.of("memory", Quantity.parse("1Mi")));
    Pod pod = new Pod(ObjectMeta.named("default", "web"), spec, PodStatus.PENDING);
    PodInfo info = new PodInfo(pod);
    Map<String, Quantity> nonZero = PodRequests.of(pod, DEFAULTS);
    ComputeResource scored = ComputeResource.of(PodRequests.ofContainers(spec, DEFAULTS));
    assertThat(info.nonZeroMilliCpu()).isEqualTo(nonZero.get("cpu").milliValue());
    assertThat(info.nonZeroMemoryBytes()).isEqualTo(nonZero.get("memory").value());
    assertThat(info.scoredRequests()).usingRecursiveComparison().isEqualTo(scored);
    Pod alike = pod.withMetadata(pod.metadata().withName("web-2"));
    assertThat(info.forPod(alike).scoredRequests()).usingRecursiveComparison().isEqualTo(scored);
  }

  private static Container container(String name, @Nullable String requests) {
    Map<String, Quantity> amounts = new TreeMap<>();
    for (String resource : String.valueOf(requests).split(" ")) {
      if (!resource.isEmpty()) {
        amounts.put(resource, Quantity.parse("3"));
      }
    }
    return Container.of(name, "nginx:1.27")
        .withResources(new ResourceRequirements(amounts, Map.of()));
  }
}
