package dev.farsight.sim.process.fargate;

/** Told how near launches are to the limits of the account. */
public interface LaunchObserver {

  /** The vCPU that launching and running pods hold have changed, in thousandths. */
  void vcpuHeld(long milli);

  /** A token was taken, or the bucket became another one. */
  void tokensLeft(LaunchTokens tokens);

  /** The number of pods whose launch waits for a token has changed. */
  void waiting(int count);
}
