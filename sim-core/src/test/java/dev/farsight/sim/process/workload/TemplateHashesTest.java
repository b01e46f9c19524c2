package dev.farsight.sim.process.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateHashesTest {

  private static PodTemplateSpec template(String image) {
    return new PodTemplateSpec(
        ObjectMeta.template(Map.of("app", "web"), Map.of()),
        PodSpec.of(List.of(Container.of("main", image))));
  }

  @Test
  void keptHashesAreThoseComputedAnew() {
    PodTemplateSpec kept = template("nginx:1.27");
    PodTemplateSpec keptToo = template("nginx:1.28");
    TemplateHashes hashes = new TemplateHashes(List.of(kept, keptToo, kept));
    for (int time = 0; time < 2; time++) {
      for (PodTemplateSpec each :
          List.of(kept, keptToo, template("nginx:1.27"), template("envoy:1"))) {
        for (Integer collisions : new Integer[] {null, 0, 1, 7}) {
          assertThat(hashes.of(each, collisions)).isEqualTo(TemplateHash.of(each, collisions));
          assertThat(TemplateHashes.NONE.of(each, collisions))
              .isEqualTo(TemplateHash.of(each, collisions));
        }
      }
    }
  }
}
