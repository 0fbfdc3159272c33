package dev.ballast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.envoy.FreePorts;
import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.standalone.EnvoyBootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Envoy says stands in the status of the objects it is about. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class EnvoyStoryTest {
  private static final String LIMIT = "re2.max_program_size.error_level: ";
  private static final String PREFIX = "type: PathPrefix, value: /cart";
  private static final String TOO_LARGE =
      "type: RegularExpression, value: \"/(alpha|beta|gamma|delta|epsilon){9}\"";

  @TempDir private Path folder = Path.of("");
  private final Lab lab;
  private @Nullable EnvoyProcess envoy;

  EnvoyStoryTest(Lab lab) {
    this.lab = lab;
  }

  @AfterEach
  void end() {
    if (envoy != null) {
      envoy.close();
    }
  }

  @Test
  void envoysWordsReachTheStatusAndGoWhenTheFaultDoes() throws IOException {
    int port = FreePorts.one();
    var ports = Map.of("envoy-story/eg/http", port);
    try (var town = Town.open(lab, "envoy-story", ports).start()) {
      envoy = tightEnvoy(town);
      town.apply(Town.backend("10.244.9.1"));
      town.apply(Town.route("cart") + "---\n" + Town.route("other"));
      town.apply(Town.policy("sticky", "HTTPRoute", "cart", "{type: RoundRobin}"));
      town.apply(Town.policy("beside", "HTTPRoute", "other", "{type: RoundRobin}"));
      town.awaitCondition("btp/sticky", "ancestors", "Programmed", "Programmed");
      town.awaitCondition("btp/beside", "ancestors", "Programmed", "Programmed");
      town.awaitCondition("httproute/cart", "parents", "Programmed", "Programmed");
      town.awaitSaid(
          "gateway/eg", "{.status.conditions[?(@.type==\"Programmed\")].status}", "True");
      String untouched = town.read("btp/beside", "{.metadata.resourceVersion}");

      long begin = System.nanoTime();
      town.apply(Town.route("cart").replace(PREFIX, TOO_LARGE));
      town.awaitCondition("btp/sticky", "ancestors", "Programmed", "Invalid");
      tell("rejection in the status after (kubectl's time included)", begin);
      town.awaitCondition("httproute/cart", "parents", "Programmed", "Invalid");
      Town.await(
          "the Event",
          () -> {
            String described = town.kubectl("describe btp sticky").out();
            return described.contains("RejectedByEnvoy") && described.contains("program size");
          });

      begin = System.nanoTime();
      town.apply(Town.route("cart"));
      town.awaitCondition("btp/sticky", "ancestors", "Programmed", "Programmed");
      tell("recovery in the status after (kubectl's time included)", begin);
      assertThat(town.read("btp/beside", "{.metadata.resourceVersion}"))
          .as("nobody else's status was written")
          .isEqualTo(untouched);

      double writes = town.statusWrites();
      town.apply(Town.backend("10.244.9.1", "10.244.9.2"));
      Town.await("the endpoint", () -> envoyHas(town, 2));
      town.kubectl("label httproute cart colour=green");
      town.kubectl("annotate btp sticky note=1");
      Town.await(
          "the label",
          () ->
              town.metric(
                      "ballast_provider_events_total\\{kind=\"BackendTrafficPolicy\",result=\"same\"")
                  > 0);
      assertThat(town.statusWrites()).as("endpoints and labels write nothing").isEqualTo(writes);

      town.restart(Map.of("envoy-story/eg/http", port));
      Town.await(
          "every policy to be looked at",
          () ->
              town.metric(
                      "ballast_operator_statuses_total\\{kind=\"BackendTrafficPolicy\",result=\"same\"")
                  > 1);
      assertThat(town.statusWrites()).as("a restart without an Envoy yet").isZero();
    }
  }

  private static boolean envoyHas(Town town, int endpoints) {
    return town.server().server().situation().gateways().values().stream()
        .flatMap(s -> s.resources(ResourceType.ENDPOINT).values().stream())
        .anyMatch(r -> r.message().toString().split("10.244.9", -1).length > endpoints);
  }

  private static void tell(String what, long begin) {
    System.out.printf("%s %d ms%n", what, Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  private EnvoyProcess tightEnvoy(Town town) throws IOException {
    String bootstrap =
        EnvoyBootstrap.local("envoy-story/eg", "tight", town.server().server().xdsPort()).yaml();
    assertThat(bootstrap).contains(LIMIT);
    var started =
        EnvoyProcess.start(
            EnvoyBinary.find(),
            bootstrap.replaceFirst(LIMIT + "[0-9]+", LIMIT + "100"),
            Files.createDirectories(folder.resolve("envoy")),
            1);
    started.awaitLive(Duration.ofSeconds(30));
    return started;
  }
}
