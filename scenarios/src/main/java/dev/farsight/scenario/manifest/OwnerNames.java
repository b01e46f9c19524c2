package dev.farsight.scenario.manifest;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.OwnerReference;

/** What the name of an owner that is not there tells about the owner's owner. */
public final class OwnerNames {

  private static final String TEMPLATE_HASH = "pod-template-hash";

  private OwnerNames() {}

  /** Returns the name of the Deployment whose ReplicaSet owns an object; empty if it is none. */
  public static String deploymentOf(KubeObject object, OwnerReference owner) {
    String hash = object.metadata().labels().get(TEMPLATE_HASH);
    boolean made =
        owner.kind().equals("ReplicaSet") && hash != null && owner.name().endsWith("-" + hash);
    return made && hash != null
        ? owner.name().substring(0, owner.name().length() - hash.length() - 1)
        : "";
  }

  /** Returns the name of the CronJob whose Job owns an object; empty if it is none. */
  public static String cronJobOf(OwnerReference owner) {
    int dash = owner.name().lastIndexOf('-');
    boolean made =
        owner.kind().equals("Job")
            && dash > 0
            && owner.name().substring(dash + 1).matches("[0-9]{5,12}");
    return made ? owner.name().substring(0, dash) : "";
  }
}
