package dev.ballast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class KubernetesServerTest {
  @Test
  void anApiServerThatIsAwayIsWaitedForAndReadinessSaysSo() throws IOException {
    var config =
        new ConfigBuilder()
            .withMasterUrl("https://127.0.0.1:1/")
            .withRequestRetryBackoffLimit(0)
            .build();
    var order = new CopyOnWriteArrayList<String>();
    try (var client = ClientSettings.client(config)) {
      try (var server =
          new KubernetesServer(KubernetesOptions.alone(), client)
              .with(part("first", order))
              .with(part("second", order))
              .start()) {
        assertThat(server.server().missing())
            .anyMatch(line -> line.startsWith("not listed yet: namespaces"))
            .contains("the first translation is not out yet", "first is not there");
        assertThat(order).containsExactly("first begins", "second begins");
      }
    }
    assertThat(order.subList(2, 4)).isEqualTo(List.of("second ends", "first ends"));
  }

  @Test
  void aCommandLineThatCannotBeMeantIsRefused() {
    assertThat(Main.run("--xds", "nowhere")).isEqualTo(2);
    assertThat(Main.run("--kubeconfig", "/no/such/file")).isEqualTo(2);
    assertThat(Main.run("--xds", "127.0.0.1:65536")).isEqualTo(2);
    assertThat(Main.run("--listener-port", "http=80")).isEqualTo(2);
    assertThat(Main.run("--listener-port", "default/eg/http=65536")).isEqualTo(2);
    assertThat(Main.run("--webhook-port", "65536")).isEqualTo(2);
    assertThat(Main.run("--log", "kitchen=info")).isEqualTo(2);
    assertThat(Main.run("--help")).isZero();
  }

  private static Part part(String name, List<String> order) {
    return new Part() {
      @Override
      public void start() {
        order.add(name + " begins");
      }

      @Override
      public Optional<String> missing() {
        return Optional.of(name + " is not there");
      }

      @Override
      public void close() {
        order.add(name + " ends");
      }
    };
  }
}
