package dev.ballast.xds;

import dev.ballast.memo.Inputs;
import dev.ballast.snapshot.PartOwners;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.Resource.Reference;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Versions;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one route configuration is made of.
 *
 * @param listeners those that ask for it
 */
record ConfigurationInputs(String name, List<TranslatedHost> hosts, List<Resource> listeners)
    implements Inputs {

  Resource resource(ObjectRef gateway) {
    var configuration =
        RouteConfiguration.newBuilder().setName(name).setIgnorePortInHostMatching(true);
    String frame = Versions.of(configuration.build());
    var parts = new ArrayList<String>();
    for (TranslatedHost host : hosts) {
      configuration.addVirtualHosts(host.message());
      parts.add(host.version());
    }
    // A changed listener warms until its routes come again.
    listeners.forEach(listener -> parts.add(listener.version()));
    return new Resource(
        ResourceType.ROUTE,
        name,
        Versions.combine(frame, parts),
        configuration.build(),
        references(),
        owners(gateway),
        new PartOwners(hosts.stream().map(TranslatedHost::owners).toList()));
  }

  private List<Reference> references() {
    var names = new LinkedHashSet<String>();
    hosts.forEach(host -> names.addAll(host.clusters()));
    return names.stream().map(cluster -> new Reference(ResourceType.CLUSTER, cluster)).toList();
  }

  private List<ObjectRef> owners(ObjectRef gateway) {
    var policies = new LinkedHashSet<ObjectRef>();
    var routes = new LinkedHashSet<ObjectRef>();
    for (TranslatedHost host : hosts) {
      policies.addAll(host.policies());
      routes.addAll(host.routes());
    }
    var owners = new ArrayList<ObjectRef>(policies);
    owners.addAll(routes);
    owners.add(gateway);
    return owners;
  }

  @Override
  public @Nullable Object[] parts() {
    var parts = new ArrayList<@Nullable Object>(hosts);
    parts.addAll(listeners);
    parts.add(name);
    return parts.toArray();
  }
}
