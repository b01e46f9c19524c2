package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for complete must be what completing part by part leaves as it is. */
final class PodDefaultsTest {

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "cpu, cpu",
    "cpu, ''",
    "'', cpu",
    "cpu, memory",
    "cpu memory, cpu",
    "cpu, cpu memory",
    "cpu memory, cpu memory"
  })
  void completesAsPartByPart(String requests, String limits) {
    for (List<Container> inits : List.of(List.<Container>of(), List.of(container("", "cpu")))) {
      Pod pod = pod(container(requests, limits)).withSpec(spec(container(requests, limits), inits));
      Pod completed = PodDefaults.complete(pod);
      assertThat(completed).isEqualTo(PodDefaults.completed(pod));
      assertThat(PodDefaults.complete(completed)).isSameAs(completed);
    }
  }

  private static Pod pod(Container container) {
    return new Pod(
        ObjectMeta.named("default", "web"), spec(container, List.of()), PodStatus.PENDING);
  }

  private static PodSpec spec(Container container, List<Container> inits) {
    return PodSpec.of(List.of(container)).withInitContainers(inits);
  }

  private static Container container(String requests, String limits) {
    return Container.of("main", "nginx:1.27")
        .withResources(new ResourceRequirements(amounts(requests, "1"), amounts(limits, "2")));
  }

  private static Map<String, Quantity> amounts(@Nullable String names, String amount) {
    Map<String, Quantity> amounts = new TreeMap<>();
    for (String name : String.valueOf(names).split(" ")) {
      if (!name.isEmpty()) {
        amounts.put(name, Quantity.parse(amount));
      }
    }
    return amounts;
  }
}
