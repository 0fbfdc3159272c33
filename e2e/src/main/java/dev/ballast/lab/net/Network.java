package dev.ballast.lab.net;

import dev.ballast.lab.process.Command;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wires pods to the lab. Each pod has a network namespace with one interface; everything it sends
 * comes by the lab's own namespace, where Services are translated.
 */
public final class Network {
  // There is no bridge between pods: a packet that took a short cut would not be translated back.
  // The bridge without ports only carries the lab's own addresses.
  private static final String SET_UP =
      """
      mount -t tmpfs -o mode=755 tmpfs /run
      mkdir /run/netns
      ip link set lo up
      ip link add lab0 type bridge
      ip address add %1$s/32 dev lab0
      ip link set lab0 up
      echo 1 > /proc/sys/net/ipv4/ip_forward
      echo 0 > /proc/sys/net/ipv4/conf/all/send_redirects
      echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
      ip route add %2$s dev lab0 src %1$s
      ip route add %3$s dev lab0 src %1$s
      """;

  private static final String ATTACH =
      """
      ip netns add %1$s
      ip -batch - <<END
      link add %2$s type veth peer name eth0 netns %1$s
      link set %2$s up
      route add %3$s/32 dev %2$s src %4$s
      END
      ip -n %1$s -batch - <<END
      link set lo up
      link set eth0 up
      address add %3$s/32 dev eth0
      route add %4$s dev eth0
      route add default via %4$s src %3$s
      END
      nsenter --net=/run/netns/%1$s sh -c 'echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start'
      """;

  private final AtomicInteger links = new AtomicInteger();

  private Network() {}

  /** Prepares the namespaces this process is in. */
  public static Network setUp(List<String> nodeAddresses) {
    sh(
        SET_UP.formatted(
            Addresses.GATEWAY, Addresses.SERVICES, Addresses.LOAD_BALANCERS));
    for (String address : nodeAddresses) {
      sh("ip address add " + address + "/32 dev lab0");
    }
    return new Network();
  }

  /**
   * Makes a pod's namespace.
   *
   * @param name unique among the pods that live
   */
  public void attach(String name, String address) {
    sh(
        ATTACH.formatted(
            name, "pod" + links.incrementAndGet(), address, Addresses.GATEWAY));
  }

  /** Ends it; nothing that runs in there can speak to anyone any more. */
  public void detach(String name) {
    // The interface goes with the namespace, which goes when its last process has gone.
    Command.of("ip", "netns", "delete", name).run();
  }

  /** The words before a program's own that run it there. */
  public static List<String> enter(String name) {
    return List.of("nsenter", "--net=/run/netns/" + name, "--");
  }

  private static void sh(String script) {
    Command.of("sh", "-ec", script).run().orThrow();
  }
}
