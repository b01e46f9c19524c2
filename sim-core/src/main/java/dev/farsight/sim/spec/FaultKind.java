package dev.farsight.sim.spec;

/** What the world can break, and what is seen of it. */
public enum FaultKind {
  /** No route to AWS and registries. */
  NAT_DOWN(
      "nat-down",
      "the NAT gateway does not answer: without VPC endpoints provisioning times out every 180 s,"
          + " and images cannot be pulled"),
  /** No Fargate capacity. */
  CAPACITY_UNAVAILABLE(
      "capacity-unavailable",
      "fargate-scheduler says \"Fargate capacity is unavailable at this time\"; with zones: only in"
          + " those availability zones"),
  /** Provisioning attempts time out. */
  LAUNCH_TIMEOUT(
      "launch-timeout",
      "provisioning attempts time out although the network works: a hiccup of Fargate"),
  /** The pod execution role cannot be assumed. */
  ROLE_BROKEN(
      "role-broken",
      "the pod execution role is missing or does not trust Fargate: \"Misconfigured Fargate Profile:"
          + " ... Failed to assume PodExecutionRole\""),
  /** The pod execution role has lost its mapping. */
  ROLE_UNMAPPED(
      "role-unmapped",
      "the role's mapping is gone from aws-auth (or its access entry): \"Misconfigured Fargate"
          + " Profile: ... Pod execution role is not found in auth config\""),
  /** Images cannot be pulled. */
  IMAGE_PULL_FAILING(
      "image-pull-failing", "the registry does not answer: ErrImagePull, ImagePullBackOff"),
  /** The image is not there. */
  IMAGE_MISSING(
      "image-missing",
      "the image does not exist, or the role may not pull it: ErrImagePull at once, not found"),
  /** The vCPU quota is used up by others. */
  QUOTA(
      "quota",
      "others of the account use the vCPU quota up: \"Your AWS account has reached the limit on the"
          + " number of Fargate pods\""),
  /** The AWS account is blocked. */
  ACCOUNT_BLOCKED("account-blocked", "\"Your AWS account is currently blocked\""),
  /** The availability zone knows no Fargate. */
  ZONE_UNSUPPORTED(
      "zone-unsupported",
      "\"Fargate is not supported in the requested availability zone\"; with zones: only in those"),
  /** The subnets have no free address. */
  SUBNET_EXHAUSTED(
      "subnet-exhausted", "the subnets have no free address (synthetic text: none was reported)"),
  /** Launches are throttled to one per second. */
  LAUNCH_THROTTLED("launch-throttled", "launches are throttled to one per second, as in 2020"),
  /** The cluster's DNS does not answer. */
  DNS_DOWN(
      "dns-down",
      "the cluster's DNS does not answer: pods do not become Ready, needsDns pods crash"),
  /** Security groups keep pods from the cluster. */
  SECURITY_GROUP_CLOSED(
      "security-group-closed",
      "the pods' security groups let nothing through to the cluster: provisioning times out"),
  /** The API endpoint does not answer the pods' machines. */
  API_ENDPOINT_CLOSED(
      "api-endpoint-closed",
      "the cluster's API endpoint does not answer the Fargate machines: provisioning times out"),
  /** KEDA's operator does not run. */
  KEDA_OPERATOR_DOWN(
      "keda-operator-down", "KEDA's operator does not run: nothing is scaled from 0"),
  /** KEDA's metrics server does not run. */
  KEDA_METRICS_SERVER_DOWN(
      "keda-metrics-server-down",
      "KEDA's metrics server does not run: autoscalers get no external metrics");

  private final String word;
  private final String effect;

  FaultKind(String word, String effect) {
    this.word = word;
    this.effect = effect;
  }

  /** Returns the word that scenarios use. */
  public String word() {
    return word;
  }

  /** Returns what is seen of it, in one sentence. */
  public String effect() {
    return effect;
  }
}
