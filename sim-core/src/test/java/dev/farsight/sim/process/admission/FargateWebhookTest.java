package dev.farsight.sim.process.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.FargateProfileStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import dev.farsight.sim.process.admission.AdmissionVerdict.Reason;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.FargateSwitches;
import dev.farsight.sim.spec.ModelDefaults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FargateWebhookTest {

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);

  private PodAdmission admission(FargateSwitches switches) {
    FargateWebhook webhook =
        new FargateWebhook(
            cluster, switches, "us-east-1", new RandomStreams(1).stream("fargate.tie"));
    return new PodAdmission(cluster, webhook);
  }

  private PodAdmission admission() {
    return admission(ModelDefaults.SWITCHES);
  }

  private void profile(String name, String namespace, String status, boolean admitting) {
    FargateProfileSpec spec =
        new FargateProfileSpec(
            List.of(new FargateProfileSelector(namespace, Map.of())), List.of(), null);
    cluster.create(
        new FargateProfile(
            ObjectMeta.named("", name), spec, new FargateProfileStatus(status, admitting)));
  }

  private static Pod pod(String namespace) {
    ResourceRequirements resources =
        new ResourceRequirements(
            Map.of("cpu", Quantity.parse("100m"), "memory", Quantity.parse("100Mi")), Map.of());
    Container container = Container.of("c", "nginx:1").withResources(resources);
    PodSpec spec = PodSpec.of(List.of(container));
    return new Pod(ObjectMeta.named(namespace, "web-1").withUid("uid-1"), spec, PodStatus.PENDING);
  }

  private Reason reasonFor(PodAdmission admission, Pod pod) {
    admission.admit(pod);
    AdmissionVerdict verdict = admission.verdict("uid-1");
    assertThat(verdict).isNotNull();
    return verdict.reason();
  }

  @Test
  void anAdmittedPodGetsSchedulerLabelSizeAndTheHighestPriorityButNoFargateToleration() {
    profile("fp", "shop", "ACTIVE", true);

    Pod admitted = admission().admit(pod("shop"));

    assertThat(admitted.spec().schedulerName()).isEqualTo("fargate-scheduler");
    assertThat(admitted.spec().priorityClassName()).isEqualTo("system-node-critical");
    assertThat(admitted.spec().priority()).isEqualTo(2_000_001_000);
    assertThat(admitted.metadata().labels())
        .containsEntry("eks.amazonaws.com/fargate-profile", "fp");
    assertThat(admitted.metadata().annotations())
        .containsEntry("CapacityProvisioned", "0.25vCPU 0.5GB")
        .containsEntry("Logging", "LoggingDisabled: LOGGING_CONFIGMAP_NOT_FOUND");
    assertThat(admitted.spec().tolerations())
        .extracting(t -> t.key())
        .containsExactly("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
  }

  @Test
  void noPodIsAdmittedBeforeTheFirstProfileIsEffective() {
    profile("fp", "shop", "CREATING", false);
    PodAdmission admission = admission();

    Pod pod = admission.admit(pod("shop"));

    assertThat(pod.spec().schedulerName()).isEqualTo("default-scheduler");
    AdmissionVerdict verdict = admission.verdict("uid-1");
    assertThat(verdict).isNotNull();
    assertThat(verdict.reason()).isEqualTo(Reason.NO_WEBHOOK);
    assertThat(verdict.profiles().get(0).status()).isEqualTo("CREATING");
    assertThat(verdict.profiles().get(0).selects()).isTrue();
  }

  @Test
  void aProfileThatIsActiveButNotPropagatedDoesNotAdmit() {
    profile("first", "other", "ACTIVE", true);
    profile("second", "shop", "ACTIVE", false);

    assertThat(reasonFor(admission(), pod("shop"))).isEqualTo(Reason.PROFILE_NOT_PROPAGATED);
  }

  @Test
  void aProfileThatIsBeingDeletedDoesNotAdmit() {
    profile("first", "other", "ACTIVE", true);
    profile("second", "shop", "DELETING", false);

    assertThat(reasonFor(admission(), pod("shop"))).isEqualTo(Reason.PROFILE_NOT_ACTIVE);
  }

  @Test
  void aPodThatChoosesAProfileHearsOfThatProfileAlone() {
    profile("a", "shop", "CREATING", false);
    profile("b", "shop", "ACTIVE", true);
    profile("c", "shop", "ACTIVE", false);
    profile("d", "other", "CREATING", false);
    PodAdmission admission = admission();

    assertThat(reasonFor(admission, choosing("a"))).isEqualTo(Reason.PROFILE_NOT_ACTIVE);
    assertThat(textFor(admission)).endsWith("was not ACTIVE: a CREATING");
    assertThat(reasonFor(admission, choosing("c"))).isEqualTo(Reason.PROFILE_NOT_PROPAGATED);
    assertThat(reasonFor(admission, choosing("d"))).isEqualTo(Reason.CHOSEN_PROFILE_MISMATCH);
    assertThat(textFor(admission)).endsWith("profile d, which does not select it");
    assertThat(reasonFor(admission, choosing("x"))).isEqualTo(Reason.CHOSEN_PROFILE_MISMATCH);
    assertThat(textFor(admission)).endsWith("profile x, which does not exist");
    assertThat(reasonFor(admission, choosing("b"))).isEqualTo(Reason.SELECTED);
  }

  private static Pod choosing(String profile) {
    Pod pod = pod("shop");
    return pod.withMetadata(
        pod.metadata().withLabels(Map.of("eks.amazonaws.com/fargate-profile", profile)));
  }

  private static String textFor(PodAdmission admission) {
    AdmissionVerdict verdict = admission.verdict("uid-1");
    assertThat(verdict).isNotNull();
    return verdict.text();
  }

  @Test
  void aNamespaceThatNoProfileSelectsIsNotAdmitted() {
    profile("fp", "default", "ACTIVE", true);

    assertThat(reasonFor(admission(), pod("keda"))).isEqualTo(Reason.NOT_SELECTED);
  }

  @Test
  void wildcardsInTheNamespaceSelect() {
    profile("fp", "team-?-*", "ACTIVE", true);

    assertThat(reasonFor(admission(), pod("team-a-shop"))).isEqualTo(Reason.SELECTED);
    assertThat(reasonFor(admission(), pod("team-ab"))).isEqualTo(Reason.NOT_SELECTED);
  }

  @Test
  void theEc2AnnotationTheNodeNameAndAForeignSchedulerKeepAPodOffFargate() {
    profile("fp", "shop", "ACTIVE", true);
    Pod pod = pod("shop");
    Pod annotated =
        pod.withMetadata(
            pod.metadata().withAnnotations(Map.of("eks.amazonaws.com/compute-type", "ec2")));

    assertThat(reasonFor(admission(), annotated)).isEqualTo(Reason.EC2_ANNOTATION);
    assertThat(reasonFor(admission(), pod.withSpec(pod.spec().withNodeName("n"))))
        .isEqualTo(Reason.NODE_NAME);
    assertThat(reasonFor(admission(), pod.withSpec(pod.spec().withSchedulerName("mine"))))
        .isEqualTo(Reason.FOREIGN_SCHEDULER);
  }

  @Test
  void onlyANodeSelectorThatAFargateNodeDoesNotSatisfyKeepsAPodOff() {
    profile("fp", "shop", "ACTIVE", true);
    Pod pod = pod("shop");
    Pod linux = pod.withSpec(pod.spec().withNodeSelector(Map.of("kubernetes.io/os", "linux")));
    Pod arm = pod.withSpec(pod.spec().withNodeSelector(Map.of("kubernetes.io/arch", "arm64")));
    FargateSwitches any =
        ModelDefaults.SWITCHES.withNodeSelectorSkips(FargateSwitches.NodeSelectorSkips.ANY);

    assertThat(reasonFor(admission(), linux)).isEqualTo(Reason.SELECTED);
    assertThat(reasonFor(admission(), arm)).isEqualTo(Reason.NODE_SELECTOR);
    assertThat(reasonFor(admission(any), linux)).isEqualTo(Reason.NODE_SELECTOR);
  }

  @Test
  void theFirstOfSeveralMatchingProfilesByNameTakesThePodUnlessItChoosesAnother() {
    profile("prod-workload", "shop", "ACTIVE", true);
    profile("beta-workload", "shop", "ACTIVE", true);
    Pod pod = pod("shop");
    Pod choosing = withProfileLabel(pod, "prod-workload");

    assertThat(admission().admit(pod).metadata().labels())
        .containsEntry("eks.amazonaws.com/fargate-profile", "beta-workload");
    assertThat(admission().admit(choosing).metadata().labels())
        .containsEntry("eks.amazonaws.com/fargate-profile", "prod-workload");
    assertThat(reasonFor(admission(), withProfileLabel(pod, "gone")))
        .isEqualTo(Reason.CHOSEN_PROFILE_MISMATCH);
  }

  private static Pod withProfileLabel(Pod pod, String profile) {
    return pod.withMetadata(
        pod.metadata().withLabels(Map.of("eks.amazonaws.com/fargate-profile", profile)));
  }

  @Test
  void aPodThatIsNotAdmittedKeepsItsOwnPriority() {
    Pod pod = pod("kube-system");
    Pod critical = pod.withSpec(pod.spec().withPriorityClassName("system-cluster-critical"));

    assertThat(admission().admit(critical).spec().priority()).isEqualTo(2_000_000_000);
  }

  @Test
  void aPriorityThatIsNotThatOfItsClassIsRefused() {
    Pod pod = pod("shop");
    Pod lying =
        pod.withSpec(pod.spec().withPriorityClassName("system-node-critical").withPriority(0));

    assertThatThrownBy(() -> admission().admit(lying))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(
            "the integer value of priority (0) must not be provided in pod spec; priority"
                + " admission controller computed 2000001000");
  }

  @Test
  void podsOfANamespaceThatDoesNotExistAreRefused() {
    NamespaceLifecycle.register(cluster);

    assertThatThrownBy(() -> cluster.create(pod("nowhere")))
        .hasMessage("namespaces \"nowhere\" not found");

    cluster.create(new Namespace(ObjectMeta.named("", "nowhere"), new NamespaceStatus("Active")));
    assertThat(cluster.create(pod("nowhere")).name()).isEqualTo("web-1");
  }

  @Test
  void theWebhookStaysWhenItsProfileIsGone() {
    PodAdmission admission = admission();
    profile("fp", "shop", "ACTIVE", true);
    simulator.run(0);
    cluster.delete(Kinds.FARGATE_PROFILE, "fp", dev.farsight.sim.cluster.DeleteOptions.BACKGROUND);

    assertThat(reasonFor(admission, pod("shop"))).isEqualTo(Reason.NOT_SELECTED);
  }
}
