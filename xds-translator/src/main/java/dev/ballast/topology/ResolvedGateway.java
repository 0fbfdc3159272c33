package dev.ballast.topology;

import dev.ballast.finding.Finding;
import dev.ballast.world.Gateway;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.ObjectId;
import java.util.List;

/** A Gateway of ours with its listeners judged. */
public record ResolvedGateway(
    Gateway gateway,
    GatewayClass gatewayClass,
    List<ResolvedListener> listeners,
    List<Finding> findings) {
  public ResolvedGateway {
    listeners = List.copyOf(listeners);
    findings = List.copyOf(findings);
  }

  public ObjectId id() {
    return gateway.id();
  }
}
