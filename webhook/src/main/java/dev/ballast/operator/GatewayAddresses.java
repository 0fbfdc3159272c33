package dev.ballast.operator;

import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Where a Gateway is reached.
 *
 * @param hasServices whether there is a Service that is to have an address; a Gateway whose Envoys
 *     somebody else runs has none
 * @param values {@code Hostname} or {@code IPAddress}, a space, the address; sorted
 */
record GatewayAddresses(boolean hasServices, List<String> values) {
  /** Source: {@code status.addresses} of the CRD, {@code maxItems}. */
  private static final int MOST = 16;

  private static final String PROGRAMMED = "Programmed";

  static GatewayAddresses of(Collection<Service> services) {
    var values = new TreeSet<String>();
    services.forEach(service -> values.addAll(addresses(service)));
    return new GatewayAddresses(!services.isEmpty(), values.stream().limit(MOST).toList());
  }

  private static List<String> addresses(Service service) {
    var addresses = new ArrayList<String>();
    var spec = service.getSpec();
    if (spec == null) {
      return addresses;
    }
    if ("LoadBalancer".equals(spec.getType())) {
      var status = service.getStatus();
      if (status != null && status.getLoadBalancer() != null) {
        status
            .getLoadBalancer()
            .getIngress()
            .forEach(
                ingress ->
                    addresses.add(
                        ingress.getIp() != null
                            ? "IPAddress " + ingress.getIp()
                            : "Hostname " + ingress.getHostname()));
      }
    } else {
      spec.getClusterIPs().stream()
          .filter(ip -> !ip.equals("None") && !ip.isEmpty())
          .forEach(ip -> addresses.add("IPAddress " + ip));
    }
    spec.getExternalIPs().forEach(ip -> addresses.add("IPAddress " + ip));
    return addresses;
  }

  /** A status of a Gateway with these addresses, and with what their lack means. */
  ObjectNode in(ObjectNode status) {
    ObjectNode with =
        values.isEmpty()
            ? status
            : StatusTrees.with(
                status, "addresses", values.stream().map(GatewayAddresses::address).toList());
    return hasServices && values.isEmpty() ? unreachable(with) : with;
  }

  private static ObjectNode address(String value) {
    int space = value.indexOf(' ');
    return Nodes.object()
        .with("type", value.substring(0, space))
        .with("value", value.substring(space + 1))
        .build();
  }

  /** Unless something worse is the matter already. */
  private static ObjectNode unreachable(ObjectNode status) {
    return StatusTrees.withCondition(
        status,
        PROGRAMMED,
        programmed ->
            StatusTrees.text(programmed, "status").equals("False")
                ? programmed
                : StatusTrees.saying(
                    programmed,
                    "False",
                    "AddressNotAssigned",
                    "No addresses have been assigned to the Gateway"));
  }
}
