package dev.farsight.sim.spec;

import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A Fargate profile as a user asks for it, or as it stands when a run begins.
 *
 * @param name name
 * @param spec selectors and subnets
 * @param created when it was created, before the run; null for a profile that the run creates, or
 *     whose age nobody tells
 */
public record ProfileTemplate(String name, FargateProfileSpec spec, @Nullable Timestamp created) {

  /** A profile of unknown age. */
  public ProfileTemplate(String name, FargateProfileSpec spec) {
    this(name, spec, null);
  }
}
