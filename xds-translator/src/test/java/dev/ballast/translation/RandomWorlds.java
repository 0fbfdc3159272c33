package dev.ballast.translation;

import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small crowded worlds: few names, so that references meet and miss. Everything follows from the
 * seed.
 */
final class RandomWorlds {
  private static final List<String> ROUTES = List.of("a", "b", "c");
  private static final List<String> LISTENERS = List.of("one", "two");
  private static final List<String> RULES = List.of("x", "y");

  private final Random random;

  private RandomWorlds(long seed) {
    this.random = new Random(seed);
  }

  static List<WorldObject> objects(long seed) {
    return Yaml.objects(String.join("\n---\n", new RandomWorlds(seed).documents()));
  }

  private List<String> documents() {
    var documents = new ArrayList<String>();
    documents.add(
        Yaml.GATEWAY.replace(
            "[{name: http, port: 80, protocol: HTTP}]",
            "[{name: one, port: 80, protocol: HTTP},"
                + " {name: two, port: %d, protocol: HTTP, hostname: '*.com'}]"
                    .formatted(random.nextBoolean() ? 80 : 81)));
    documents.add(Yaml.backend("cart"));
    documents.add(Yaml.slice("cart", 8080, "10.0.0.7").replace("cart-1", "cart-2"));
    documents.add(Yaml.service("empty", 80));
    for (String name : ROUTES) {
      if (random.nextInt(5) > 0) {
        documents.add(route(name));
      }
    }
    int policies = random.nextInt(6);
    for (int i = 0; i < policies; i++) {
      documents.add(policy("p" + i));
    }
    return documents;
  }

  private String route(String name) {
    String parent =
        switch (random.nextInt(3)) {
          case 0 -> "{name: eg, sectionName: %s}".formatted(any(LISTENERS));
          case 1 -> "{name: eg}, {name: eg, port: 80}";
          default -> "{name: eg}";
        };
    var rules = new ArrayList<String>();
    for (String rule : RULES) {
      if (random.nextInt(4) > 0) {
        rules.add(
            "{name: %s, matches: [{path: {value: /%s}}], backendRefs: [{name: %s, port: 80}%s]}"
                .formatted(
                    rule,
                    any(RULES),
                    any(List.of("cart", "cart", "empty", "gone")),
                    random.nextBoolean() ? ", {name: cart, port: 80, weight: 3}" : ""));
      }
    }
    return Yaml.route(name, "[%s]".formatted(String.join(", ", rules)))
        .replace("{name: eg}", "PARENT")
        .replace("PARENT", parent)
        .replace("parentRefs", any(List.of("", "hostnames: [x.com], ")) + "parentRefs")
        .replace("{name: %s,".formatted(name), "{%sname: %s,".formatted(time(), name));
  }

  private String policy(String name) {
    var targets = new ArrayList<String>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      targets.add(
          switch (random.nextInt(4)) {
            case 0 -> Yaml.target("Gateway", "eg");
            case 1 -> Yaml.target("Gateway", "eg", any(LISTENERS));
            case 2 -> Yaml.target("HTTPRoute", any(ROUTES));
            default -> Yaml.target("HTTPRoute", any(ROUTES), any(RULES));
          });
    }
    String selector =
        random.nextInt(4) == 0
            ? ", targetSelectors: [{kind: HTTPRoute, matchLabels: {app: %s}}]"
                .formatted(any(ROUTES))
            : "";
    return Yaml.policy(
            name,
            "{targetRefs: [%s]%s, loadBalancer: {type: %s}}"
                .formatted(
                    String.join(", ", targets), selector, any(List.of("Random", "RoundRobin"))))
        .replace("{name: %s,".formatted(name), "{%sname: %s,".formatted(time(), name));
  }

  private String time() {
    return any(
        List.of(
            "",
            "creationTimestamp: 2024-01-01T00:00:00Z, ",
            "creationTimestamp: 2025-01-01T00:00:00Z, "));
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
