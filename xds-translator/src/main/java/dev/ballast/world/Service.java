package dev.ballast.world;

import java.util.List;
import java.util.Optional;

/**
 * A Service.
 *
 * @param isExternalName whether it is only a DNS alias
 * @param trafficDistribution {@code spec.trafficDistribution} as written
 */
public record Service(
    Metadata metadata,
    boolean isExternalName,
    List<Port> ports,
    Optional<String> trafficDistribution)
    implements WorldObject {
  public static final String KIND = "Service";

  public Service {
    ports = List.copyOf(ports);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * @param name empty text for the only port of a Service that names none; endpoint slices use the
   *     same name
   * @param protocol {@code TCP} when none is written
   */
  public record Port(String name, int port, String protocol, Optional<String> appProtocol) {}
}
