package dev.ballast.lab.service;

import dev.ballast.lab.net.Addresses;
import dev.ballast.lab.process.Journal;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives Services of type LoadBalancer an address, as a cloud would. */
final class LoadBalancers {
  private final KubernetesClient client;
  private final Addresses.Pool pool = Addresses.loadBalancers();
  private final Map<String, String> addressByUid = new HashMap<>();

  LoadBalancers(KubernetesClient client) {
    this.client = client;
  }

  /** Writes what is missing; the written Services come back by the watch. */
  void assign(Collection<Service> services) {
    Set<String> wanted =
        services.stream()
            .filter(LoadBalancers::isWanted)
            .map(service -> service.getMetadata().getUid())
            .collect(Collectors.toSet());
    addressByUid
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey());
              if (gone) {
                pool.giveBack(entry.getValue());
              }
              return gone;
            });
    for (Service service : services) {
      boolean has = address(service) != null;
      if (isWanted(service)) {
        String address =
            addressByUid.computeIfAbsent(service.getMetadata().getUid(), uid -> take(service));
        if (!address.equals(address(service))) {
          write(service, address);
        }
      } else if (has) {
        write(service, null);
      }
    }
  }

  private String take(Service service) {
    String asked = service.getSpec().getLoadBalancerIP();
    return asked != null && pool.take(asked) ? asked : pool.take();
  }

  private static boolean isWanted(Service service) {
    return "LoadBalancer".equals(service.getSpec().getType())
        && service.getSpec().getLoadBalancerClass() == null
        && service.getMetadata().getDeletionTimestamp() == null;
  }

  private static @Nullable String address(Service service) {
    if (service.getStatus() == null
        || service.getStatus().getLoadBalancer() == null
        || service.getStatus().getLoadBalancer().getIngress().isEmpty()) {
      return null;
    }
    return service.getStatus().getLoadBalancer().getIngress().getFirst().getIp();
  }

  private void write(Service service, @Nullable String address) {
    var balancer = new LoadBalancerStatus();
    if (address != null) {
      balancer.setIngress(
          List.of(new LoadBalancerIngressBuilder().withIp(address).withIpMode("VIP").build()));
    }
    Service changed =
        new ServiceBuilder(service)
            .editOrNewStatus()
            .withLoadBalancer(balancer)
            .endStatus()
            .build();
    try {
      client.resource(changed).updateStatus();
    } catch (KubernetesClientException e) {
      // Changed meanwhile: the next event brings us here again.
      Journal.note(e, "no address yet for Service %s".formatted(service.getMetadata().getName()));
    }
  }
}
