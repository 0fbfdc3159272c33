package dev.ballast.lab.node;

import dev.ballast.lab.net.Addresses;
import dev.ballast.lab.net.Network;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** A pod's place in the network: a namespace and an address of its own, or its node's. */
final class PodAddress {
  private final Network network;
  private final Addresses.Pool pool;
  private final LabNode node;
  private final Optional<String> name;
  private String podIp = "";

  PodAddress(Network network, Addresses.Pool pool, LabNode node, Pod pod) {
    this.network = network;
    this.pool = pool;
    this.node = node;
    this.name =
        Boolean.TRUE.equals(pod.getSpec().getHostNetwork())
            ? Optional.empty()
            : Optional.of(pod.getMetadata().getUid());
  }

  /** Takes its place, if it has none yet. */
  void attach() {
    if (!podIp.isEmpty()) {
      return;
    }
    if (name.isEmpty()) {
      podIp = node.address();
      return;
    }
    String taken = pool.take();
    try {
      network.attach(name.get(), taken);
      podIp = taken;
    } catch (RuntimeException e) {
      pool.giveBack(taken);
      throw e;
    }
  }

  /** Gives it back. */
  void release() {
    if (name.isPresent() && !podIp.isEmpty()) {
      network.detach(name.get());
      pool.giveBack(podIp);
    }
  }

  /** Empty before it is attached. */
  String podIp() {
    return podIp;
  }

  /** The network namespace; empty for the lab's own. */
  Optional<String> network() {
    return name;
  }
}
