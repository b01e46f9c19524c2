package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FargateSizeTest {

  /** Check values documented by AWS or read off public output (docs/model/fargate.md). */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.25vCPU 0.5GB",
    "1, 8Gi, 2vCPU 9GB",
    "200m, 768Mi, 0.25vCPU 1GB",
    "100m, 100Mi, 0.25vCPU 0.5GB",
    "250m, 256Mi, 0.25vCPU 0.5GB",
    "1, 2.5G, 1vCPU 3GB",
    "2, 2Gi, 2vCPU 4GB",
    "500m, 750M, 0.5vCPU 1GB",
    "1, 1750M, 1vCPU 2GB",
    "300m, 256Mi, 0.5vCPU 1GB",
    "0, 6.5Gi, 1vCPU 7GB",
    "200m, 1Gi, 0.25vCPU 2GB",
    "8, 57Gi, 8vCPU 60GB",
    "16, 119Gi, 16vCPU 120GB"
  })
  void smallestCombinationHoldsRequestsAndOverhead(String cpu, String memory, String size) {
    FargateSize found =
        FargateSize.holding(Quantity.parse(cpu).milliValue(), Quantity.parse(memory).value());
    assertThat(found).hasToString(size);
  }

  @ParameterizedTest
  @CsvSource({"17, 1Gi", "1, 120Gi", "16001m, 0"})
  void nothingHoldsWhatExceedsTheLargestCombination(String cpu, String memory) {
    assertThat(
            FargateSize.holding(Quantity.parse(cpu).milliValue(), Quantity.parse(memory).value()))
        .isNull();
  }
}
