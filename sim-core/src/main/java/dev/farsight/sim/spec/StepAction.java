package dev.farsight.sim.spec;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step of the timeline does. */
public sealed interface StepAction {

  /** Returns the word that scenarios use, such as {@code rolloutRestart}. */
  String word();

  /** What happens to the dependents of a deleted object. */
  enum Propagation {
    /** They are deleted after it. */
    BACKGROUND,
    /** It stays until they are deleted. */
    FOREGROUND,
    /** They stay, without owner. */
    ORPHAN
  }

  /** What a profile creation does while another profile operation is in progress. */
  enum OnBusy {
    /** It waits for its turn, as tools that retry do. */
    WAIT,
    /** It fails, as the AWS API answers. */
    FAIL
  }

  /**
   * Creates objects, or changes those that exist.
   *
   * @param objects objects in their order
   */
  record Apply(List<AppliedObject> objects) implements StepAction {

    /** Makes the list unmodifiable. */
    public Apply {
      objects = List.copyOf(objects);
    }

    @Override
    public String word() {
      return "apply";
    }
  }

  /**
   * Deletes an object.
   *
   * @param kind kind
   * @param namespace namespace, empty for cluster-scoped objects
   * @param name name
   * @param propagation what happens to its dependents
   */
  record Delete(
      Kind<? extends KubeObject> kind, String namespace, String name, Propagation propagation)
      implements StepAction {

    @Override
    public String word() {
      return "delete";
    }
  }

  /**
   * Patches an object.
   *
   * @param kind kind
   * @param namespace namespace, empty for cluster-scoped objects
   * @param name name
   * @param patch the change
   */
  record Patch(Kind<? extends KubeObject> kind, String namespace, String name, ObjectPatch patch)
      implements StepAction {

    @Override
    public String word() {
      return "patch";
    }
  }

  /**
   * Sets the number of replicas.
   *
   * @param kind Deployment, ReplicaSet, StatefulSet or ReplicationController
   * @param namespace namespace
   * @param name name
   * @param replicas wanted replicas, at least 0
   */
  record Scale(Kind<? extends KubeObject> kind, String namespace, String name, int replicas)
      implements StepAction {

    @Override
    public String word() {
      return "scale";
    }
  }

  /**
   * Acts on the roll-out of a workload, as {@code kubectl rollout} does.
   *
   * @param verb what to do
   * @param kind Deployment, StatefulSet or DaemonSet
   * @param namespace namespace
   * @param name name; absent for all of the namespace
   */
  record Rollout(
      RolloutVerb verb, Kind<? extends KubeObject> kind, String namespace, @Nullable String name)
      implements StepAction {

    /** What {@code kubectl rollout} can do. */
    public enum RolloutVerb {
      /** New pods of the same template. */
      RESTART("rolloutRestart"),
      /** Back to the template of the previous revision. */
      UNDO("rolloutUndo"),
      /** Hold the roll-out. */
      PAUSE("rolloutPause"),
      /** Go on. */
      RESUME("rolloutResume");

      private final String word;

      RolloutVerb(String word) {
        this.word = word;
      }

      /** Returns the word that scenarios use. */
      public String word() {
        return word;
      }
    }

    @Override
    public String word() {
      return verb.word();
    }
  }

  /**
   * Deletes pods.
   *
   * @param pods which
   */
  record DeletePods(PodFilter pods) implements StepAction {

    @Override
    public String word() {
      return "deletePods";
    }
  }

  /**
   * Evicts pods through the Eviction API, each in the order of the list.
   *
   * @param pods which
   */
  record Evict(PodFilter pods) implements StepAction {

    @Override
    public String word() {
      return "evict";
    }
  }

  /**
   * Asks for a Fargate profile.
   *
   * @param profile name, selectors, subnets
   * @param onBusy what to do while another operation is in progress
   */
  record CreateFargateProfile(ProfileTemplate profile, OnBusy onBusy) implements StepAction {

    @Override
    public String word() {
      return "createFargateProfile";
    }
  }

  /**
   * Asks for the deletion of a Fargate profile; waits for its turn.
   *
   * @param name name
   * @param onBusy what to do while another operation is in progress
   */
  record DeleteFargateProfile(String name, OnBusy onBusy) implements StepAction {

    @Override
    public String word() {
      return "deleteFargateProfile";
    }
  }

  /**
   * Adds EC2 nodes.
   *
   * @param nodes which
   * @param readyAfterNanos from their creation to Ready, in nanoseconds; 0: they are Ready at once
   */
  record CreateNodes(List<NodeTemplate> nodes, long readyAfterNanos) implements StepAction {

    /** Makes the list unmodifiable. */
    public CreateNodes {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String word() {
      return "createNodes";
    }
  }

  /**
   * Does something with nodes.
   *
   * @param verb what
   * @param nodes which
   */
  record OnNodes(NodeVerb verb, NodeFilter nodes) implements StepAction {

