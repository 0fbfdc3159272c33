package dev.ballast.xds;

import dev.ballast.memo.Inputs;
import dev.ballast.snapshot.PartOwners;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Versions;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one route configuration is made of.
 *
 * @param listeners those that ask for it
 * @param surroundings of these hosts
 */
record ConfigurationInputs(
    String name,
    List<TranslatedHost> hosts,
    List<Resource> listeners,
    HostSurroundings.Joined surroundings)
    implements Inputs {

  Resource resource() {
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
        surroundings.references(),
        surroundings.owners(),
        new PartOwners(hosts.stream().map(TranslatedHost::owners).toList()));
  }

  @Override
  public @Nullable Object[] parts() {
    var parts = new ArrayList<@Nullable Object>(hosts);
    parts.addAll(listeners);
    parts.add(name);
    parts.add(surroundings);
    return parts.toArray();
  }
}
