package dev.ballast.translation;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Worlds from a few lines of YAML. */
final class Yaml {
  /** A class and a Gateway {@code shop/eg} with one listener {@code http} on port 80. */
  static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: eg}
      spec: {controllerName: ballast.dev/gatewayclass-controller}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: eg, namespace: shop, generation: 3}
      spec:
        gatewayClassName: eg
        listeners: [{name: http, port: 80, protocol: HTTP}]
      ---
      """;

  private Yaml() {}

  static World world(String... documents) {
    return World.of(objects(String.join("\n---\n", documents)));
  }

  static List<WorldObject> objects(String documents) {
    var objects = new ArrayList<WorldObject>();
    var yaml = new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()));
    for (Object document : yaml.loadAll(documents)) {
      if (document != null) {
        WorldReader.read(node(document)).ifPresent(objects::add);
      }
    }
    return objects;
  }

  static String service(String name, int port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s, namespace: shop}
    spec: {ports: [{port: %d, name: http}]}
    """
        .formatted(name, port);
  }

  static String slice(String service, int port, String... addresses) {
    var endpoints = new ArrayList<String>();
    for (String address : addresses) {
      endpoints.add("{addresses: [\"%s\"]}".formatted(address));
    }
    return """
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: %1$s-1, namespace: shop, labels: {kubernetes.io/service-name: %1$s}}
    addressType: IPv4
    ports: [{name: http, port: %2$d}]
    endpoints: [%3$s]
    """
        .formatted(service, port, String.join(", ", endpoints));
  }

  /** A Service with one endpoint. */
  static String backend(String name) {
    return service(name, 80) + "\n---\n" + slice(name, 8080, "10.0.0.1");
  }

  static String route(String name, String rules) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: %s, namespace: shop, labels: {app: %s}}
    spec: {parentRefs: [{name: eg}], rules: %s}
    """
        .formatted(name, name, rules);
  }

  /** A route to one backend, with a rule named {@code main}. */
  static String route(String name) {
    return route(name, "[{name: main, backendRefs: [{name: cart, port: 80}]}]");
  }

  static String policy(String name, String spec) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: BackendTrafficPolicy
    metadata: {name: %s, namespace: shop, generation: 2}
    spec: %s
    """
        .formatted(name, spec);
  }

  static String target(String kind, String name) {
    return "{group: gateway.networking.k8s.io, kind: %s, name: %s}".formatted(kind, name);
  }

  static String target(String kind, String name, String section) {
    return "{group: gateway.networking.k8s.io, kind: %s, name: %s, sectionName: %s}"
        .formatted(kind, name, section);
  }

  /** One document as a tree. */
  static Node node(String document) {
    return node(
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()))
            .<Object>load(document));
  }

  /** The same tree with a word replaced in all texts. */
  static Node renamed(Node node, String word, String by) {
    return switch (node) {
      case Node.ObjectNode(var members, var span) -> {
        var object = Nodes.object();
        members.forEach(m -> object.with(m.name(), renamed(m.value(), word, by)));
        yield object.build();
      }
      case Node.ArrayNode(var items, var span) ->
          Nodes.array(items.stream().map(item -> renamed(item, word, by)).toList());
      case Node.TextNode(var value, var span) -> Nodes.text(value.replace(word, by));
      default -> node;
    };
  }

  private static Node node(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var object = Nodes.object();
        map.forEach((key, child) -> object.with(String.valueOf(key), node(child)));
        yield object.build();
      }
      case List<?> list -> Nodes.array(list.stream().map(Yaml::node).toList());
      case Boolean flag -> Nodes.bool(flag);
      case Integer number -> Nodes.integer(number);
      case Date date -> Nodes.text(date.toInstant().toString());
      default -> Nodes.text(value.toString());
    };
  }
}
