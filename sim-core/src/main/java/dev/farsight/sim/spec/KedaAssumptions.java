package dev.farsight.sim.spec;

import static dev.farsight.sim.spec.Assumption.Confidence.HIGH;
import static dev.farsight.sim.spec.Assumption.Confidence.LOW;
import static dev.farsight.sim.spec.Assumption.Confidence.MEDIUM;

import java.util.List;

/** What the model assumes of KEDA's operator and metrics server, with sources. */
final class KedaAssumptions {

  private static final String KEDA_RECORDED = "recordings of KEDA v2.20.2 with Kubernetes v1.36.3";

  /** The assumptions, in the order of the page about them. */
  static final List<Assumption> ALL =
      List.of(
          new Assumption(
              "keda.reconcile",
              "20ms",
              "change of a KEDA object to the operator's reaction",
              KEDA_RECORDED,
              "2026",
              MEDIUM),
          new Assumption(
              "keda.firstPoll",
              "7ms",
              "autoscaler created to first poll",
              KEDA_RECORDED,
              "2026",
              MEDIUM),
          new Assumption(
              "keda.start",
              "420ms",
              "operator's process started to its first look at its objects",
              KEDA_RECORDED,
              "2026",
              MEDIUM),
          new Assumption(
              "keda.pollLag",
              "650us",
              "poll later than a whole interval after the one before (recorded 0.4 to 1.2 ms)",
              KEDA_RECORDED,
              "2026",
              MEDIUM),
          new Assumption(
              "keda.scale", "13ms", "poll to scale update", KEDA_RECORDED, "2026", MEDIUM),
          new Assumption(
              "keda.httpTimeout",
              "3s",
              "time limit of a scaler's request, tried twice",
              "KEDA source, v2.20.2",
              "2026",
              HIGH),
          new Assumption(
              "keda.apiService",
              "7s",
              "metrics server Ready to APIService available (recorded up to 22 s)",
              KEDA_RECORDED,
              "2026",
              LOW),
          new Assumption(
              "keda.requestTimeout",
              "60s",
              "the API server cuts a forwarded request",
              KEDA_RECORDED,
              "2026",
              HIGH));

  private KedaAssumptions() {}
}
