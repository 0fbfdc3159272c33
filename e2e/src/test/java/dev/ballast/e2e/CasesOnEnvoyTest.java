package dev.ballast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cases.CaseFolder;
import dev.ballast.cases.CaseWorld;
import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.envoy.FreePorts;
import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.AdsServer;
import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.ServingListener;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.world.ObjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private final Answers answers = new Answers();
  private final AdsServer ads = new AdsServer(AdsOptions.onLoopback().withListener(answers));
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
    Lab.await(
        folder + " to be answered", () -> !answers.rejected.isEmpty() || answers.has(snapshot));
    assertThat(answers.rejected).isEmpty();
    assertThat(envoy.isAlive()).isTrue();
  }

  /** What the one Envoy said. */
  private static final class Answers implements ServingListener {
    private static final Set<ResourceType> ROOTS =
        Set.of(ResourceType.CLUSTER, ResourceType.LISTENER);

    private final Map<Resource.Reference, String> acked = new ConcurrentHashMap<>();
    private final List<String> rejected = new CopyOnWriteArrayList<>();

    /**
     * Whether it has accepted every version, and no cluster or listener is left of what went
     * before. What only those ask for, Envoy drops by itself and without a word.
     */
    boolean has(Snapshot snapshot) {
      var wanted = new HashMap<Resource.Reference, String>();
      for (ResourceType type : ResourceType.values()) {
        for (Resource resource : snapshot.resources(type).values()) {
          wanted.put(new Resource.Reference(type, resource.name()), resource.version());
        }
      }
      return acked.entrySet().containsAll(wanted.entrySet())
          && acked.keySet().stream()
              .filter(key -> ROOTS.contains(key.type()))
              .allMatch(wanted::containsKey);
    }

    @Override
    public void acked(
        EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
      for (Resource resource : resources) {
        acked.put(new Resource.Reference(type, resource.name()), resource.version());
      }
      removed.forEach(name -> acked.remove(new Resource.Reference(type, name)));
    }

    @Override
    public void rejected(EnvoyStream stream, Resource resource, String words) {
      rejected.add(resource.name() + ": " + words);
    }
  }
}