    /** What can be done with a node. */
    public enum NodeVerb {
      /** Removes the node objects. */
      DELETE("deleteNodes"),
      /** Marks them unschedulable. */
      CORDON("cordon"),
      /** Marks them schedulable. */
      UNCORDON("uncordon"),
      /** Cordons them and evicts their pods, DaemonSet pods excepted. */
      DRAIN("drain"),
      /** They are Ready. */
      SET_READY("setNodeReady"),
      /** They are not Ready. */
      SET_NOT_READY("setNodeReady"),
      /** They are not Ready and their kubelet does nothing any more. */
      SET_DEAD("setNodeReady");

      private final String word;

      NodeVerb(String word) {
        this.word = word;
      }

      /** Returns the word that scenarios use. */
      public String word() {
        return word;
      }
    }

    @Override
    public String word() {
      return verb.word();
    }
  }

  /**
   * Plays {@code eksctl create cluster}.
   *
   * @param cluster what is created, by which version
   */
  record EksctlCreateCluster(EksctlCluster cluster) implements StepAction {

    @Override
    public String word() {
      return "eksctlCreateCluster";
    }
  }

  /**
   * Sets an external metric.
   *
   * @param namespace namespace
   * @param name name
   * @param value value; absent when the metric cannot be read
   * @param failure how reading fails where there is no value, as {@code ExternalMetric} names it
   */
  record SetMetric(
      String namespace, String name, @Nullable Quantity value, @Nullable String failure)
      implements StepAction {

    @Override
    public String word() {
      return "setMetric";
    }
  }

  /**
   * Breaks something for a while; the step starts when the fault does.
   *
   * @param kind what
   * @param untilNanos instant at which it is mended, in nanoseconds since the start; absent: never
   * @param pods pods it hits
   * @param zones availability zones it is in; empty for all
   */
  record Fault(FaultKind kind, @Nullable Long untilNanos, PodFilter pods, List<String> zones)
      implements StepAction {

    /** Makes the list unmodifiable. */
    public Fault {
      zones = List.copyOf(zones);
    }

    @Override
    public String word() {
      return "fault";
    }
  }

  /**
   * Ends every fault of a kind, whatever end it has.
   *
   * @param kind what is mended
   * @param profile only for pods of this Fargate profile; absent for all
   */
  record Mend(FaultKind kind, @Nullable String profile) implements StepAction {

    @Override
    public String word() {
      return "mend";
    }
  }

  /**
   * Changes the network of the Fargate subnets.
   *
   * @param change what
   */
  record SetNetwork(NetworkChange change) implements StepAction {

    @Override
    public String word() {
      return "setNetwork";
    }
  }

  /**
   * Changes account limits; what is absent stays as it is.
   *
   * @param fargateVcpuMilli vCPU in thousandths that Fargate pods may hold
   * @param launchBurstCount launches at once
   * @param launchPerSecond sustained launches per second
   */
  record SetQuotas(
      @Nullable Long fargateVcpuMilli,
      @Nullable Integer launchBurstCount,
      @Nullable Integer launchPerSecond)
      implements StepAction {

    @Override
    public String word() {
      return "setQuotas";
    }
  }

  /**
   * Makes pods anew, as {@code kubectl replace --force} does: those of a controller are deleted,
   * bare ones are deleted and created again from their own spec.
   *
   * @param pods which
   * @param pendingOnly whether only pods without a node are chosen
   */
  record RecreatePods(PodFilter pods, boolean pendingOnly) implements StepAction {

    @Override
    public String word() {
      return "recreatePods";
    }
  }

  /**
   * Patches pods that exist, each by itself.
   *
   * @param pods which
   * @param patch the change; of a pod's spec only what the API server lets change
   */
  record PatchPods(PodFilter pods, ObjectPatch patch) implements StepAction {

    @Override
    public String word() {
      return "patchPods";
    }
  }

  /**
   * Plays {@code helm install}: pre-install hooks, objects, perhaps a wait, post-install hooks.
   *
   * @param release name of the release
   * @param objects objects of the chart, hooks among them (annotation {@code helm.sh/hook})
   * @param waits whether the client waits until everything is Ready ({@code --wait})
   * @param atomic whether a failure removes what was installed ({@code --atomic})
   * @param timeoutNanos how long the client waits for each hook, and for everything to be Ready
   */
  record HelmInstall(
      String release, List<AppliedObject> objects, boolean waits, boolean atomic, long timeoutNanos)
      implements StepAction {

    /** Makes the list unmodifiable. */
    public HelmInstall {
      objects = List.copyOf(objects);
    }

    @Override
    public String word() {
      return "helmInstall";
    }
  }

  /**
   * Creates an EKS add-on and waits until it is ACTIVE, as Terraform and CloudFormation do.
   *
   * @param name name of the add-on
   * @param objects its objects
   * @param timeoutNanos how long the client waits
   */
  record CreateAddon(String name, List<AppliedObject> objects, long timeoutNanos)
      implements StepAction {

    /** Makes the list unmodifiable. */
    public CreateAddon {
      objects = List.copyOf(objects);
    }

    @Override
    public String word() {
      return "createAddon";
    }
  }
}
