package dev.ballast.infrastructure;

import dev.ballast.world.ObjectId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Envoys of one Gateway, as they should be.
 *
 * @param name of every object that belongs to them
 * @param ports by number, each once
 * @param labels of the Gateway's own wish, on every object
 * @param annotations likewise
 */
record EnvoyGroup(
    ObjectId gateway,
    String name,
    List<Port> ports,
    Map<String, String> labels,
    Map<String, String> annotations,
    EnvoyParameters parameters,
    InfrastructureOptions options) {

  private static final int FIRST_FREE_PORT = 1024;
  private static final int PRIVILEGED_PORT_SHIFT = 10_000;

  EnvoyGroup {
    ports = List.copyOf(ports);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /**
   * @param number of the listener
   * @param protocol TCP or UDP
   */
  record Port(int number, String protocol) {
    /** What Envoy binds: it runs without the right to bind the ports below 1024. */
    int bound() {
      return number < FIRST_FREE_PORT ? number + PRIVILEGED_PORT_SHIFT : number;
    }

    String name() {
      return (protocol.equals("UDP") ? "udp-" : "port-") + number;
    }
  }

  static EnvoyGroup of(
      GatewayResource gateway, EnvoyParameters parameters, InfrastructureOptions options) {
    var metadata = gateway.getMetadata();
    var infrastructure = Optional.ofNullable(gateway.getSpec().infrastructure());
    return new EnvoyGroup(
        new ObjectId(metadata.getNamespace(), metadata.getName()),
        nameOf(gateway),
        ports(gateway),
        infrastructure.map(GatewayResource.Infrastructure::labels).orElse(Map.of()),
        infrastructure.map(GatewayResource.Infrastructure::annotations).orElse(Map.of()),
        parameters,
        options);
  }

  /** Of every object that belongs to the Envoys of a Gateway. */
  static String nameOf(GatewayResource gateway) {
    return Names.service(gateway.getMetadata().getName() + "-" + gateway.className());
  }

  private static List<Port> ports(GatewayResource gateway) {
    return Stream.ofNullable(gateway.getSpec().listeners())
        .flatMap(List::stream)
        .filter(listener -> listener.port() != null)
        .map(
            listener ->
                new Port(listener.port(), "UDP".equals(listener.protocol()) ? "UDP" : "TCP"))
        .distinct()
        .sorted(Comparator.comparingInt(Port::number).thenComparing(Port::protocol))
        .toList();
  }

  /** By these its pods are found; they never change. */
  Map<String, String> selector() {
    return new TreeMap<>(
        Map.of(
            "app.kubernetes.io/name",
            "envoy",
            "app.kubernetes.io/managed-by",
            "ballast",
            GatewayInfrastructure.GATEWAY_NAME,
            Names.label(gateway.name())));
  }

  Map<String, String> allLabels() {
    var all = new TreeMap<>(labels);
    all.putAll(selector());
    all.put(GatewayInfrastructure.CONTROLLER, options.ownerLabel());
    return all;
  }
}
