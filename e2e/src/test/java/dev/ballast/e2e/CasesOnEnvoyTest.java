package dev.ballast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cases.CaseFolder;
import dev.ballast.cases.CaseWorld;
import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.envoy.FreePorts;
import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.AdsServer;
import dev.ballast.serving.StreamStatus;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.world.ObjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a case becomes, a real Envoy takes it: every resource is acknowledged, none refused. */
@TestInstance(Lifecycle.PER_CLASS)
class CasesOnEnvoyTest {
  private static final ObjectId GATEWAY = new ObjectId("shop", "front");
  private static final List<String> LISTENERS = List.of("http", "one", "two", "a", "b");

  private final AdsServer ads = new AdsServer(AdsOptions.onLoopback());
  private final EnvoyProcess envoy;
  private final TranslationOptions options;

  CasesOnEnvoyTest(@TempDir Path folder) throws IOException {
    ads.start();
    ads.publish(GATEWAY, Snapshot.EMPTY);
    List<Integer> ports = FreePorts.pick(3);
    options =
        new TranslationOptions(
            Set.of(TranslationOptions.BALLAST),
            Map.of(
                "shop/front/" + LISTENERS.get(0), ports.get(0),
                "shop/front/" + LISTENERS.get(1), ports.get(0),
                "shop/front/" + LISTENERS.get(2), ports.get(0),
                "shop/front/" + LISTENERS.get(3), ports.get(1),
                "shop/front/" + LISTENERS.get(4), ports.get(2)));
    envoy =
        EnvoyProcess.start(
            EnvoyBinary.find(),
            EnvoyBootstrap.local(GATEWAY.toString(), "cases", ads.port()).yaml(),
            folder,
            1);
    envoy.awaitLive(Duration.ofSeconds(30));
  }

  static List<CaseFolder> cases() {
    return CaseFolder.all();
  }

  @AfterAll
  void close() {
    envoy.close();
    ads.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAcknowledged(CaseFolder folder) {
    Snapshot snapshot =
        CaseWorld.load(folder, options)
            .translation()
            .gateways()
            .getOrDefault(GATEWAY, Snapshot.EMPTY);
    ads.publish(GATEWAY, snapshot);
    Lab.await(folder + " to be answered", () -> ads.statuses().stream().allMatch(this::isAnswered));
    assertThat(ads.statuses())
        .allSatisfy(status -> assertThat(status.topics().values()).allSatisfy(this::assertClean));
    String clusters = envoy.adminGet("/clusters");
    assertThat(snapshot.resources(ResourceType.CLUSTER).keySet())
        .allSatisfy(name -> assertThat(clusters).contains(name + "::"));
  }

  private boolean isAnswered(StreamStatus status) {
    return status.isUpToDate()
        || status.topics().values().stream().anyMatch(topic -> !topic.rejected().isEmpty());
  }

  private void assertClean(StreamStatus.TopicStatus topic) {
    assertThat(topic.rejected()).isEmpty();
  }
}
