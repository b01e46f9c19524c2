package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
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
 * them and DNS work; it then lasts while its two pods are Ready, whatever DNS does.
 */
final class KedaAvailability {

  private static final String OPERATOR = "keda-operator";
  private static final String METRICS_SERVER = "keda-operator-metrics-apiserver";
  private static final String DNS = "kube-dns";

  /** Stands for the pod of a part whose pods are not simulated. */
  private static final String NO_POD = "";

  private final KedaSettings settings;
  private final Simulator simulator;
  private final Map<String, Set<String>> readyPods = new LinkedHashMap<>();
  private final Map<String, FaultSpec> faults = new LinkedHashMap<>();
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final Runnable changed;
  private final EventType<Subject> registered;
  private long registration;
  private boolean operatorUp;
  private boolean metricsServerUp;
  private boolean registeredNow;
  private boolean connected;

  /** Pods that the connection joins: it ends with either of them, and has to be made anew. */
  private String connectedServer = NO_POD;

  private String connectedOperator = NO_POD;

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
    boolean gone = event.type() == WatchEvent.Type.DELETED;
    if (gone) {
      pods.remove(pod.metadata().uid());
    } else {
      pods.put(pod.metadata().uid(), pod);
    }
    Set<String> ready = readyPods.computeIfAbsent(app, name -> new LinkedHashSet<>());
    boolean is = !gone && isReady(pod);
    boolean differs = is ? ready.add(pod.metadata().uid()) : ready.remove(pod.metadata().uid());
    if (differs) {
      refresh();
    }
  }

  private static @org.jspecify.annotations.Nullable String component(Pod pod) {
    String app = pod.metadata().labels().get("app");
    if (OPERATOR.equals(app) || METRICS_SERVER.equals(app)) {
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
    FaultSpec fault = event.object().spec();
    FaultSpec before = gone ? faults.remove(identity) : faults.put(identity, fault);
    if (gone ? before != null : !fault.equals(before)) {
      refresh();
    }
  }

  /**
   * Returns whether a fault hits a part of KEDA: one of its pods, and for DNS the metrics server,
   * which asks for the operator's name. A part without pods is in no namespace and on no node that
   * a selection could name.
   */
  private boolean hits(FaultSpec fault, String component) {
    boolean everywhere = fault.hitsAllPods();
    String asked = component.equals(DNS) ? METRICS_SERVER : component;
    return everywhere
        || pods.values().stream().anyMatch(pod -> asked.equals(component(pod)) && fault.hits(pod));
  }

  private boolean works(String component, FaultKind fault) {
    for (FaultSpec known : faults.values()) {
      if (known.kind().equals(fault.word()) && hits(known, component)) {
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
    boolean held = connected && isHeld();
    boolean joined = operator && server && (held || works(DNS, FaultKind.DNS_DOWN));
    if (joined && !held) {
      connectedServer = firstReady(METRICS_SERVER);
      connectedOperator = firstReady(OPERATOR);
    }
    boolean differs = operator != operatorUp || joined != connected;
    operatorUp = operator;
    connected = joined;
    if (differs) {
      changed.run();
    }
  }

  /** Returns whether both pods of the connection are still there. */
  private boolean isHeld() {
    return isReady(METRICS_SERVER, connectedServer) && isReady(OPERATOR, connectedOperator);
  }

  private boolean isReady(String component, String podUid) {
    return !settings.deployed() || readyPods.getOrDefault(component, Set.of()).contains(podUid);
  }

  private String firstReady(String component) {
    for (String podUid : readyPods.getOrDefault(component, Set.of())) {
      return podUid;
    }
    return NO_POD;
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
}
