package dev.farsight.sim.run;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.SchedulerProbe;
import dev.farsight.sim.process.scheduler.queue.QueueName;

/**
 * Notes attempts and moves of the queue for the result and passes on to the witness what the
 * scheduler does.
 */
final class RecordingProbe implements SchedulerProbe {

  private final RunRecorder recorder;
  private final RunWitness witness;

  RecordingProbe(RunRecorder recorder, RunWitness witness) {
    this.recorder = recorder;
    this.witness = witness;
  }

  @Override
  public void onQueued(long timeNanos, Pod pod, QueueName queue, String event) {
    recorder.onQueued(pod.metadata().uid(), queue.text(), event);
    witness.onQueued(timeNanos, pod, queue, event);
  }

  @Override
  public void onAttempt(long timeNanos, Pod pod) {
    recorder.onAttempt(pod.metadata().uid());
    witness.onAttempt(timeNanos, pod);
  }

  @Override
  public void onFailed(long timeNanos, Pod pod, String message) {
    witness.onFailed(timeNanos, pod, message);
  }

  @Override
  public void onAssigned(long timeNanos, Pod pod, String nodeName) {
    witness.onAssigned(timeNanos, pod, nodeName);
  }
}
