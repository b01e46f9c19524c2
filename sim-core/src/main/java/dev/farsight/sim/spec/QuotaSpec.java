package dev.farsight.sim.spec;

/**
 * Account limits.
 *
 * @param fargateVcpuMilli vCPU in thousandths that Fargate pods may hold at a time
 * @param launchBurstCount launches at once
 * @param launchPerSecond sustained launches per second, positive
 * @param profilesPerCluster Fargate profiles at most
 * @param selectorsPerProfile selectors at most
 * @param labelsPerSelector label pairs at most
 */
public record QuotaSpec(
    long fargateVcpuMilli,
    int launchBurstCount,
    int launchPerSecond,
    int profilesPerCluster,
    int selectorsPerProfile,
    int labelsPerSelector) {

  /** Refuses limits under which nothing could ever be launched by mistake. */
  public QuotaSpec {
    if (fargateVcpuMilli < 0 || launchBurstCount < 1 || launchPerSecond < 1) {
      throw new IllegalArgumentException(
          "needs fargateVcpu >= 0, launchBurst >= 1 and launchPerSecond >= 1");
    }
  }

  /** Returns a copy with another {@code fargateVcpuMilli}. */
  public QuotaSpec withFargateVcpuMilli(long fargateVcpuMilli) {
    return new QuotaSpec(
        fargateVcpuMilli,
        launchBurstCount,
        launchPerSecond,
        profilesPerCluster,
        selectorsPerProfile,
        labelsPerSelector);
  }

  /** Returns a copy with another rate of launches. */
  public QuotaSpec withLaunchRate(int launchBurstCount, int launchPerSecond) {
    return new QuotaSpec(
        fargateVcpuMilli,
        launchBurstCount,
        launchPerSecond,
        profilesPerCluster,
        selectorsPerProfile,
        labelsPerSelector);
  }
}
