package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.random.RandomStream;

/** Chooses among things that are equally good. */
@FunctionalInterface
public interface TieBreak {

  /** Always takes the first: of best nodes, which are sorted, the smallest name. */
  TieBreak FIRST = (pod, count) -> 0;

  /** Returns an index below a count that is at least 1. */
  int choose(Pod pod, int count);

  /** Returns a choice that is drawn from a random stream, keyed by the pod's UID. */
  static TieBreak drawnFrom(RandomStream stream) {
    return (pod, count) ->
        count == 1 ? 0 : stream.nextIndex(RandomStream.subjectId(pod.metadata().uid()), count);
  }
}
