package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PodRequestsTest {

  private static PodSpec asking(String... requests) {
    Map<String, Quantity> amounts = new TreeMap<>();
    for (int i = 0; i < requests.length; i += 2) {
      amounts.put(requests[i], Quantity.parse(requests[i + 1]));
    }
    Container container =
        Container.of("main", "nginx:1.27")
            .withResources(
                requests.length == 0 ? null : new ResourceRequirements(amounts, Map.of()));
    return PodSpec.of(List.of(container));
  }

  /** An init container that asks for nothing changes nothing, but that all are summed up. */
  private static PodSpec withIdleInitContainer(PodSpec spec) {
    return spec.withInitContainers(List.of(Container.of("init", "busybox:1.37")));
  }

  @Test
  void aPodOfOneContainerAsksForWhatItAsksFor() {
    for (PodSpec spec :
        List.of(
            asking(),
            asking("cpu", "100m"),
            asking("memory", "512Mi", "cpu", "1.5", "nvidia.com/gpu", "1"))) {
      Map<String, Quantity> requests = PodRequests.of(spec);
      assertThat(requests).isEqualTo(PodRequests.of(withIdleInitContainer(spec)));
      assertThat(requests.toString())
          .isEqualTo(PodRequests.of(withIdleInitContainer(spec)).toString());
      Pod pod = new Pod(ObjectMeta.named("shop", "web"), spec, PodStatus.PENDING);
      assertThat(PodRequests.of(pod)).isEqualTo(requests);
    }
  }

  @Test
  void overheadAndPodLevelRequestsCount() {
    PodSpec spec = asking("cpu", "100m");
    Map<String, Quantity> overhead = Map.of("cpu", Quantity.parse("50m"));
    assertThat(PodRequests.of(spec.withOverhead(overhead)))
        .containsExactly(Map.entry("cpu", Quantity.parse("150m")));
    ResourceRequirements podLevel =
        new ResourceRequirements(Map.of("memory", Quantity.parse("1Gi")), Map.of());
    assertThat(PodRequests.of(spec.withResources(podLevel)))
        .containsExactly(
            Map.entry("cpu", Quantity.parse("100m")), Map.entry("memory", Quantity.parse("1Gi")));
  }

  @Test
  void whatAResizedContainerHasCounts() {
    PodSpec spec = asking("cpu", "100m");
    ContainerStatus resized =
        new ContainerStatus(
            "main",
            0,
            true,
            "running",
            null,
            null,
            new ResourceRequirements(Map.of("cpu", Quantity.parse("2")), Map.of()),
            Map.of());
    Pod pod = new Pod(ObjectMeta.named("shop", "web"), spec, statusOf(resized));
    assertThat(PodRequests.of(pod)).containsExactly(Map.entry("cpu", Quantity.parse("2")));
  }

  private static PodStatus statusOf(ContainerStatus container) {
    return new PodStatus(
        "Running",
        List.of(),
        null,
        null,
        null,
        null,
        List.of(container),
        null,
        null,
        List.of(),
        null,
        Map.of());
  }
}
