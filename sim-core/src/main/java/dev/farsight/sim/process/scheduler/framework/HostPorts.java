package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ContainerPort;
import dev.farsight.sim.kube.PodSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of a node that a pod takes.
 *
 * @param hostIP address; 0.0.0.0 stands for all
 * @param protocol TCP, UDP or SCTP
 * @param port port number
 */
public record HostPorts(String hostIP, String protocol, int port) {

  private static final String ALL = "0.0.0.0";

  /** Returns the ports a pod takes: of its containers and its sidecars. */
  public static List<HostPorts> of(PodSpec spec) {
    List<HostPorts> ports = new ArrayList<>();
    for (Container container : spec.initContainers()) {
      if ("Always".equals(container.restartPolicy())) {
        add(container, ports);
      }
    }
    for (Container container : spec.containers()) {
      add(container, ports);
    }
    return ports;
  }

  private static void add(Container container, List<HostPorts> ports) {
    for (ContainerPort port : container.ports()) {
      Integer hostPort = port.hostPort();
      if (hostPort != null && hostPort > 0) {
        String ip = port.hostIP();
        String protocol = port.protocol();
        ports.add(
            new HostPorts(
                ip == null || ip.isEmpty() ? ALL : ip,
                protocol == null || protocol.isEmpty() ? "TCP" : protocol,
                hostPort));
      }
    }
  }

  /** Returns whether two pods cannot both have their port on one node. */
  public boolean conflictsWith(HostPorts other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (hostIP.equals(other.hostIP) || hostIP.equals(ALL) || other.hostIP.equals(ALL));
  }
}
