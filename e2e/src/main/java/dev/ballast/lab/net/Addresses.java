package dev.ballast.lab.net;

import java.net.Inet4Address;
import java.util.HashSet;
import java.util.Set;

/**
 * The lab's addresses. Private ones, in namespaces of their own: they meet no other network.
 *
 * <pre>
 * 10.244.0.1        the lab itself: its shell, the API server, every pod's gateway
 * 10.244.0.11-13    the three nodes (all of them the lab itself)
 * 10.244.N.2-254    the pods of node N
 * 10.96.0.0/16      ClusterIPs; 10.96.0.1 is the Service `kubernetes`
 * 10.245.0.1-254    LoadBalancer Services
 * </pre>
 */
public final class Addresses {
  public static final String GATEWAY = "10.244.0.1";
  public static final String SERVICES = "10.96.0.0/16";
  public static final String KUBERNETES_SERVICE = "10.96.0.1";
  public static final String LOAD_BALANCERS = "10.245.0.0/16";

  private Addresses() {}

  /**
   * @param number from 1 to 3
   */
  public static String node(int number) {
    return "10.244.0." + (10 + number);
  }

  /** Where the addresses of a node's pods come from. */
  public static Pool pods(int node) {
    return new Pool("10.244." + node + ".", 2);
  }

  public static Pool loadBalancers() {
    return new Pool("10.245.0.", 1);
  }

  public static Inet4Address parse(String literal) {
    return Inet4Address.ofLiteral(literal);
  }

  /** Hands out addresses; one that was given back is the last to be handed out again. */
  public static final class Pool {
    private static final int LAST = 254;

    private final String prefix;
    private final int first;
    private final Set<Integer> taken = new HashSet<>();
    private int next;

    private Pool(String prefix, int first) {
      this.prefix = prefix;
      this.first = first;
      this.next = first;
    }

    public synchronized String take() {
      for (int tries = first; tries <= LAST; tries++) {
        int candidate = next;
        next = candidate == LAST ? first : candidate + 1;
        if (taken.add(candidate)) {
          return prefix + candidate;
        }
      }
      throw new IllegalStateException("all addresses " + prefix + "* are taken");
    }

    /** Marks an address as taken that somebody asked for by name; false if it is taken already. */
    public synchronized boolean take(String address) {
      return address.startsWith(prefix)
          && taken.add(Integer.parseInt(address.substring(prefix.length())));
    }

    public synchronized void giveBack(String address) {
      taken.remove(Integer.parseInt(address.substring(prefix.length())));
    }
  }
}
