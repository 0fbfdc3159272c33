package dev.ballast.world;

import dev.ballast.finding.FieldPath;
import java.util.List;
import java.util.Optional;

/**
 * A set of listeners that one group of Envoys serves.
 *
 * @param unsupported fields that are set and that nothing acts on yet
 */
public record Gateway(
    Metadata metadata, String className, List<Listener> listeners, List<FieldPath> unsupported)
    implements WorldObject {
  public static final String KIND = "Gateway";

  public Gateway {
    listeners = List.copyOf(listeners);
    unsupported = List.copyOf(unsupported);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * @param hostname lower case, may start with {@code *.}; empty for any
   * @param port 1 to 65535, as written; the port that is bound may differ
   * @param kinds route kinds the listener asks for; empty for all that its protocol has
   */
  public record Listener(
      String name,
      Optional<String> hostname,
      int port,
      String protocol,
      List<RouteKind> kinds,
      NamespaceScope namespaces) {
    public Listener {
      kinds = List.copyOf(kinds);
    }
  }

  public record RouteKind(String group, String kind) {}
}
