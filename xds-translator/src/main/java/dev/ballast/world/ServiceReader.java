package dev.ballast.world;

import java.util.Optional;

/** Service and EndpointSlice. */
final class ServiceReader {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private ServiceReader() {}

  static Service service(Metadata metadata, Tree spec) {
    return new Service(
        metadata,
        spec.text("type").orElse("ClusterIP").equals("ExternalName"),
        spec.child("ports").items().stream()
            .map(
                port ->
                    new Service.Port(
                        port.text("name").orElse(""),
                        port.integer("port").orElse(0),
                        port.text("protocol").orElse("TCP"),
                        port.text("appProtocol")))
            .toList(),
        spec.text("trafficDistribution"));
  }

  static EndpointSlice slice(Metadata metadata, Tree slice) {
    return new EndpointSlice(
        metadata,
        Optional.ofNullable(metadata.labels().get(SERVICE_NAME)),
        slice.text("addressType").orElse("IPv4"),
        slice.child("ports").items().stream()
            .map(
                port ->
                    new EndpointSlice.Port(
                        port.text("name").orElse(""),
                        port.integer("port"),
                        port.text("protocol").orElse("TCP")))
            .toList(),
        slice.child("endpoints").items().stream().map(ServiceReader::endpoint).toList());
  }

  private static EndpointSlice.Endpoint endpoint(Tree endpoint) {
    Tree conditions = endpoint.child("conditions");
    var serving = conditions.flag("serving");
    var terminating = conditions.flag("terminating");
    // An absent "ready" means ready: the API asks readers to take unknown as good news.
    boolean draining =
        (serving.isPresent() && terminating.isPresent())
            ? terminating.get() || !serving.get()
            : !conditions.flag("ready").orElse(true);
    return new EndpointSlice.Endpoint(
        endpoint.texts("addresses"),
        draining,
        endpoint.text("zone").filter(zone -> !zone.isEmpty()));
  }
}
