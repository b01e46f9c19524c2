package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Environment;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.process.fargate.LaunchObserver;
import dev.farsight.sim.process.fargate.LaunchTokens;
import dev.farsight.sim.result.Series;
import java.util.ArrayList;
import java.util.List;

/** Keeps how far Fargate launches were from the limits of the account. */
final class LaunchRecorder implements LaunchObserver {

  private static final double MILLI = 1000.0;

  private final Cluster cluster;
  private final SeriesBuilder quota = new SeriesBuilder(Series.QUOTA_HEADROOM_VCPU);
  private final SeriesBuilder waiting = new SeriesBuilder(Series.WAITING_LAUNCHES);
  private final List<LaunchTokens> tokens = new ArrayList<>();
  private long heldMilli;
  private int waitingCount;
  private boolean frozen;

  LaunchRecorder(Cluster cluster) {
    this.cluster = cluster;
    cluster.watch(Kinds.ENVIRONMENT, this::onEnvironment);
  }

  /** Ends the record. */
  void freeze() {
    frozen = true;
  }

  private long now() {
    return cluster.nowNanos();
  }

  private void onEnvironment(WatchEvent<Environment> event) {
    Environment old = event.old();
    if (!frozen) {
      double before = old == null ? 0 : old.fargateVcpuMilli() / MILLI;
      quota.change(old == null ? 0 : now(), event.object().fargateVcpuMilli() / MILLI - before);
    }
  }

  @Override
  public void vcpuHeld(long milli) {
    if (!frozen) {
      quota.change(now(), (heldMilli - milli) / MILLI);
      heldMilli = milli;
    }
  }

  @Override
  public void tokensLeft(LaunchTokens left) {
    if (frozen) {
      return;
    }
    int last = tokens.size() - 1;
    if (last >= 0 && tokens.get(last).atNanos() == left.atNanos()) {
      tokens.set(last, left);
    } else {
      tokens.add(left);
    }
  }

  @Override
  public void waiting(int count) {
    if (!frozen) {
      waiting.change(now(), count - waitingCount);
      waitingCount = count;
    }
  }

  Series quotaHeadroom(long endNanos) {
    return quota.build(endNanos);
  }

  Series waitingLaunches(long endNanos) {
    return waiting.build(endNanos);
  }

  /** Whole tokens over time: between two launches the bucket fills up one by one. */
  Series launchHeadroom(long endNanos) {
    SeriesBuilder headroom = new SeriesBuilder(Series.LAUNCH_HEADROOM);
    long shown = 0;
    for (int i = 0; i < tokens.size(); i++) {
      LaunchTokens left = tokens.get(i);
      long untilNanos = i + 1 < tokens.size() ? tokens.get(i + 1).atNanos() : endNanos + 1;
      while (left.atNanos() < untilNanos) {
        headroom.change(left.atNanos(), (double) (left.count() - shown));
        shown = left.count();
        long next = left.nextNanos();
        if (next >= untilNanos) {
          break;
        }
        left = left.at(next);
      }
    }
    return headroom.build(endNanos);
  }
}
