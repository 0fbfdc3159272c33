package dev.ballast.lab.net;

import java.net.Inet4Address;
import java.util.List;

/**
 * One port of a Service: what is sent to this address goes to one of the targets, which sees the
 * sender's own address.
 *
 * @param targets those that take new connections; without any, connections are refused
 */
public record Forwarding(Protocol protocol, Inet4Address address, int port, List<Target> targets) {
  public Forwarding {
    targets = List.copyOf(targets);
  }

  /** A pod's address and port. */
  public record Target(Inet4Address address, int port) {}
}
