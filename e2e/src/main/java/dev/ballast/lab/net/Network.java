package dev.ballast.lab.net;

import dev.ballast.lab.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wires pods to the lab. Each pod has a network namespace with one interface; everything it sends
 * comes by the lab's own namespace, where Services are translated.
 */
public final class Network {
  // There is no bridge between pods: a packet that took a short cut would not be translated back.
  // The bridge without ports only carries the lab's own addresses.
  // Arguments: gateway, range of ClusterIPs, range of LoadBalancers, nodes' addresses.
  private static final String SET_UP =
      """
      gateway=$1 services=$2 balancers=$3; shift 3
      mount -t tmpfs -o mode=755 tmpfs /run
      mkdir /run/netns
      ip link set lo up
      ip link add lab0 type bridge
      for address in "$gateway" "$@"; do ip address add "$address/32" dev lab0; done
      ip link set lab0 up
      echo 1 > /proc/sys/net/ipv4/ip_forward
      echo 0 > /proc/sys/net/ipv4/conf/all/send_redirects
      echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
      ip route add "$services" dev lab0 src "$gateway"
      ip route add "$balancers" dev lab0 src "$gateway"
      """;

  // Arguments: name of the namespace, name of our end of the link, the pod's address, gateway.
  private static final String ATTACH =
      """
      ip netns add "$1"
      ip -batch - <<END
      link add $2 type veth peer name eth0 netns $1
      link set $2 up
      route add $3/32 dev $2 src $4
      END
      ip -n "$1" -batch - <<END
      link set lo up
      link set eth0 up
      address add $3/32 dev eth0
      route add $4 dev eth0
      route add default via $4 src $3
      END
      nsenter --net="/run/netns/$1" sh -c 'echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start'
      """;

  private final AtomicInteger links = new AtomicInteger();

  private Network() {}

  /** Prepares the namespaces this process is in. */
  public static Network setUp(List<String> nodeAddresses) {
    var arguments =
        new ArrayList<>(List.of(Addresses.GATEWAY, Addresses.SERVICES, Addresses.LOAD_BALANCERS));
    arguments.addAll(nodeAddresses);
    sh(SET_UP, arguments);
    return new Network();
  }

  /**
   * Makes a pod's namespace.
   *
   * @param name unique among the pods that live
   */
  public void attach(String name, String address) {
    sh(ATTACH, List.of(name, "pod" + links.incrementAndGet(), address, Addresses.GATEWAY));
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

  private static void sh(String script, List<String> arguments) {
    var words = new ArrayList<>(List.of("sh", "-ec", script, "network"));
    words.addAll(arguments);
    Command.of(words.toArray(String[]::new)).run().orThrow();
  }
}
