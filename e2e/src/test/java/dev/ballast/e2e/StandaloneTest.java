package dev.ballast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.traffic.LoadResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change while traffic flows. */
class StandaloneTest {
  private static final String STICKY =
      "type: ConsistentHash\nconsistentHash:\n  type: Headers\n  headers:\n    - name: x-user";

  private final Lab lab;

  StandaloneTest(@TempDir Path folder) throws IOException {
    lab = Lab.open(folder);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aChangedPolicyMovesTraffic() throws IOException {
    lab.route("cart", "type: RoundRobin");
    assertThat(spread().byBackend()).hasSize(4);
    lab.route("cart", STICKY);
    Lab.await("the hash", () -> spread().byBackend().size() == 1);
    lab.route("cart", "type: RoundRobin");
    Lab.await("the round", () -> spread().byBackend().size() == 4);
  }

  @Test
  void aBrokenFileKeepsWhatWas() throws IOException {
    lab.route("cart", STICKY);
    Lab.await("the hash", () -> spread().byBackend().size() == 1);
    lab.write("cart.yaml", "\t this: is [ no yaml");
    Lab.await("the finding", () -> !lab.server().findings().isEmpty());
    assertThat(spread().byBackend()).hasSize(1);
    assertThat(spread().allOk()).isTrue();
  }

  @Test
  void aRefusedPolicyKeepsWhatWas() throws IOException {
    lab.route("cart", STICKY);
    Lab.await("the hash", () -> spread().byBackend().size() == 1);
    lab.write(
        "cart.yaml",
        Manifests.route("cart") + "---\n" + Manifests.policy("cart", "type: RoundRobbin"));
    Lab.await("the finding", () -> !lab.server().findings().isEmpty());
    assertThat(spread().byBackend()).hasSize(1);
  }

  @Test
  void aDeletedRouteIsGone() throws IOException {
    lab.route("cart", "");
    lab.delete("cart.yaml");
    Lab.await("no route", () -> lab.client().send(Lab.get("/cart")).status() == 404);
  }

  @Test
  void anAlgorithmChangesWithoutALostRequest() throws IOException {
    lab.route("cart", "type: RoundRobin");
    for (int round = 0; round < 20; round++) {
      lab.write(
          "cart.yaml",
          Manifests.route("cart")
              + "---\n"
              + Manifests.policy("cart", round % 2 == 0 ? "type: Random" : "type: LeastRequest"));
      assertThat(lab.client().send(50, 10, Lab.get("/cart")).byStatus()).containsOnlyKeys(200);
    }
  }

  private LoadResult spread() {
    return lab.client().send(40, 4, Lab.get("/cart").with("x-user", "anna"));
  }
}
