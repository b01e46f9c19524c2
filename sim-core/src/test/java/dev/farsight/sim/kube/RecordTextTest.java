package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordTextTest {

  private record Nothing() {}

  private static String text(Object value) {
    StringBuilder text = new StringBuilder();
    RecordText.append(text, value);
    return text.toString();
  }

  @Test
  void theTextOfAnObjectIsThatOfItsToString() {
    ObjectMeta metadata =
        ObjectMeta.named("shop", "web")
            .withLabels(Map.of("app", "web"))
            .withCreationTimestamp(new Timestamp(1_000_000_000L));
    Toleration toleration = new Toleration("dedicated", "Equal", "web", "NoSchedule", 30L);
    PodSpec spec =
        PodSpec.of(List.of(Container.of("main", "nginx:1.27"), Container.of("side", "envoy")))
            .withNodeName("node-1")
            .withTolerations(List.of(toleration));
    Pod pod = new Pod(metadata, spec, PodStatus.PENDING);
    assertThat(text(pod)).isEqualTo(pod.toString()).contains("nginx:1.27", "dedicated");
    Map<String, Quantity> capacity = Map.of("cpu", Quantity.parse("250m"));
    Node node =
        new Node(
            metadata,
            new NodeSpec(true, List.of(new Taint("a", null, "NoSchedule", null)), null),
            new NodeStatus(capacity, Map.of(), List.of(), List.of()));
    assertThat(text(node)).isEqualTo(node.toString()).contains("250m");
  }

  @Test
  void emptyRecordsListsAndMapsHaveTheTextsOfTheirToString() {
    assertThat(text(new Nothing())).isEqualTo("Nothing[]");
    assertThat(text(List.of())).isEqualTo("[]");
    assertThat(text(Map.of("a", List.of(1, 2)))).isEqualTo("{a=[1, 2]}");
    assertThat(text(null)).isEqualTo("null");
  }
}
