package dev.ballast.world;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of a Service's endpoints.
 *
 * @param service name of the Service in the same namespace; empty for slices of nobody
 * @param addressType {@code IPv4}, {@code IPv6} or {@code FQDN}
 */
public record EndpointSlice(
    Metadata metadata,
    Optional<String> service,
    String addressType,
    List<Port> ports,
    List<Endpoint> endpoints)
    implements WorldObject {
  public static final String KIND = "EndpointSlice";

  public EndpointSlice {
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** The Service it belongs to, if any. */
  public Optional<ObjectId> serviceId() {
    return service.map(name -> new ObjectId(id().namespace(), name));
  }

  public boolean holdsHostNames() {
    return addressType.equals("FQDN");
  }

  /**
   * @param name the Service port's name, empty text for an unnamed one
   * @param port empty when the slice leaves it open; such a port reaches nobody
   */
  public record Port(String name, OptionalInt port, String protocol) {}

  /**
   * @param draining finishes its requests and takes no new ones: it is not ready, or it is
   *     terminating, or it says it does not serve
   */
  public record Endpoint(List<String> addresses, boolean draining, Optional<String> zone) {
    public Endpoint {
      addresses = List.copyOf(addresses);
    }
  }
}
