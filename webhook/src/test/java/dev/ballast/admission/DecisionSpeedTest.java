package dev.ballast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.translation.TranslationOptions;
import dev.ballast.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Prints what a decision costs with 1,000 routes and their policies around: from the bytes of a
 * review to those of the answer. Nothing is asserted of times; a busy machine decides those.
 */
class DecisionSpeedTest {
  private static final int ROUTES = 1_000;
  private static final int WARM_UP = 1_000;
  private static final int RUNS = 1_000;
  private static final Admission ADMISSION = new Admission(Set.of(TranslationOptions.BALLAST));

  @Test
  void aDecisionCostsAFractionOfAMillisecond() {
    var world = manyRoutes();
    String sticky =
        "loadBalancer: {type: ConsistentHash, consistentHash: {type: Cookie, cookie: {name: sid,"
            + " ttl: 1h}}}";
    print("route policy", world, Ask.create(sticky));
    print(
        "refused policy",
        world,
        Ask.create(
            "loadBalancer: {type: ConsistentHash, consistentHash: {type: SourceIP, tableSize:"
                + " 4}}"));
    print(
        "gateway policy",
        world,
        Ask.create(
            Ask.root(
                Ask.policy("loadBalancer: {type: Random}")
                    .replace("kind: HTTPRoute, name: cart", "kind: Gateway, name: eg"))));
  }

  private static void print(String what, World world, Ask ask) {
    byte[] body = ask.bytes();
    for (Door door : Door.values()) {
      for (int i = 0; i < WARM_UP; i++) {
        decide(door, body, world);
      }
      long[] took = new long[RUNS];
      for (int i = 0; i < RUNS; i++) {
        long begin = System.nanoTime();
        byte[] answer = decide(door, body, world);
        took[i] = System.nanoTime() - begin;
        assertThat(answer).isNotEmpty();
      }
      Arrays.sort(took);
      System.err.printf(
          "%s %s: median %.3f ms, p99 %.3f ms%n",
          what, door.label(), took[RUNS / 2] / 1e6, took[RUNS * 99 / 100] / 1e6);
    }
  }

  private static byte[] decide(Door door, byte[] body, World world) {
    return switch (ReviewReader.read(body)) {
      case ReviewReader.Outcome.Read(var review) ->
          Answer.of(review, ADMISSION.decide(door, review, world, Instant.EPOCH));
      case ReviewReader.Outcome.Unreadable unreadable -> Answer.of(unreadable);
    };
  }

  private static World manyRoutes() {
    var documents = new ArrayList<String>();
    documents.add(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: {name: eg}
        spec: {controllerName: ballast.dev/gatewayclass-controller}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: eg, namespace: shop}
        spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
        """);
    documents.add(route("cart"));
    for (int i = 0; i < ROUTES; i++) {
      documents.add(route("r" + i));
      documents.add(
          Ask.policy("loadBalancer: {type: Random}")
              .replace("name: sticky", "name: p" + i)
              .replace("name: cart", "name: r" + i));
    }
    return Ask.world(documents.toArray(String[]::new));
  }

  private static String route(String name) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: %s, namespace: shop}
    spec: {parentRefs: [{name: eg}], rules: [{backendRefs: [{name: cart, port: 80}]}]}
    """
        .formatted(name);
  }
}
