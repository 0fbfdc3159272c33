package dev.ballast.xds;

import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A virtual host in Envoy's words.
 *
 * @param version of the whole host, combined from those of its routes
 * @param clusters names its routes forward to
 * @param policies whose settings its routes have, in order of appearance
 * @param routes the route objects it comes from, in order of appearance
 * @param owners of each of its routes, by name: its policy, if it has one, and its route object
 */
record TranslatedHost(
    VirtualHost message,
    String version,
    Set<String> clusters,
    Set<ObjectRef> policies,
    Set<ObjectRef> routes,
    Map<String, List<ObjectRef>> owners) {}
