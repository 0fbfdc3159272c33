package dev.ballast.topology;

import dev.ballast.world.Route;
import java.util.List;

/**
 * What one parentRef of a route leads to. Only Gateways of ours have attachments.
 *
 * @param accepted the {@code Accepted} condition
 * @param bindings listeners the route is attached to, in the Gateway's order; empty when it is not
 *     accepted
 */
public record Attachment(
    Route.ParentRef parent, ResolvedGateway gateway, Condition accepted, List<Binding> bindings) {
  public Attachment {
    bindings = List.copyOf(bindings);
  }

  /**
   * @param hostnames at least one
   */
  public record Binding(ResolvedListener listener, List<String> hostnames) {
    public Binding {
      hostnames = List.copyOf(hostnames);
    }
  }
}
