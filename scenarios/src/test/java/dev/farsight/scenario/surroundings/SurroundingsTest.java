package dev.farsight.scenario.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.resolve.Scenarios;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.result.StepOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the network, the account and the roles around a cluster do to its pods. */
class SurroundingsTest {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      metadata: {name: test}
      spec:
        until: 1h
        model: {fargate: {launch: 40s}}
        cluster:
          name: prod
          region: eu-west-1
      """;
  private static final String PROFILE =
      "    fargateProfiles: [{name: fp, selectors: [{namespace: shop}]}]\n";
  private static final String TIMED_OUT =
      "Pod provisioning timed out (will retry) for pod: shop/web";

  private static String pod(String container) {
    return "    - {at: 0s, apply: [{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop},"
        + " spec: {containers: [{name: c, "
        + container
        + "}]}}]}\n";
  }

  private static RunResult play(String cluster, String... steps) {
    return Scenarios.play(
        HEAD + cluster + "  timeline:\n" + pod("image: nginx") + String.join("\n", steps));
  }

  private static List<String> reasons(PodOutcome pod, String type) {
    return pod.story().events().stream()
        .filter(event -> event.type().equals(type))
        .map(EventRecord::reason)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{nat: false} | NoRoute",
        "{nat: false, endpoints: [ecr.api, ecr.dkr, sts]} | NoRoute",
        "{apiEndpoint: {privateAccess: false, publicAccessCidrs: [203.0.113.0/24]}} | ApiEndpointClosed",
        "{securityGroups: [{select: {namespace: shop}, ports: [80, 53]}]} | SecurityGroupClosed",
      })
  void aMachineThatCannotRegisterTimesOutEveryThreeMinutes(String network, String evidence) {
    PodOutcome pod = Scenarios.pod(play(PROFILE + "    network: " + network + "\n"), "shop");

    assertThat(pod.message()).isEqualTo(TIMED_OUT);
    assertThat(reasons(pod, "Evidence")).contains(evidence);
    assertThat(pod.stuck()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{nat: false} | {nat: true}",
        "{apiEndpoint: {privateAccess: false, publicAccessCidrs: [203.0.113.0/24]}}"
            + " | {apiEndpoint: {privateAccess: true}}",
        "{apiEndpoint: {privateAccess: false, publicAccessCidrs: [203.0.113.0/24]}, natAddresses:"
            + " [198.51.100.7]} | {apiEndpoint: {publicAccessCidrs: [198.51.100.0/24]}}",
        "{securityGroups: [{ports: []}]} | {securityGroups: []}",
      })
  void theNextTrySucceedsOnceTheNetworkIsMended(String network, String change) {
    PodOutcome pod =
        Scenarios.pod(
            play(
                PROFILE + "    network: " + network + "\n",
                "    - {at: 10m, setNetwork: " + change + "}"),
            "shop");

    assertThat(pod.state()).isEqualTo(PodState.READY);
    assertThat(pod.readyNanos()).isBetween(600_000_000_000L, 850_000_000_000L);
  }

  @Test
  void endpointsAloneLaunchPodsButServeOnlyImagesOfEcr() {
    String network =
        PROFILE
            + "    network: {nat: false, endpoints: [ecr.api, ecr.dkr, s3, com.amazonaws.eu-west-1.sts]}\n";
    PodOutcome foreign = Scenarios.pod(play(network), "shop");
    PodOutcome own =
        Scenarios.pod(
            Scenarios.play(
                HEAD
                    + network
                    + "  timeline:\n"
                    + pod("image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1")),
            "shop");

    assertThat(foreign.scheduledNanos()).isNotNull();
    assertThat(foreign.readyNanos()).isNull();
    assertThat(foreign.story().events())
        .anyMatch(
            event ->
                event.reason().equals("Failed")
                    && event.message().startsWith("Failed to pull image \"nginx\": ")
                    && event.message().endsWith("dial tcp docker.io:443: i/o timeout"));
    assertThat(own.state()).isEqualTo(PodState.READY);
  }

  @Test
  void aPublicSubnetLeadsNowhereAndAPrivateOneBesideItDoes() {
    PodOutcome pod =
        Scenarios.pod(
            play(
                "    fargateProfiles: [{name: fp, selectors: [{namespace: shop}], subnets: [{id: a,"
                    + " zone: eu-west-1a, nat: false}]}]\n"),
            "shop");
    assertThat(pod.message()).isEqualTo(TIMED_OUT);
  }

  @Test
  void imagesComeThroughTheSubnetThatThePodWasLaunchedInto() {
    String subnets =
        """
            fargateProfiles: [{name: fp, selectors: [{namespace: shop}], subnets: [%s]}]
            network: {nat: true}
        """;
    String dark = "{id: dark, zone: eu-west-1b, nat: false}";
    String follows = "{id: follows, zone: eu-west-1a}";
    String beside = "{id: beside, zone: eu-west-1a, nat: false}";
    for (String order :
        List.of(follows + ", " + dark, dark + ", " + follows, follows + ", " + beside)) {
      PodOutcome pod = Scenarios.pod(play(subnets.formatted(order)), "shop");
      boolean launchedIntoFirst = pod.state() == PodState.READY;
      boolean firstHasNat = order.startsWith(follows);
      assertThat(launchedIntoFirst).as(order).isEqualTo(firstHasNat);
      if (!firstHasNat) {
        assertThat(pod.message()).as(order).isEqualTo(TIMED_OUT);
      }
    }
  }

  @Test
  void anyLegalLatencyMayBeDrawn() {
    String model =
        HEAD.replace("until: 1h", "until: 10d")
            .replace(
                "{fargate: {launch: 40s}}",
                "{fargate: {launch: 40s, refusalRetry: 'exponential(mean=10s)'},"
                    + " kubelet: {imagePullTimeout: 20m}}");
    String late =
        "    - {at: 9d, apply: [{apiVersion: v1, kind: Namespace, metadata: {name: late}}]}\n";
    PodOutcome refused =
        Scenarios.pod(
            Scenarios.play(
                model
                    + PROFILE
                    + "    quotas: {fargateVcpu: 0}\n  timeline:\n"
                    + pod("image: i")
                    + late),
            "shop");
    PodOutcome unpulled =
        Scenarios.pod(
            Scenarios.play(
                model
                    + PROFILE
                    + "    network: {nat: false, endpoints: [ecr.api, ecr.dkr, s3, sts]}\n"
                    + "  timeline:\n"
                    + pod("image: i")
                    + late),
            "shop");

    assertThat(refused.story().events())
        .anyMatch(event -> event.reason().equals("FailedScheduling") && event.count() > 75_000);
    assertThat(unpulled.story().events())
        .anyMatch(event -> event.reason().equals("Failed") && event.count() > 100);
  }

  @ParameterizedTest
  @CsvSource({
    "fp, web, Fargate profile fp does not select it",
    "gone, web, Fargate profile gone does not exist",
    "'', web, no Fargate profile selects it",
  })
  void aPodThatNamesFargateItselfNeedsAProfileThatSelectsIt(
      String chosen, String name, String reason) {
    String label = chosen.isEmpty() ? "" : "eks.amazonaws.com/fargate-profile: " + chosen;
    PodOutcome pod =
        Scenarios.pod(
            Scenarios.play(
                HEAD
                    + PROFILE
                    + "  timeline:\n    - {at: 0s, apply: [{apiVersion: v1, kind: Pod, metadata:"
                    + " {name: "
                    + name
                    + ", namespace: other, labels: {"
                    + label
                    + "}}, spec: {schedulerName: fargate-scheduler, containers: [{name: c, image:"
                    + " i}]}}]}\n"),
            "other");

    assertThat(pod.message()).isEqualTo("Pod not authorized to run on Fargate: " + reason);
    assertThat(pod.node()).isNull();
    assertThat(pod.stuck()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{exists: false} | Failed to assume PodExecutionRole | role-broken",
        "{trustsFargate: false} | Failed to assume PodExecutionRole | role-broken",
        "{sourceArn: 'arn:aws:eks:eu-west-1:111122223333:fargateprofile/staging/*'}"
            + " | Failed to assume PodExecutionRole | role-broken",
        "{inAuthConfig: false} | Pod execution role is not found in auth config | role-unmapped",
      })
  void aBrokenRoleBlocksTheProfileUntilItIsMended(String role, String text, String fault) {
    String cluster =
        "    fargateProfiles: [{name: fp, selectors: [{namespace: shop}], podExecutionRole: "
            + role
            + "}]\n";
    PodOutcome broken = Scenarios.pod(play(cluster), "shop");
    PodOutcome mended =
        Scenarios.pod(
            play(cluster, "    - {at: 10m, mend: {kind: " + fault + ", profile: fp}}"), "shop");

    assertThat(broken.message())
        .startsWith("Misconfigured Fargate Profile: fargate profile fp blocked for new launches")
        .contains(text);
    assertThat(mended.state()).isEqualTo(PodState.READY);
  }

  @Test
  void aSourceArnThatCoversTheClusterLetsPodsThrough() {
    PodOutcome pod =
        Scenarios.pod(
            play(
                "    fargateProfiles: [{name: fp, selectors: [{namespace: shop}], podExecutionRole:"
                    + " {sourceArn: 'arn:aws:eks:eu-west-1:111122223333:fargateprofile/prod/*'}}]\n"),
            "shop");
    assertThat(pod.state()).isEqualTo(PodState.READY);
  }

  @Test
  void aZoneWithoutCapacityRefusesAndTheNextSubnetTakesThePod() {
    String subnets =
        "    fargateProfiles: [{name: fp, selectors: [{namespace: shop}], subnets: [{id: a, zone:"
            + " eu-west-1a}%s]}]\n";
    String fault = "    - {at: 0s, fault: {kind: capacity-unavailable, zones: [eu-west-1a]}}";
    PodOutcome alone = Scenarios.pod(play(subnets.formatted(""), fault), "shop");
    PodOutcome both =
        Scenarios.pod(play(subnets.formatted(", {id: b, zone: eu-west-1b}"), fault), "shop");

    assertThat(alone.message()).startsWith("Fargate capacity is unavailable at this time.");
    assertThat(both.state()).isEqualTo(PodState.READY);
  }

  @Test
  void aQuotaRaisedLaterLetsThePodThrough() {
    PodOutcome pod =
        Scenarios.pod(
            play(
                PROFILE + "    quotas: {fargateVcpu: 0}\n",
                "    - {at: 20m, setQuotas: {fargateVcpu: 6}}"),
            "shop");
    assertThat(pod.readyNanos()).isBetween(1_200_000_000_000L, 1_320_000_000_000L);
  }

  @Test
  void theHeadroomFollowsTheQuota() {
    RunResult run =
        play(
            PROFILE + "    quotas: {fargateVcpu: 6}\n",
            "    - {at: 20m, setQuotas: {fargateVcpu: 10}}");
    Series headroom = run.series("quota_headroom_vcpu");
    assertThat(headroom).isNotNull();
    // The pod of the starting state holds its quarter from the beginning of its launch.
    assertThat(headroom.value(0)).isEqualTo(5.75);
    assertThat(headroom.value(1)).isEqualTo(9.75);
    assertThat(headroom.timeNanos(1)).isEqualTo(1_200_000_000_000L);
  }

  @Test
  void aCopiedSizeBillsNothingOnEc2() {
    RunResult run =
        Scenarios.play(
            HEAD
                + "    nodes: [{name: ng, count: 1, instanceType: m5.large}]\n  timeline:\n"
                + pod("image: i")
                    .replace(
                        "namespace: shop}",
                        "namespace: shop, annotations: {CapacityProvisioned: 4vCPU 8GB}}"));
    assertThat(Scenarios.pod(run, "shop").state()).isEqualTo(PodState.READY);
    assertThat(Scenarios.pod(run, "shop").size()).isNull();
    assertThat(run.cost().usd()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"175Gi, true", "176Gi, false"})
  void noPodHasMoreDiskThanFargateOffers(String storage, boolean fits) {
    String request = "image: i, resources: {requests: {ephemeral-storage: " + storage + "}}";
    PodOutcome pod =
        Scenarios.pod(Scenarios.play(HEAD + PROFILE + "  timeline:\n" + pod(request)), "shop");
    assertThat(pod.state() == PodState.READY).isEqualTo(fits);
    if (!fits) {
      assertThat(pod.message()).contains("ephemeral-storage").contains("exceed the max Fargate");
      assertThat(pod.stuck()).isTrue();
    }
  }

  @Test
  void aContainerThatListensOnTheKubeletsPortCrashesOnFargateOnly() {
    String port = "image: webhook, ports: [{containerPort: 10250}]";
    PodOutcome fargate =
        Scenarios.pod(Scenarios.play(HEAD + PROFILE + "  timeline:\n" + pod(port)), "shop");
    PodOutcome ec2 =
        Scenarios.pod(
            Scenarios.play(
                HEAD
                    + "    nodes: [{name: ng, count: 1, instanceType: m5.large}]\n  timeline:\n"
                    + pod(port)),
            "shop");

    assertThat(reasons(fargate, "Evidence")).containsExactly("KubeletPort");
    assertThat(fargate.readyNanos()).isNull();
    assertThat(ec2.state()).isEqualTo(PodState.READY);
  }

  @Test
  void anImageTakesTheTimeOfItsSizeAndMayBeTooLargeForTheDisk() {
    String model =
        HEAD.replace(
            "{fargate: {launch: 40s}}",
            "{fargate: {launch: 40s}, kubelet: {pullPerSecond: 10Mi}, pods: [{select: {namespace: shop}, imageSize: %s}]}");
    String rest = PROFILE + "  timeline:\n" + pod("image: big");
    PodOutcome large = Scenarios.pod(Scenarios.play(model.formatted("3000Mi") + rest), "shop");
    PodOutcome tooLarge = Scenarios.pod(Scenarios.play(model.formatted("12Gi") + rest), "shop");

    assertThat(large.story().runningNanos()).isEqualTo((40 + 2 + 300) * 1_000_000_000L);
    assertThat(tooLarge.readyNanos()).isNull();
    assertThat(reasons(tooLarge, "Evidence")).contains("ImageTooLarge");
  }

  @Test
  void podsThatNeedNamesCrashUntilCoreDnsIsReady() {
    String scenario =
        HEAD.replace(
                "{fargate: {launch: 40s}}",
                "{fargate: {launch: 40s}, pods: [{select: {namespace: shop}, needsDns: true,"
                    + " crashMessage: 'WebIdentityErr: failed to retrieve credentials'}]}")
            + "    fargateProfiles: [{name: fp, selectors: [{namespace: shop}]}]\n  timeline:\n"
            + pod("image: web")
            + "    - at: 0s\n      createAddon: {name: coredns, computeType: Fargate}\n"
            + "    - {id: dns, at: 10m, createFargateProfile: {name: dns, selectors: [{namespace:"
            + " kube-system}]}}\n";
    PodOutcome down = Scenarios.pod(Scenarios.play(scenario), "shop");
    PodOutcome up =
        Scenarios.pod(
            Scenarios.play(
                scenario
                    + "    - {after: dns.ACTIVE + 30s, rolloutRestart: {kind: Deployment, namespace:"
                    + " kube-system, name: coredns}}\n"),
            "shop");

    assertThat(down.readyNanos()).isNull();
    assertThat(down.story().events())
        .anyMatch(event -> event.message().startsWith("WebIdentityErr: failed to retrieve"));
    assertThat(up.state()).isEqualTo(PodState.READY);
  }

  @Test
  void anAddonWhoseClientGivesUpSaysInWhichStateItWas() {
    String scenario =
        HEAD
            + "    fargateProfiles: [{name: fp, selectors: [{namespace: default}]}]\n  timeline:\n"
            + "    - {at: 0s, createAddon: {name: coredns, timeout: %s}}\n";
    List<StepOutcome> soon = Scenarios.play(scenario.formatted("10m")).steps();
    List<StepOutcome> late = Scenarios.play(scenario.formatted("20m")).steps();

    assertThat(soon.get(0).failure())
        .isEqualTo(
            "timeout while waiting for state to become 'ACTIVE' (last state: 'CREATING', timeout:"
                + " 10m0s)");
    assertThat(late.get(0).failure()).contains("last state: 'DEGRADED', timeout: 20m0s");
  }

  private static final String HOOK_JOB =
      "{apiVersion: batch/v1, kind: Job, metadata: {name: check, namespace: shop, annotations:"
          + " {helm.sh/hook: post-install}}, spec: {template: {metadata: {labels: {%s}}, spec:"
          + " {restartPolicy: Never, containers: [{name: c, image: check}]}}}}";

  private static StepOutcome helm(String labels) {
    return Scenarios.play(
            HEAD.replace(
                    "{fargate: {launch: 40s}}",
                    "{fargate: {launch: 40s}, pods: [{select: {namespace: shop, labels:"
                        + " {job-name: check}}, completeAfter: 5s}]}")
                + "    fargateProfiles: [{name: fp, selectors: [{namespace: shop, labels: {app: web}}]}]\n"
                + "  timeline:\n    - at: 0s\n      helmInstall: {release: web, timeout: 5m, objects: ["
                + HOOK_JOB.formatted(labels)
                + "]}\n")
        .steps()
        .get(0);
  }

  @Test
  void aHookThatNoProfileSelectsHangsTheInstallation() {
    assertThat(helm("app: hook").failure())
        .isEqualTo("INSTALLATION FAILED: failed post-install: timed out waiting for the condition");
    assertThat(helm("app: hook").completedNanos()).isEqualTo(300_000_000_000L);
    assertThat(helm("app: web").failure()).isNull();
  }

  @Test
  void ofProfilesAskedForTogetherTheSecondIsRefusedByName() {
    RunResult run =
        play(
            "",
            "    - {at: 1m, createFargateProfile: {name: one, onBusy: fail, selectors: [{namespace: shop}]}}",
            "    - {at: 1m, createFargateProfile: {name: two, onBusy: fail, selectors: [{namespace: default}]}}");

    assertThat(run.steps().get(2).failure())
        .isEqualTo(
            "ResourceInUseException: Cannot create Fargate Profile two because cluster prod"
                + " currently has Fargate profile one in status CREATING");
    assertThat(run.profiles()).anyMatch(p -> p.name().equals("two") && p.failure() != null);
  }

  @Test
  void finishedPodsHoldTheQuotaUntilTheyAreDeleted() {
    String scenario =
        HEAD.replace(
                "{fargate: {launch: 40s}}",
                "{fargate: {launch: 40s}, pods: [{select: {namespace: shop, labels: {app: batch}},"
                    + " completeAfter: 5s}]}")
            + PROFILE
            + "    quotas: {fargateVcpu: 250m}\n  timeline:\n"
            + "    - at: 0s\n      apply: [{apiVersion: batch/v1, kind: Job, metadata: {name: nightly,"
            + " namespace: shop}, spec: {%stemplate: {metadata: {labels: {app: batch}}, spec:"
            + " {restartPolicy: Never, containers: [{name: c, image: batch}]}}}}]\n"
            + pod("image: nginx").replace("at: 0s", "at: 10m");
    RunResult kept = Scenarios.play(scenario.formatted(""));
    RunResult removed = Scenarios.play(scenario.formatted("ttlSecondsAfterFinished: 60, "));

    PodOutcome stuck = kept.stuckPods().get(0);
    assertThat(stuck.name()).isEqualTo("web");
    assertThat(reasons(stuck, "Evidence")).containsExactly("FinishedPodsHoldQuota");
    assertThat(Scenarios.pod(removed, "shop").state()).isEqualTo(PodState.READY);
  }

  @Test
  void aBarePodMadeAnewGoesThroughAdmissionAgain() {
    RunResult run =
        play(
            "",
            "    - {id: fp, at: 1m, createFargateProfile: {name: fp, selectors: [{namespace: shop}]}}",
            "    - {after: fp.ACTIVE + 30s, recreatePods: {namespace: shop, names: [web]}}");
    assertThat(Scenarios.pod(run, "shop").state()).isEqualTo(PodState.READY);
  }

  @Test
  void aTolerationAddedToAPodInPlaceChangesTheMessageAndNothingElse() {
    RunResult run =
        play(
            "    fargateProfiles: [{name: fp, selectors: [{namespace: default}]}]\n",
            "    - {at: 0s, apply: [{apiVersion: v1, kind: Pod, metadata: {name: other}, spec:"
                + " {containers: [{name: c, image: i}]}}]}",
            "    - {at: 10m, patchPods: {namespace: shop, json: [{op: add, path: /spec/tolerations/-,"
                + " value: {key: eks.amazonaws.com/compute-type, operator: Equal, value: fargate,"
                + " effect: NoSchedule}}]}}");
    PodOutcome pod = Scenarios.pod(run, "shop");
    assertThat(pod.message()).startsWith("0/1 nodes are available: 1 Too many pods.");
    assertThat(pod.stuck()).isTrue();
  }

  @Test
  void aClientThatGivesUpLeavesTheClusterToGoOn() {
    RunResult run =
        play(
            "",
            "    - {id: fp, at: 0s, timeout: 10s, createFargateProfile: {name: fp, selectors:"
                + " [{namespace: shop}]}}");
    assertThat(run.steps().get(1).failure()).isEqualTo("timed out waiting for the condition");
    assertThat(run.profiles().get(0).activeNanos()).isNotNull();
  }
}
