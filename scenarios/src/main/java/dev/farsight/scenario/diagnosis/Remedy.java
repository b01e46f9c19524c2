package dev.farsight.scenario.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What people do about stuck pods: the catalogue of remedies. How each changes a scenario is known
 * to {@code dev.farsight.scenario.fix}; delays are the time that AWS takes for them, as far as
 * reports and experience tell.
 */
public enum Remedy {
  /** Time. */
  WAIT(
      "wait: what retries by itself succeeds",
      "",
      When.NOW,
      0,
      "no cost",
      "nothing that runs is touched"),
  /** A profile for the namespace. */
  CREATE_PROFILE(
      "create a Fargate profile that selects these pods; pods that exist are not touched by it",
      "eksctl create fargateprofile --cluster CLUSTER --name fp-NS --namespace NS",
      When.NOW,
      0,
      "Fargate pods are billed by their size",
      "nothing that runs is touched"),
  /** A profile with another selector. */
  WIDEN_SELECTOR(
      "create a profile that selects the whole namespace, without the labels that these pods do not carry",
      "eksctl create fargateprofile --cluster CLUSTER --name fp-NS --namespace NS",
      When.NOW,
      0,
      "Fargate pods are billed by their size",
      "from now on every new pod of the namespace goes to Fargate"),
  /** New pods of the same template. */
  ROLLOUT_RESTART(
      "re-create the pods by a rollout restart, once the profile is ACTIVE and propagated (about 30 s later)",
      "kubectl rollout restart OWNER -n NS",
      When.NOW,
      0,
      "no cost",
      "Ready pods of the same workload are replaced one after the other"),
  /** New pods because the old ones are deleted. */
  DELETE_PODS(
      "delete the stuck pods once the profile is ACTIVE; their controller makes new ones (bare pods: kubectl replace --force)",
      "kubectl delete pod -n NS --field-selector status.phase=Pending",
      When.NOW,
      0,
      "no cost",
      "only Pending pods are touched"),
  /** A toleration, in place. */
  ADD_TOLERATION(
      "add a toleration for the taint of Fargate nodes",
      "kubectl patch pod POD -n NS --type json -p '[{\"op\":\"add\",\"path\":\"/spec/tolerations/-\",\"value\":{\"key\":\"eks.amazonaws.com/compute-type\",\"operator\":\"Equal\",\"value\":\"fargate\",\"effect\":\"NoSchedule\"}}]'",
      When.NOW,
      0,
      "no cost",
      "lets stray pods and DaemonSets aim at Fargate nodes"),
  /** Labels on the pod template. */
  ADD_LABELS(
      "put the labels of the profile's selector on the pod template; the change re-creates the pods",
      "kubectl patch OWNER -n NS -p '{\"spec\":{\"template\":{\"metadata\":{\"labels\":{LABELS}}}}}'",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created; Services, NetworkPolicies and PodDisruptionBudgets that select by these labels take them in as well"),
  /** Without the annotation. */
  REMOVE_EC2_ANNOTATION(
      "remove the annotation eks.amazonaws.com/compute-type: ec2 from the pod template; the change re-creates the pods",
      "kubectl patch OWNER -n NS --type json -p '[{\"op\":\"remove\",\"path\":\"/spec/template/metadata/annotations/eks.amazonaws.com~1compute-type\"}]'",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created"),
  /** Without the nodeSelector. */
  DROP_NODE_SELECTOR(
      "drop the nodeSelector that no Fargate node satisfies; the change re-creates the pods",
      "kubectl patch OWNER -n NS --type json -p '[{\"op\":\"remove\",\"path\":\"/spec/template/spec/nodeSelector\"}]'",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created"),
  /** Without the scheduler's name. */
  DROP_SCHEDULER_NAME(
      "drop schedulerName from the pod template; the change re-creates the pods",
      "kubectl patch OWNER -n NS --type json -p '[{\"op\":\"remove\",\"path\":\"/spec/template/spec/schedulerName\"}]'",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created"),
  /** Off Fargate, onto EC2. */
  KEEP_ON_EC2(
      "keep the pods on EC2: annotate their template eks.amazonaws.com/compute-type: ec2 (or move them to a namespace that no profile selects)",
      "kubectl patch OWNER -n NS --type merge -p '{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"eks.amazonaws.com/compute-type\":\"ec2\"}}}}}'",
      When.NOW,
      0,
      "no cost where EC2 nodes have room",
      "the pods are re-created; without an EC2 node that takes them they stay Pending"),
  /** A spec that Fargate takes. */
  REMOVE_UNSUPPORTED_FIELDS(
      "remove what Fargate refuses from the pod template (privileged, hostNetwork, host ports, unsupported volumes), or run it on EC2 in a namespace that no profile selects",
      "kubectl edit OWNER -n NS",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created; what needed the fields does not work on Fargate"),
  /** Smaller requests. */
  REDUCE_REQUESTS(
      "request at most 16 vCPU and 120 GB per pod",
      "kubectl set resources OWNER -n NS --requests=cpu=16,memory=112Gi",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created with less"),
  /** Requests and limits alike. */
  REQUESTS_EQUAL_LIMITS(
      "set requests equal to limits for all containers",
      "kubectl set resources OWNER -n NS --limits=cpu=$CPU,memory=$MEMORY --requests=cpu=$CPU,memory=$MEMORY",
      When.NOW,
      0,
      "larger Fargate sizes",
      "the pods are re-created"),
  /** More disk. */
  REQUEST_STORAGE(
      "request ephemeral-storage for the image (up to 175 GiB)",
      "kubectl set resources OWNER -n NS --requests=ephemeral-storage=100Gi",
      When.NOW,
      0,
      "0.000111 USD per GB-hour above 20 GB",
      "the pods are re-created"),
  /** Another port. */
  CHANGE_PORT(
      "let the container listen on another port than 10250, which is the kubelet's on Fargate",
      "helm upgrade $RELEASE $CHART -n NS --reuse-values --set webhook.securePort=10260",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created; Services and webhooks must name the new port"),
  /** DaemonSets off Fargate nodes. */
  DAEMONSET_AFFINITY(
      "keep the DaemonSet off Fargate nodes: node affinity eks.amazonaws.com/compute-type NotIn fargate",
      "kubectl patch OWNER -n NS -p '{\"spec\":{\"template\":{\"spec\":{\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"eks.amazonaws.com/compute-type\",\"operator\":\"NotIn\",\"values\":[\"fargate\"]}]}]}}}}}}}'",
      When.NOW,
      0,
      "no cost",
      "the DaemonSet's pods are replaced; Fargate pods need a sidecar for what it does"),
  /** Ended pods go. */
  JOB_TTL(
      "delete pods that have ended, and give their Jobs a ttlSecondsAfterFinished",
      "kubectl get jobs -n NS -o name | xargs -n 1 kubectl patch -n NS --type merge -p '{\"spec\":{\"ttlSecondsAfterFinished\":60}}'; kubectl delete pod -n NS --field-selector=status.phase=Succeeded",
      When.NOW,
      0,
      "saves money",
      "logs of ended pods go with them"),
  /** A way to AWS and the registries. */
  ADD_NAT(
      "give the subnets a NAT gateway (private subnets, route 0.0.0.0/0 to it); the next retry succeeds, no pod is made anew",
      "NAT_GATEWAY=$(aws ec2 create-nat-gateway --subnet-id $PUBLIC_SUBNET --allocation-id $ELASTIC_IP --query NatGateway.NatGatewayId --output text) && aws ec2 wait nat-gateway-available --nat-gateway-ids $NAT_GATEWAY && for r in $PRIVATE_ROUTES; do aws ec2 create-route --route-table-id $r --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT_GATEWAY; done",
      When.NOW,
      180,
      "about 33 USD a month and 0.045 USD per GB",
      "nothing that runs is touched"),
  /** Private ways to AWS. */
  ADD_ENDPOINTS(
      "add VPC endpoints for ECR (api, dkr), S3 and STS; only images of the account's own ECR can be pulled then",
      "for s in ecr.api ecr.dkr sts; do aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --subnet-ids $SUBNETS --security-group-ids $GROUP --service-name com.amazonaws.$AWS_REGION.$s; done; aws ec2 create-vpc-endpoint --vpc-id $VPC --route-table-ids $PRIVATE_ROUTES --service-name com.amazonaws.$AWS_REGION.s3",
      When.NOW,
      120,
      "about 7 USD a month and zone for each of three interface endpoints; S3 is free",
      "nothing that runs is touched"),
  /** The cluster security group. */
  OPEN_SECURITY_GROUP(
      "add the cluster security group to the pods' security groups",
      "kubectl edit securitygrouppolicy -n NS",
      When.NOW,
      0,
      "no cost",
      "opens the cluster's ports to these pods"),
  /** Private access. */
  OPEN_API_ENDPOINT(
      "switch private access of the cluster's API endpoint on (or add the NAT address to the public CIDRs)",
      "aws eks update-cluster-config --name CLUSTER --resources-vpc-config endpointPrivateAccess=true",
      When.NOW,
      600,
      "no cost",
      "nothing that runs is touched"),
  /** The role. */
  REPAIR_ROLE(
      "repair the pod execution role: it must exist, trust eks-fargate-pods.amazonaws.com, and its aws:SourceArn condition must cover the cluster",
      "aws iam update-assume-role-policy --role-name $POD_EXECUTION_ROLE --policy-document file://trust.json",
      When.NOW,
      60,
      "no cost",
      "nothing that runs is touched"),
  /** The mapping. */
  RESTORE_ROLE_MAPPING(
      "restore the role's mapping in aws-auth (groups system:bootstrappers, system:nodes, system:node-proxier) or its access entry",
      "eksctl create iamidentitymapping --cluster CLUSTER --arn $POD_EXECUTION_ROLE_ARN --username 'system:node:{{SessionName}}' --group system:bootstrappers --group system:nodes --group system:node-proxier",
      When.NOW,
      60,
      "no cost",
      "one report needed AWS support on top (containers-roadmap#807)"),
  /** More quota. */
  RAISE_QUOTA(
      "raise the quota \"Fargate On-Demand vCPU resource count\" (L-3032A538)",
      "aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value N",
      When.NOW,
      3600,
      "Fargate pods are billed by their size",
      "nothing that runs is touched"),
  /** More of a namespace's quota. */
  RAISE_RESOURCE_QUOTA(
      "raise the ResourceQuota of the namespace so far that the missing pods fit; their controller tries again by itself, within 17 minutes",
      "kubectl edit resourcequota -n NS",
      When.NOW,
      0,
      "no cost",
      "the namespace may take more of the cluster"),
  /** What a quota wants to be told. */
  SET_REQUESTS(
      "give the containers the requests and limits that the ResourceQuota asks for (or a LimitRange with defaults)",
      "kubectl set resources OWNER -n NS --requests=cpu=250m,memory=512Mi",
      When.NOW,
      0,
      "no cost",
      "the pods are re-created with the new requests"),
  /** Fewer pods. */
  SCALE_DOWN(
      "want no more pods than there is room for",
      "kubectl scale OWNER -n NS --replicas=N",
      When.NOW,
      0,
      "no cost",
      "fewer pods than were wanted; an autoscaler that owns the count sets it back"),
  /** A higher rate. */
  RAISE_LAUNCH_RATE(
      "raise the launch rate quota of Fargate",
      "aws service-quotas list-service-quotas --service-code fargate --query 'Quotas[].[QuotaName,QuotaCode,Value]' --output table",
      When.NOW,
      3600,
      "no cost",
      "nothing that runs is touched"),
  /** Other zones. */
  ADD_SUBNET(
      "replace the profile by one with private subnets in further availability zones (create the new one first, then delete the old)",
      "aws eks create-fargate-profile --cluster-name CLUSTER --fargate-profile-name PROFILE-zones --pod-execution-role-arn $POD_EXECUTION_ROLE_ARN --selectors namespace=NS --subnets $SUBNETS && aws eks wait fargate-profile-active --cluster-name CLUSTER --fargate-profile-name PROFILE-zones && sleep 30 && aws eks delete-fargate-profile --cluster-name CLUSTER --fargate-profile-name PROFILE",
      When.NOW,
      0,
      "no cost",
      "deleting the old profile re-creates all of its pods at once"),
  /** EC2 nodes. */
  ADD_NODE_GROUP(
      "add an EC2 node group: kube-scheduler retries for ever and takes it at once; the pods then run on EC2, not on Fargate",
      "eksctl create nodegroup --cluster CLUSTER --node-type m5.large --nodes 1",
      When.NOW,
      180,
      "about 70 USD a month for an m5.large",
      "EC2 nodes to patch and to scale"),
  /** CoreDNS. */
  REPAIR_DNS(
      "repair the cluster's DNS: its pods first, the others recover by themselves",
      "kubectl get pods -n kube-system -l k8s-app=kube-dns",
      When.NOW,
      0,
      "no cost",
      "nothing that runs is touched"),
  /** The image. */
  REPAIR_IMAGE(
      "push the image, correct its name, or give the execution role rights on its repository",
      "aws ecr describe-images --repository-name $REPOSITORY",
      When.NOW,
      0,
      "no cost",
      "nothing that runs is touched"),
  /** AWS support. */
  CONTACT_SUPPORT(
      "ask AWS support to unblock the account",
      "https://console.aws.amazon.com/support",
      When.NOW,
      14400,
      "no cost",
      "nothing that runs is touched"),
  /** Something that can start. */
  REPAIR_WORKLOAD(
      "repair the workload: its containers do not become Ready, or its pods are refused",
      "kubectl describe pod POD -n NS; kubectl logs POD -n NS",
      When.NOW,
      0,
      "no cost",
      "nothing that runs is touched"),
  /** Real retries. */
  SWITCH_BELIEF_OFF(
      "set createOnceScheduler: false, as in reality",
      "",
      When.NEXT_TIME,
      0,
      "no cost",
      "nothing that runs is touched"),
  /** The profile first. */
  PROFILE_FIRST(
      "install after the profile is ACTIVE and propagated (depends_on the profile; about 30 s after ACTIVE)",
      "eksctl create fargateprofile --cluster CLUSTER --name PROFILE --namespace NS && aws eks wait fargate-profile-active --cluster-name CLUSTER --fargate-profile-name PROFILE && sleep 30",
      When.NEXT_TIME,
      0,
      "no cost",
      "for new installations"),
  /** A selector without labels. */
  DROP_SELECTOR_LABEL(
      "drop the labels from the profile's selector: eksctl then recognises CoreDNS, and hooks and further pods are selected",
      "# of the profile: selectors: [{namespace: NS}]",
      When.NEXT_TIME,
      0,
      "no cost",
      "profiles cannot be edited: for new clusters, or by a new profile; every pod of the namespace then goes to Fargate"),
  /** A newer eksctl. */
  UPGRADE_EKSCTL(
      "create the cluster with a newer eksctl (0.208 recognises the label eks.amazonaws.com/component: coredns, 0.216 creates metrics-server after the profiles)",
      "eksctl version",
      When.NEXT_TIME,
      0,
      "no cost",
      "new clusters only"),
  /** One after the other. */
  SERIALISE_PROFILES(
      "create the profiles one after the other: each depends on the previous one",
      "aws eks wait fargate-profile-active --cluster-name CLUSTER --fargate-profile-name PROFILE",
      When.NEXT_TIME,
      0,
      "no cost",
      "takes as long as all of them together"),
  /** More patience. */
  RAISE_CLIENT_TIMEOUT(
      "raise the client's time-out (Helm and Terraform: 300 s to 900 s; in Terraform timeout = 900 in helm_release)",
      "helm upgrade --install $RELEASE $CHART -n NS --timeout 15m",
      When.NEXT_TIME,
      0,
      "no cost",
      "a real failure is noticed later"),
  /** The new one first. */
  CREATE_BEFORE_DELETE(
      "create the new profile under another name before the old one is deleted",
      "# Terraform: lifecycle { create_before_destroy = true }, and a name that changes",
      When.NEXT_TIME,
      0,
      "no cost",
      "both profiles exist for a while");

  /** When a remedy can be used. */
  public enum When {
    /** Now, in the cluster as it stands. */
    NOW,
    /** In the next installation: it changes how things are set up. */
    NEXT_TIME
  }

  private final String text;
  private final String command;
  private final When when;
  private final int delaySeconds;
  private final String money;
  private final String risk;

  Remedy(String text, String command, When when, int delaySeconds, String money, String risk) {
    this.text = text;
    this.command = command;
    this.when = when;
    this.delaySeconds = delaySeconds;
    this.money = money;
    this.risk = risk;
  }

  /** Returns the stable id, such as {@code rollout-restart}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what to do, in one sentence. */
  public String text() {
    return text;
  }

  /** Returns the command to type, with NS, OWNER, POD and CLUSTER to fill in; may be empty. */
  public String command() {
    return command;
  }

  /** Returns whether {@link #command} is typed in a shell; else it is written into a file. */
  public boolean isTyped() {
    return switch (this) {
      case DROP_SELECTOR_LABEL, SERIALISE_PROFILES, CREATE_BEFORE_DELETE, CONTACT_SUPPORT -> false;
      default -> true;
    };
  }

  /** Returns whether it can be used now, or only in the next installation. */
  public When when() {
    return when;
  }

  /** Returns how long it takes until it has an effect, in seconds, launches not counted. */
  public int delaySeconds() {
    return delaySeconds;
  }

  /** Returns what it costs, in a few words. */
  public String money() {
    return money;
  }

  /** Returns what else it does. */
  public String risk() {
    return risk;
  }

  /** Returns the remedy of an id, or null if there is none. */
  public static @Nullable Remedy byId(String id) {
    for (Remedy remedy : values()) {
      if (remedy.id().equals(id)) {
        return remedy;
      }
    }
    return null;
  }
}
