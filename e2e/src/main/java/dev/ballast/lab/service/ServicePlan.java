package dev.ballast.lab.service;

import dev.ballast.lab.net.Addresses;
import dev.ballast.lab.net.Forwarding;
import dev.ballast.lab.net.Forwarding.Target;
import dev.ballast.lab.net.Protocol;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all Services together ask for.
 *
 * @param forwardings for the kernel
 * @param names for pods' hosts files
 */
record ServicePlan(List<Forwarding> forwardings, List<Name> names) {
  /**
   * A Service's name, or that of a pod behind a headless one.
   *
   * @param host relative to the namespace: {@code backend}, {@code db-0.db}
   */
  record Name(String namespace, String host, String address) {}

  ServicePlan {
    forwardings = List.copyOf(forwardings);
    names = List.copyOf(names);
  }

  static ServicePlan of(Collection<Service> services, Collection<EndpointSlice> slices) {
    var forwardings = new ArrayList<Forwarding>();
    var names = new ArrayList<Name>();
    List<Service> sorted =
        services.stream()
            .sorted(
                Comparator.comparing((Service service) -> service.getMetadata().getNamespace())
                    .thenComparing(service -> service.getMetadata().getName()))
            .toList();
    Map<String, List<EndpointSlice>> byService =
        slices.stream()
            .filter(slice -> "IPv4".equals(slice.getAddressType()))
            .collect(Collectors.groupingBy(ServicePlan::serviceOf));
    for (Service service : sorted) {
      List<EndpointSlice> own =
          byService.getOrDefault(
              service.getMetadata().getNamespace() + "/" + service.getMetadata().getName(),
              List.of());
      String clusterIp = service.getSpec().getClusterIP();
      if (clusterIp == null || clusterIp.isEmpty() || clusterIp.equals("None")) {
        names.addAll(headless(service, own));
        continue;
      }
      names.add(
          new Name(
              service.getMetadata().getNamespace(), service.getMetadata().getName(), clusterIp));
      for (ServicePort port : service.getSpec().getPorts()) {
        List<Target> targets = targets(port, own);
        for (String address : addresses(service, clusterIp)) {
          forwardings.add(
              new Forwarding(protocol(port), Addresses.parse(address), port.getPort(), targets));
        }
      }
    }
    return new ServicePlan(forwardings, names);
  }

  private static String serviceOf(EndpointSlice slice) {
    var labels = slice.getMetadata().getLabels();
    String name = labels == null ? null : labels.get("kubernetes.io/service-name");
    return slice.getMetadata().getNamespace() + "/" + (name == null ? "" : name);
  }

  private static List<String> addresses(Service service, String clusterIp) {
    var addresses = new ArrayList<String>();
    addresses.add(clusterIp);
    if (service.getStatus() != null && service.getStatus().getLoadBalancer() != null) {
      service.getStatus().getLoadBalancer().getIngress().stream()
          .map(LoadBalancerIngress::getIp)
          .filter(Objects::nonNull)
          .forEach(addresses::add);
    }
    return addresses;
  }

  private static Protocol protocol(ServicePort port) {
    return "UDP".equals(port.getProtocol()) ? Protocol.UDP : Protocol.TCP;
  }

  /** The ready ones; if there are none, those that still serve while they go away. */
  private static List<Target> targets(ServicePort port, List<EndpointSlice> slices) {
    List<Target> ready = targets(port, slices, ServicePlan::isReady);
    return ready.isEmpty() ? targets(port, slices, ServicePlan::isServing) : ready;
  }

  private static List<Target> targets(
      ServicePort port, List<EndpointSlice> slices, Predicate<Endpoint> wanted) {
    var targets = new ArrayList<Target>();
    for (EndpointSlice slice : slices) {
      for (EndpointPort slicePort : orEmpty(slice.getPorts())) {
        if (name(slicePort.getName()).equals(name(port.getName()))) {
          orEmpty(slice.getEndpoints()).stream()
              .filter(wanted)
              .flatMap(endpoint -> endpoint.getAddresses().stream())
              .sorted()
              .forEach(
                  address ->
                      targets.add(new Target(Addresses.parse(address), slicePort.getPort())));
        }
      }
    }
    return targets;
  }

  /** A slice without endpoints or ports may leave the list out. */
  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String name(@Nullable String name) {
    return name == null ? "" : name;
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  private static boolean isServing(Endpoint endpoint) {
    return endpoint.getConditions() != null
        && Boolean.TRUE.equals(endpoint.getConditions().getServing());
  }

  private static List<Name> headless(Service service, List<EndpointSlice> slices) {
    String namespace = service.getMetadata().getNamespace();
    String name = service.getMetadata().getName();
    boolean all = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return slices.stream()
        .flatMap(slice -> orEmpty(slice.getEndpoints()).stream())
        .filter(endpoint -> all || isReady(endpoint))
        .flatMap(
            endpoint -> {
              String address = endpoint.getAddresses().getFirst();
              var own = new Name(namespace, name, address);
              return endpoint.getHostname() == null
                  ? Stream.of(own)
                  : Stream.of(
                      own, new Name(namespace, endpoint.getHostname() + "." + name, address));
            })
        .distinct()
        .sorted(Comparator.comparing(Name::host).thenComparing(Name::address))
        .toList();
  }

  /** Lines for the hosts file of a pod in this namespace. */
  String hosts(String namespace) {
    var lines = new StringBuilder();
    for (Name name : names) {
      String full = name.host() + "." + name.namespace();
      lines.append("%s %s.svc.cluster.local %s.svc %s".formatted(name.address(), full, full, full));
      if (name.namespace().equals(namespace)) {
        lines.append(' ').append(name.host());
      }
      lines.append('\n');
    }
    return lines.toString();
  }
}
