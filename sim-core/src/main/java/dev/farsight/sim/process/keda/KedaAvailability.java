package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.KedaDefaults;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of KEDA's components work: those with a Ready pod where KEDA is part of the simulation, all
 * of them where it is not, and none that a fault keeps away.
 *
 * <p>The metrics server finds the operator by its DNS name. Their connection is made when both of
 * them and DNS work; it then lasts until one of the two goes, whatever DNS does.
 */
final class KedaAvailability {

  private static final String OPERATOR = "keda-operator";
  private static final String METRICS_SERVER = "keda-operator-metrics-apiserver";
  private static final String WEBHOOKS = "keda-admission-webhooks";
  private static final String DNS = "kube-dns";

  private final KedaSettings settings;
  private final Simulator simulator;
  private final Map<String, Set<String>> readyPods = new LinkedHashMap<>();
  private final Set<String> faults = new LinkedHashSet<>();
  private final Runnable changed;
  private final EventType<Subject> registered;
  private long registration;
  private boolean operatorUp;
  private boolean metricsServerUp;
  private boolean registeredNow;
  private boolean connected;

  /**
   * Begins to watch.
   *
   * @param changed told after each change of the operator or of the connection
   */
  KedaAvailability(Simulator simulator, Cluster cluster, KedaSettings settings, Runnable changed) {
    this.simulator = simulator;
    this.settings = settings;
    this.changed = changed;
    this.registered =
        simulator.declare("keda.apiservice-available", Priority.CONTROL, this::onRegistered);
    operatorUp = !settings.deployed();
    metricsServerUp = operatorUp;
    registeredNow = operatorUp;
    connected = operatorUp && (!settings.dnsDeployed() || !settings.deployed());
    if (settings.deployed()) {
      cluster.watch(Kinds.POD, 0, this::onPod);
    }
    cluster.watch(Kinds.FAULT, 0, this::onFault);
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    String app = component(pod);
    if (app == null) {
      return;
    }
    Set<String> ready = readyPods.computeIfAbsent(app, name -> new LinkedHashSet<>());
    boolean is = event.type() != WatchEvent.Type.DELETED && isReady(pod);
    boolean differs = is ? ready.add(pod.metadata().uid()) : ready.remove(pod.metadata().uid());
    if (differs) {
      refresh();
    }
  }

  private static @org.jspecify.annotations.Nullable String component(Pod pod) {
    String app = pod.metadata().labels().get("app");
    if (OPERATOR.equals(app) || METRICS_SERVER.equals(app) || WEBHOOKS.equals(app)) {
      return app;
    }
    return DNS.equals(pod.metadata().labels().get("k8s-app")) ? DNS : null;
  }

  private static boolean isReady(Pod pod) {
    return pod.status().isReady() && !pod.metadata().isTerminating();
  }

  private void onFault(WatchEvent<Fault> event) {
    String identity = event.object().spec().kind() + "/" + event.object().name();
    boolean gone = event.type() == WatchEvent.Type.DELETED;
    if (gone ? faults.remove(identity) : faults.add(identity)) {
      refresh();
    }
  }

  private boolean works(String component, FaultKind fault) {
    for (String known : faults) {
      if (known.startsWith(fault.word() + "/")) {
        return false;
      }
    }
    boolean deployed = component.equals(DNS) ? settings.dnsDeployed() : settings.deployed();
    return !deployed || !readyPods.getOrDefault(component, Set.of()).isEmpty();
  }

  private void refresh() {
    boolean operator = works(OPERATOR, FaultKind.KEDA_OPERATOR_DOWN);
    boolean server = works(METRICS_SERVER, FaultKind.KEDA_METRICS_SERVER_DOWN);
    if (server && !metricsServerUp) {
      registration =
          simulator.schedule(KedaDefaults.APISERVICE_NANOS, registered, Subject.of(METRICS_SERVER));
    } else if (!server) {
      simulator.cancel(registration);
      registeredNow = false;
    }
    metricsServerUp = server;
    boolean joined = operator && server && (connected || works(DNS, FaultKind.DNS_DOWN));
    boolean differs = operator != operatorUp || joined != connected;
    operatorUp = operator;
    connected = joined;
    if (differs) {
      changed.run();
    }
  }

  private void onRegistered(Subject subject) {
    registeredNow = true;
  }

  boolean isOperatorUp() {
    return operatorUp;
  }

  /** Returns whether the API server forwards requests to the metrics server. */
  boolean isMetricsServerAvailable() {
    return registeredNow;
  }

  /** Returns whether the metrics server can ask the operator. */
  boolean isConnected() {
    return connected;
  }

  /** Returns whether the validating webhook answers. */
  boolean isWebhookUp() {
    return works(WEBHOOKS, FaultKind.KEDA_OPERATOR_DOWN);
  }
}
