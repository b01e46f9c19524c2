package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.spec.KubeletModel;
import dev.farsight.sim.spec.PodBehaviour;
import dev.farsight.sim.spec.PodFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How each pod behaves: the model, and what the scenario says about chosen pods. */
final class Behaviours {

  private final KubeletModel model;
  private final List<PodBehaviour> rules;

  Behaviours(KubeletModel model, List<PodBehaviour> rules) {
    this.model = model;
    this.rules = rules;
  }

  /** Returns everything that is known about a pod, in one behaviour. */
  PodBehaviour of(Pod pod) {
    Distribution imagePull = model.imagePull();
    Distribution podReady = model.podReady();
    Distribution podTermination = model.podTermination();
    Boolean neverReady = null;
    Distribution crashAfter = null;
    Integer exitCode = null;
    Distribution completeAfter = null;
    Long imageSizeBytes = null;
    Boolean needsDns = null;
    String crashMessage = null;
    for (PodBehaviour rule : rules) {
      if (rule.select().matches(pod)) {
        imagePull = or(rule.imagePull(), imagePull);
        imageSizeBytes = rule.imageSizeBytes() != null ? rule.imageSizeBytes() : imageSizeBytes;
        needsDns = rule.needsDns() != null ? rule.needsDns() : needsDns;
        crashMessage = rule.crashMessage() != null ? rule.crashMessage() : crashMessage;
        podReady = or(rule.podReady(), podReady);
        podTermination = or(rule.podTermination(), podTermination);
        neverReady = rule.neverReady() != null ? rule.neverReady() : neverReady;
        crashAfter = rule.crashAfter() != null ? rule.crashAfter() : crashAfter;
        exitCode = rule.exitCode() != null ? rule.exitCode() : exitCode;
        completeAfter = rule.completeAfter() != null ? rule.completeAfter() : completeAfter;
      }
    }
    return new PodBehaviour(
        PodFilter.ALL,
        imagePull,
        podReady,
        podTermination,
        neverReady,
        crashAfter,
        exitCode,
        completeAfter,
        imageSizeBytes,
        needsDns,
        crashMessage);
  }

  private static Distribution or(@Nullable Distribution wanted, Distribution otherwise) {
    return wanted != null ? wanted : otherwise;
  }
}
