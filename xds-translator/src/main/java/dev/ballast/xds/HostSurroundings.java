package dev.ballast.xds;

import dev.ballast.memo.Inputs;
import dev.ballast.snapshot.Resource.Reference;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a virtual host has to do with: most changes of a route change its host and leave this as it
 * is, and then nobody has to join the names of a thousand routes again.
 *
 * @param clusters names its routes forward to, in order of appearance
 * @param policies whose settings its routes have, in order of appearance
 * @param routes the route objects it comes from, in order of appearance
 */
record HostSurroundings(List<String> clusters, List<ObjectRef> policies, List<ObjectRef> routes) {
  /**
   * Of all hosts of a route configuration.
   *
   * @param owners policies first, then routes, then the Gateway
   */
  record Joined(List<Reference> references, List<ObjectRef> owners) {}

  /** Sees the hosts of a route configuration. */
  record All(List<HostSurroundings> hosts) implements Inputs {
    Joined joined(ObjectRef gateway) {
      var clusters = new LinkedHashSet<String>();
      var policies = new LinkedHashSet<ObjectRef>();
      var routes = new LinkedHashSet<ObjectRef>();
      for (HostSurroundings host : hosts) {
        clusters.addAll(host.clusters());
        policies.addAll(host.policies());
        routes.addAll(host.routes());
      }
      var owners = new ArrayList<ObjectRef>(policies);
      owners.addAll(routes);
      owners.add(gateway);
      return new Joined(
          clusters.stream().map(name -> new Reference(ResourceType.CLUSTER, name)).toList(),
          List.copyOf(owners));
    }

    @Override
    public Object[] parts() {
      return hosts.toArray();
    }
  }
}
