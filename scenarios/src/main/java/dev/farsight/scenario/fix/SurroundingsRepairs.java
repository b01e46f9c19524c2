package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.spec.FaultKind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remedies of what surrounds the cluster: network, roles, account. */
final class SurroundingsRepairs {

  /** A NAT gateway in us-east-1, US dollars a month: 0.045 an hour, traffic apart, AWS, 2026. */
  private static final double NAT_USD = 33;

  private static final long LEAST_VCPU_MILLI = 250;

  /** The quota is one, however much is asked for: a second request takes the place of the first. */
  private static final String QUOTA = "Fargate vCPU of the account";

  private final Situation situation;
  private final List<PodOutcome> pods;

  SurroundingsRepairs(Situation situation, List<PodOutcome> pods) {
    this.situation = situation;
    this.pods = pods;
  }

  /** Returns a remedy of the surroundings, or null if it is none. */
  @Nullable Part part(Remedy remedy) {
    return switch (remedy) {
      case ADD_NAT -> network(remedy, NAT_USD, set -> set.put("nat", true), endedByNat());
      case ADD_ENDPOINTS -> new EndpointRepair(situation, pods).part();
      case OPEN_SECURITY_GROUP ->
          network(
              remedy,
              0,
              set -> {
                set.putArray("securityGroups");
              },
              FaultKind.SECURITY_GROUP_CLOSED);
      case OPEN_API_ENDPOINT ->
          network(
              remedy,
              0,
              set -> {
                set.putObject("apiEndpoint").put("privateAccess", true);
              },
              FaultKind.API_ENDPOINT_CLOSED);
      case REPAIR_ROLE -> mend(remedy, FaultKind.ROLE_BROKEN, RoleCommands.repair(situation, pods));
      case RESTORE_ROLE_MAPPING ->
          mend(
              remedy,
              FaultKind.ROLE_UNMAPPED,
              RoleCommands.restoreMapping(situation, pods, command(remedy)));
      case RAISE_QUOTA -> raiseQuota();
      case RAISE_LAUNCH_RATE -> mend(remedy, FaultKind.LAUNCH_THROTTLED);
      case CONTACT_SUPPORT -> mend(remedy, FaultKind.ACCOUNT_BLOCKED);
      case REPAIR_IMAGE -> mend(remedy, FaultKind.IMAGE_MISSING);
      case REPAIR_DNS -> mend(remedy, FaultKind.DNS_DOWN);
      default -> null;
    };
  }

  /** Returns what to type for a remedy, with the names that are known. */
  private String command(Remedy remedy) {
    String command =
        remedy.command().replace("CLUSTER", situation.scenario().spec().cluster().name());
    return pods.isEmpty() ? command : command.replaceAll("\\bNS\\b", pods.get(0).namespace());
  }

  /**
   * Returns the faults that a way out ends. That images cannot be pulled in a dump is concluded
   * from its pods, and means that; where a scenario says so, it is the registry that does not
   * answer.
   */
  private FaultKind[] endedByNat() {
    for (KubeObject object : situation.scenario().spec().cluster().objects()) {
      if (object instanceof Fault fault
          && fault.spec().kind().equals(FaultKind.IMAGE_PULL_FAILING.word())) {
        return new FaultKind[] {FaultKind.NAT_DOWN, FaultKind.IMAGE_PULL_FAILING};
      }
    }
    return new FaultKind[] {FaultKind.NAT_DOWN};
  }

  private Part network(
      Remedy remedy, double usd, Consumer<ObjectNode> change, FaultKind... mended) {
    return new Part(
        remedy.id(),
        remedy,
        "",
        remedy == Remedy.ADD_NAT
            ? VpcCommands.nat(situation, pods, command(remedy))
            : List.of(command(remedy)),
        Part.Stage.SETUP,
        usd,
        (root, moment) -> {
          change.accept(moment.step(root, remedy.delaySeconds()).putObject("setNetwork"));
          for (FaultKind kind : mended) {
            moment.step(root, remedy.delaySeconds()).putObject("mend").put("kind", kind.word());
          }
          if (remedy == Remedy.ADD_NAT) {
            // aws ec2 wait comes back when the gateway is available.
            moment.waits(remedy.delaySeconds());
          }
        });
  }

  private Part mend(Remedy remedy, FaultKind kind) {
    return mend(remedy, kind, List.of(command(remedy)));
  }

  private static Part mend(Remedy remedy, FaultKind kind, List<String> commands) {
    return Repairs.part(
        remedy,
        "",
        Part.Stage.SETUP,
        (root, moment) ->
            moment.step(root, remedy.delaySeconds()).putObject("mend").put("kind", kind.word()),
        commands.toArray(String[]::new));
  }

  /** Returns the vCPU that a pod takes of the quota: memory, too, asks for a larger size. */
  private static long vcpuMilli(PodOutcome pod) {
    FargateSize size = FargateSize.holding(pod.story().cpuMilli(), pod.story().memoryBytes());
    return Math.max(LEAST_VCPU_MILLI, size == null ? pod.story().cpuMilli() : size.cpuMilli());
  }

  private Part raiseQuota() {
    long milli = situation.scenario().spec().cluster().quotas().fargateVcpuMilli();
    for (PodOutcome pod : situation.run().pods()) {
      milli += pod.deletedNanos() == null ? 2 * vcpuMilli(pod) : 0;
    }
    long vcpu = -Math.floorDiv(-milli, 1000);
    Remedy remedy = Remedy.RAISE_QUOTA;
    return Repairs.part(
        remedy,
        QUOTA + " to " + vcpu,
        Part.Stage.SETUP,
        (root, moment) -> {
          moment
              .step(root, remedy.delaySeconds())
              .putObject("setQuotas")
              .put("fargateVcpu", Long.toString(vcpu));
          moment
              .step(root, remedy.delaySeconds())
              .putObject("mend")
              .put("kind", FaultKind.QUOTA.word());
        },
        command(remedy).replace(" N", " " + desired(vcpu)));
  }

  /** Returns the value to ask for; where only a dump tells of the quota, so much above its own. */
  private String desired(long vcpu) {
    boolean seen =
        situation.scenario().spec().cluster().objects().stream()
            .anyMatch(
                object ->
                    object instanceof Fault fault
                        && fault.spec().kind().equals(FaultKind.QUOTA.word()));
    if (!seen) {
      return Long.toString(vcpu);
    }
    long more =
        -Math.floorDiv(-pods.stream().mapToLong(SurroundingsRepairs::vcpuMilli).sum(), 1000);
    return "$(( $(aws service-quotas get-service-quota --service-code fargate --quota-code"
        + " L-3032A538 --query Quota.Value --output text | cut -d. -f1) + "
        + Math.max(1, more)
        + " ))";
  }

  /** Returns how much a request for more quota asks for. */
  static long asked(Part part) {
    return Long.parseLong(part.target().substring(part.target().lastIndexOf(' ') + 1));
  }
}
