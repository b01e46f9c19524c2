package dev.farsight.sim.spec;

import dev.farsight.sim.random.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * How chosen pods behave; what is absent follows the model. Of several behaviours that choose a
 * pod, the last one that says something about a quantity counts.
 *
 * @param select pods it is about
 * @param imagePull bound to containers running
 * @param podReady running to Ready
 * @param podTermination deletion to gone
 * @param neverReady whether they never become Ready
 * @param crashAfter from running to the crash of a container
 * @param exitCode exit code of that crash
 * @param completeAfter from running to the successful end
 * @param imageSizeBytes compressed size of the images, from which the pull takes its time
 * @param needsDns whether the containers crash as long as the cluster's DNS does not answer
 * @param crashMessage last words of a container that crashes
 */
public record PodBehaviour(
    PodFilter select,
    @Nullable Distribution imagePull,
    @Nullable Distribution podReady,
    @Nullable Distribution podTermination,
    @Nullable Boolean neverReady,
    @Nullable Distribution crashAfter,
    @Nullable Integer exitCode,
    @Nullable Distribution completeAfter,
    @Nullable Long imageSizeBytes,
    @Nullable Boolean needsDns,
    @Nullable String crashMessage) {

  /** Returns a behaviour that says nothing about chosen pods. */
  public static PodBehaviour of(PodFilter select) {
    return new PodBehaviour(select, null, null, null, null, null, null, null, null, null, null);
  }

  /** Returns a copy in which a container crashes with an exit code, some time after it runs. */
  public PodBehaviour withCrash(Distribution crashAfter, int exitCode) {
    return new PodBehaviour(
        select,
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

  /** Returns a copy in which containers end well, some time after they run. */
  public PodBehaviour withCompleteAfter(Distribution completeAfter) {
    return new PodBehaviour(
        select,
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
}
