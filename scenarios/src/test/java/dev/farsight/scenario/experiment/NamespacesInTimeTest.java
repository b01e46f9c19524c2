package dev.farsight.scenario.experiment;

import static dev.farsight.scenario.experiment.PlayedSteps.apply;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When what is in a deleted namespace goes. */
class NamespacesInTimeTest {

  /**
   * Source: namespace_controller.go (enqueueNamespace, worker) and
   * deletion/namespaced_resources_deleter.go (deleteAllContent, estimateGracefulTermination) of
   * Kubernetes v1.36: pods 5 s after the namespace, the rest half a grace period and 1 s later.
   */
  @ParameterizedTest
  @CsvSource({"30, 121", "8, 110", "60, 136"})
  void podsGoFiveSecondsLaterAndTheRestWhenTheNextLookFindsNone(int graceSeconds, long rest) {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            5,
            apply(0, "{apiVersion: v1, kind: Namespace, metadata: {name: lab}}"),
            apply(
                1,
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: api, namespace: lab},"
                    + " spec: {replicas: 2, selector: {matchLabels: {app: api}}, template:"
                    + " {metadata: {labels: {app: api}}, spec: {terminationGracePeriodSeconds: "
                    + graceSeconds
                    + ", containers: [{name: c, image: i}]}}}}"),
            "{at: 100s, delete: {kind: Namespace, name: lab}}");
    assertThat(played.secondsOf("Pod deletion")).containsExactly(105L, 105L);
    assertThat(played.secondsOf("Pod ADDED")).hasSize(2);
    assertThat(played.secondsOf("Deployment DELETED")).containsExactly(rest);
    assertThat(played.secondsOf("Namespace DELETED lab")).containsExactly(rest);
  }
}
