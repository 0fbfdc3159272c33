package dev.ballast.lab.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What kube-proxy does on a node: the kernel rewrites a Service's address into a pod's. Connections
 * go round the targets in turn; those that are open stay where they are when the table changes.
 */
public final class ServiceTable {
  private static final int DESTINATION_NAT = -100;
  private static final int SOURCE_NAT = 100;

  private ServiceTable() {}

  /**
   * Puts these in the place of all others, in one step.
   *
   * @throws IOException when the kernel has no nftables or does not let us
   */
  public static void replace(Collection<Forwarding> forwardings) throws IOException {
    Netlink.transact(batch(forwardings));
  }

  static ByteBuffer batch(Collection<Forwarding> forwardings) {
    var batch = new NftBatch("ballast-lab").freshTable();
    batch.chain("from-pods", "nat", NftBatch.Hook.PREROUTING, DESTINATION_NAT);
    batch.chain("from-shell", "nat", NftBatch.Hook.OUTPUT, DESTINATION_NAT);
    batch.chain("to-oneself", "nat", NftBatch.Hook.POSTROUTING, SOURCE_NAT);
    batch.chain("nobody-home-from-pods", "filter", NftBatch.Hook.FORWARD, 0);
    batch.chain("nobody-home-from-shell", "filter", NftBatch.Hook.OUTPUT, 0);
    for (Forwarding forwarding : forwardings) {
      for (String hook : List.of("from-pods", "from-shell")) {
        if (forwarding.targets().isEmpty()) {
          refuse(batch, "nobody-home-" + hook, forwarding);
        } else {
          spread(batch, hook, forwarding);
        }
      }
    }
    targets(forwardings).forEach(pod -> hairpin(batch, pod));
    return batch.end();
  }

  private static void spread(NftBatch batch, String chain, Forwarding forwarding) {
    // Every third to the first, every second of the rest to the second, the rest to the last.
    int left = forwarding.targets().size();
    for (Forwarding.Target target : forwarding.targets()) {
      List<Runnable> rule = match(batch, forwarding);
      if (left > 1) {
        rule.add(batch.everyNth(left));
      }
      rule.add(batch.sendTo(target.address(), target.port()));
      batch.rule(chain, rule);
      left--;
    }
  }

  private static void refuse(NftBatch batch, String chain, Forwarding forwarding) {
    List<Runnable> rule = match(batch, forwarding);
    rule.add(batch.refuse(forwarding.protocol()));
    batch.rule(chain, rule);
  }

  private static List<Runnable> match(NftBatch batch, Forwarding forwarding) {
    return new ArrayList<>(
        List.of(
            batch.destinationIs(forwarding.address()),
            batch.protocolIs(forwarding.protocol()),
            batch.destinationPortIs(forwarding.port())));
  }

  /** A pod that reaches itself through a Service would drop a packet that comes from itself. */
  private static void hairpin(NftBatch batch, Inet4Address pod) {
    batch.rule(
        "to-oneself", List.of(batch.sourceIs(pod), batch.destinationIs(pod), batch.masquerade()));
  }

  private static Set<Inet4Address> targets(Collection<Forwarding> forwardings) {
    return forwardings.stream()
        .flatMap(forwarding -> forwarding.targets().stream())
        .map(Forwarding.Target::address)
        .collect(Collectors.toSet());
  }
}
