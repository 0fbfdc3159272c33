package dev.ballast.faults;

import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.source.JsonReader;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an Envoy holds of the things we send, by its own word. */
final class Held {
  /** Where a configuration dump has a resource, and where that resource has its name. */
  private record Place(String list, List<String> path, String name) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("dynamic_active_clusters", List.of("cluster"), "name"),
          new Place("dynamic_warming_clusters", List.of("cluster"), "name"),
          new Place("dynamic_endpoint_configs", List.of("endpoint_config"), "cluster_name"),
          new Place("dynamic_listeners", List.of("active_state", "listener"), "name"),
          new Place("dynamic_listeners", List.of("warming_state", "listener"), "name"),
          new Place("dynamic_route_configs", List.of("route_config"), "name"));

  private Held() {}

  /**
   * The content of each resource as JSON, by kind and name: {@code dynamic_active_clusters
   * httproute/shop/cart/rule/0}.
   */
  static SortedMap<String, String> by(EnvoyProcess envoy) {
    var held = new TreeMap<String, String>();
    var dump = envoy.adminGet("/config_dump?include_eds").getBytes(StandardCharsets.UTF_8);
    for (Node config : Trees.items(JsonReader.read(dump), "configs")) {
      for (Place place : PLACES) {
        for (Node entry : Trees.items(config, place.list())) {
          Trees.at(entry, place.path())
              .ifPresent(
                  resource ->
                      held.put(
                          place.list() + " " + Trees.text(resource, place.name()),
                          JsonWriter.text(sorted(resource))));
        }
      }
    }
    return held;
  }

  /** A counter or gauge of Envoy. */
  static long stat(EnvoyProcess envoy, String name) {
    String line = envoy.adminGet("/stats?filter=%5E" + name + "%24").strip();
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** Envoy prints maps in any order. */
  private static Node sorted(Node node) {
    return switch (node) {
      case ObjectNode(var members, var span) ->
          new ObjectNode(
              members.stream()
                  .map(member -> new Member(member.name(), span, sorted(member.value())))
                  .sorted(Comparator.comparing(Member::name))
                  .toList(),
              span);
      case ArrayNode(var items, var span) ->
          new ArrayNode(items.stream().map(Held::sorted).toList(), span);
      default -> node;
    };
  }
}
