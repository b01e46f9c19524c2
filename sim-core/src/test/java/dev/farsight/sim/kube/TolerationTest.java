package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is tolerated, as {@code ToleratesTaint} of Kubernetes v1.36 says. */
class TolerationTest {

  private static final Taint FARGATE =
      new Taint("eks.amazonaws.com/compute-type", "fargate", "NoSchedule", null);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      emptyValue = "",
      value = {
        // key, operator, value, effect, tolerated
        "eks.amazonaws.com/compute-type, Equal, fargate, NoSchedule, true",
        "eks.amazonaws.com/compute-type, -, fargate, -, true",
        "eks.amazonaws.com/compute-type, '', fargate, '', true",
        "eks.amazonaws.com/compute-type, Equal, ec2, NoSchedule, false",
        "eks.amazonaws.com/compute-type, Exists, -, NoSchedule, true",
        "eks.amazonaws.com/compute-type, Exists, -, NoExecute, false",
        "eks.amazonaws.com/compute-type, Gt, fargate, NoSchedule, false",
        "eks.amazonaws.com/compute, Exists, -, NoSchedule, false",
        "-, Exists, -, -, true",
        "'', Exists, -, NoSchedule, true",
        "-, Exists, -, NoExecute, false",
        "-, Equal, fargate, -, true",
        "-, -, -, -, false",
      })
  void keysOperatorsValuesAndEffectsDecide(
      String key, String operator, String value, String effect, boolean tolerated) {
    assertThat(new Toleration(key, operator, value, effect, null).tolerates(FARGATE))
        .isEqualTo(tolerated);
  }
}
