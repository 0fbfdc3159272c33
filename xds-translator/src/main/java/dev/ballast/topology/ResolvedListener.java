package dev.ballast.topology;

import dev.ballast.world.Gateway;
import dev.ballast.world.ObjectId;
import java.util.List;

/**
 * A listener, judged.
 *
 * @param index its place in the Gateway
 * @param boundPort the port Envoy binds
 * @param supportedKinds route kinds that may attach
 * @param problems what keeps it from serving; empty for a listener that serves
 */
public record ResolvedListener(
    ObjectId gateway,
    int index,
    Gateway.Listener spec,
    int boundPort,
    List<String> supportedKinds,
    List<Condition> problems) {
  public ResolvedListener {
    supportedKinds = List.copyOf(supportedKinds);
    problems = List.copyOf(problems);
  }

  public boolean serves() {
    return problems.isEmpty();
  }

  /** {@code <ns>/<gateway>/<listener>}. */
  public String name() {
    return gateway + "/" + spec.name();
  }
}
