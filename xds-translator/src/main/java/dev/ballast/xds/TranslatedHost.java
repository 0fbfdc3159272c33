package dev.ballast.xds;

import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.List;
import java.util.Map;

/**
 * A virtual host in Envoy's words.
 *
 * @param version of the whole host, combined from those of its routes
 * @param surroundings the same object as before the last change, where they are equal
 * @param owners of each of its routes, by name: its policy, if it has one, and its route object
 */
record TranslatedHost(
    VirtualHost message,
    String version,
    HostSurroundings surroundings,
    Map<String, List<ObjectRef>> owners) {}
