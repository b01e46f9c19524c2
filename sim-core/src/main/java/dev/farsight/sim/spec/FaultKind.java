package dev.farsight.sim.spec;

/** What the world can break. */
public enum FaultKind {
  /** No route to AWS and registries: launches time out, pulls fail. */
  NAT_DOWN("nat-down"),
  /** No Fargate capacity. */
  CAPACITY_UNAVAILABLE("capacity-unavailable"),
  /** Provisioning attempts time out. */
  LAUNCH_TIMEOUT("launch-timeout"),
  /** The pod execution role cannot be assumed. */
  ROLE_BROKEN("role-broken"),
  /** Images cannot be pulled. */
  IMAGE_PULL_FAILING("image-pull-failing"),
  /** The vCPU quota is used up by others. */
  QUOTA("quota"),
  /** The AWS account is blocked. */
  ACCOUNT_BLOCKED("account-blocked"),
  /** The availability zone knows no Fargate. */
  ZONE_UNSUPPORTED("zone-unsupported"),
  /** The subnets have no free address. */
  SUBNET_EXHAUSTED("subnet-exhausted"),
  /** Launches are throttled to one per second. */
  LAUNCH_THROTTLED("launch-throttled"),
  /** The cluster's DNS does not answer: pods do not become Ready. */
  DNS_DOWN("dns-down"),
  /** KEDA's operator does not run. */
  KEDA_OPERATOR_DOWN("keda-operator-down"),
  /** KEDA's metrics server does not run. */
  KEDA_METRICS_SERVER_DOWN("keda-metrics-server-down");

  private final String word;

  FaultKind(String word) {
    this.word = word;
  }

  /** Returns the word that scenarios use. */
  public String word() {
    return word;
  }
}
