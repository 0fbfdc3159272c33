package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.envoy.EnvoyProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects change in ways that mean nothing to Envoy. */
class NoChangeTest {
  private final FaultLab lab;

  NoChangeTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void envoyHearsNothing(Dialect dialect) throws Exception {
    String cart = Manifests.route("cart") + "---\n" + Manifests.policy("cart", "type: Random");
    lab.write("service.yaml", service("127.0.0.2", "127.0.0.3", "127.0.0.4"));
    lab.write("cart.yaml", cart);
    var envoy = lab.envoy("one", lab.xdsPort(), dialect);
    Lab.await("the endpoints", () -> Held.by(envoy).toString().contains("127.0.0.4"));
    lab.awaitUpToDate("one");
    long sent = ServerPages.sent(lab.server(), "");
    long updates = updates(envoy);

    lab.write("service.yaml", service("127.0.0.4", "127.0.0.2", "127.0.0.3"));
    lab.write("cart.yaml", cart.replaceFirst("  name: cart\n", "  name: cart\n  labels: {a: b}\n"));
    lab.write("cart-too.yaml", "# nothing in here but what was elsewhere\n" + cart);
    lab.delete("cart.yaml");
    // One change that means something shows that nothing is still on its way.
    lab.write("service.yaml", service("127.0.0.5", "127.0.0.2", "127.0.0.3"));
    Lab.await("the new endpoint", () -> Held.by(envoy).toString().contains("127.0.0.5"));
    lab.awaitUpToDate("one");
    assertThat(ServerPages.sent(lab.server(), "")).isEqualTo(sent + 1);
    assertThat(updates(envoy)).isEqualTo(updates + 1);
  }

  private static String service(String... addresses) {
    var text =
        new StringBuilder(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {ports: [{name: http, port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: cart-1
              namespace: shop
              labels: {kubernetes.io/service-name: cart}
            addressType: IPv4
            ports: [{name: http, port: 8080, protocol: TCP}]
            endpoints:
            """);
    for (String address : addresses) {
      text.append("- {addresses: [%s], conditions: {ready: true}}\n".formatted(address));
    }
    return text.toString();
  }

  private static long updates(EnvoyProcess envoy) {
    return Held.stat(envoy, "cluster.httproute/shop/cart/rule/0.update_success");
  }
}
