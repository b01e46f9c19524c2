package dev.farsight.sim.process.fargate;

import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.Pod;
import org.jspecify.annotations.Nullable;

/** The way of one admitted pod to its node; mutable, owned by {@link FargateScheduler}. */
final class Launch implements Subject {

  final String podKey;
  final String podUid;
  final FargateSize size;
  final long createdNanos;
  private final long subjectId;
  SubnetAddresses.@Nullable Address address;
  @Nullable String nodeName;
  boolean holdsVcpu;
  boolean waitsForToken;
  boolean finished;
  boolean firstTry = true;
  int attempts;
  long queuedNanos;
  long handle;

  /** The pod as it was found to be supported on Fargate; later tries need not look again. */
  @Nullable Pod supported;

  /** The profile by which it was. */
  @Nullable FargateProfile supportedBy;

  /** The pod as it says why it was refused, and what it says. */
  @Nullable Pod told;

  @Nullable String toldText;

  Launch(String podKey, String podUid, FargateSize size, long createdNanos) {
    this.podKey = podKey;
    this.podUid = podUid;
    this.size = size;
    this.createdNanos = createdNanos;
    this.subjectId = Subject.idOf("Pod", podKey);
  }

  @Override
  public long subjectId() {
    return subjectId;
  }

  @Override
  public String subjectName() {
    return "pod/" + podKey;
  }
}
