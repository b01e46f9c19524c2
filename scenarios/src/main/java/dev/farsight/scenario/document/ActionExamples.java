package dev.farsight.scenario.document;

import java.util.List;
import java.util.Map;

/** An example of each action of the timeline, in lines of at most 78 columns. */
public final class ActionExamples {

  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("apply", "- {at: 0s, apply: [web.yaml]}"),
          Map.entry(
              "delete", "- {at: 10m, delete: {kind: Deployment, namespace: shop, name: web}}"),
          Map.entry(
              "patch",
              """
              - at: 10m
                patch:
                  kind: Deployment
                  namespace: shop
                  name: web
                  strategic: {spec: {template: {metadata: {labels: {run-on: fargate}}}}}"""),
          Map.entry("scale", "- {at: 10m, scale: {namespace: shop, name: web, replicas: 5}}"),
          Map.entry("rolloutRestart", "- {at: 10m, rolloutRestart: {namespace: shop, name: web}}"),
          Map.entry("rolloutUndo", "- {at: 10m, rolloutUndo: {namespace: shop, name: web}}"),
          Map.entry("rolloutPause", "- {at: 10m, rolloutPause: {namespace: shop, name: web}}"),
          Map.entry("rolloutResume", "- {at: 10m, rolloutResume: {namespace: shop, name: web}}"),
          Map.entry("deletePods", "- {at: 10m, deletePods: {namespace: shop, labels: {app: web}}}"),
          Map.entry("evict", "- {at: 10m, evict: {namespace: shop, labels: {app: web}}}"),
          Map.entry(
              "createFargateProfile",
              """
              - id: second
                at: 5m
                createFargateProfile:
                  name: second
                  selectors: [{namespace: shop, labels: {app: web}}]
              - {after: second.ACTIVE + 30s, rolloutRestart: {namespace: shop, name: web}}"""),
          Map.entry("deleteFargateProfile", "- {at: 10m, deleteFargateProfile: {name: first}}"),
          Map.entry(
              "createNodes",
              """
              - at: 10m
                createNodes:
                  name: ng
                  count: 2
                  instanceType: m5.large
                  readyAfter: 90s"""),
          Map.entry("deleteNodes", "- {at: 10m, deleteNodes: {name: group}}"),
          Map.entry("cordon", "- {at: 10m, cordon: {name: group-1}}"),
          Map.entry("uncordon", "- {at: 10m, uncordon: {name: group-1}}"),
          Map.entry("drain", "- {at: 10m, drain: {name: group-1}}"),
          Map.entry("setNodeReady", "- {at: 10m, setNodeReady: {name: group-1, ready: false}}"),
          Map.entry(
              "eksctlCreateCluster", "- {at: 0s, eksctlCreateCluster: {config: cluster.yaml}}"),
          Map.entry(
              "setMetric", "- {at: 10m, setMetric: {namespace: shop, name: queue, value: 40}}"),
          Map.entry("fault", "- {fault: {kind: nat-down, from: 5m, to: 25m}}"),
          Map.entry("mend", "- {at: 40m, mend: {kind: nat-down}}"),
          Map.entry("setNetwork", "- {at: 20m, setNetwork: {nat: true, addEndpoints: [sts]}}"),
          Map.entry("setQuotas", "- {at: 1h, setQuotas: {fargateVcpu: 24}}"),
          Map.entry("recreatePods", "- {at: 10m, recreatePods: {namespace: shop, pending: true}}"),
          Map.entry(
              "patchPods",
              """
              - at: 10m
                patchPods:
                  namespace: shop
                  labels: {app: web}
                  merge: {metadata: {labels: {run-on: fargate}}}"""),
          Map.entry(
              "helmInstall",
              """
              - at: 0s
                helmInstall:
                  release: web
                  namespace: shop
                  files: [web.yaml]
                  wait: true
                  timeout: 5m"""),
          Map.entry(
              "createAddon", "- {at: 0s, createAddon: {name: coredns, computeType: Fargate}}"));

  private ActionExamples() {}

  /** Returns the lines of an example of an action, to stand in a timeline; empty for no action. */
  public static List<String> of(String action) {
    return EXAMPLES.getOrDefault(action, "").lines().toList();
  }
}
