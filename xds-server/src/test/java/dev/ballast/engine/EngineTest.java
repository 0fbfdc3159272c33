package dev.ballast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.translation.Reports;
import dev.ballast.translation.Translation;
import dev.ballast.world.Metadata;
import dev.ballast.world.Namespace;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.World;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each namespace of the toy worlds becomes a gateway whose only cluster has its label "v". */
class EngineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

  private final List<Published> heard = new CopyOnWriteArrayList<>();
  private final List<Change> broken = new CopyOnWriteArrayList<>();
  private Engine engine = new Engine(EngineTest::translate);

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void submissionsDuringATranslationFormOneBatch() throws Exception {
    var running = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    start(
        world -> {
          running.countDown();
          uninterrupted(goOn);
          return translate(world);
        });
    engine.submit(List.of(put("a", "1")));
    running.await();
    engine.submit(List.of(put("b", "1")));
    engine.submit(List.of(put("b", "2"), put("c", "1")));
    long last = engine.submit(List.of(delete("c")));
    goOn.countDown();

    assertThat(engine.awaitSequence(last, PATIENCE)).isTrue();
    assertThat(heard).extracting(Published::sequence).containsExactly(1L, 4L);
    assertThat(versions()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void onlyGatewaysThatDifferArePublished() throws Exception {
    start(EngineTest::translate);
    handled(put("a", "1"), put("b", "1"));
    handled(put("b", "2"));
    handled(put("b", "2"));
    handled(delete("a"));

    assertThat(heard).hasSize(4);
    assertThat(heard.get(1).changed()).containsOnlyKeys(gateway("b"));
    assertThat(heard.get(2).changed()).isEmpty();
    assertThat(heard.get(3).changed()).isEmpty();
    assertThat(heard.get(3).removed()).containsExactly(gateway("a"));
  }

  @Test
  void aChangeThatBreaksTheTranslationIsSetAsideAloneUntilItNoLongerDoes() throws Exception {
    start(EngineTest::translate);
    handled(put("a", "1"), put("c", "1"));
    handled(put("a", "2"), put("b", "2"), put("c", "breaks"), put("d", "2"), put("e", "2"));

    assertThat(broken).containsExactly(put("c", "breaks"));
    assertThat(heard).as("halves are not shown on the way").hasSize(2);
    assertThat(versions()).isEqualTo(Map.of("a", "2", "b", "2", "c", "1", "d", "2", "e", "2"));

    handled(put("a", "3"));
    assertThat(versions()).containsEntry("a", "3").containsEntry("c", "1");
    assertThat(broken).as("said once").hasSize(1);

    handled(put("c", "2"));
    assertThat(versions()).containsEntry("c", "2");
  }

  @Test
  void theWorldIsSeenWhileItIsTranslatedAndWithoutWhatBreaks() throws Exception {
    var running = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    start(
        world -> {
          running.countDown();
          uninterrupted(goOn);
          return translate(world);
        });
    assertThat(engine.world()).isSameAs(World.EMPTY);
    engine.submit(List.of(put("a", "1")));
    running.await();
    assertThat(engine.world().namespace("a")).isPresent();
    goOn.countDown();

    handled(put("b", "1"), put("c", "breaks"));
    assertThat(engine.world().namespace("b")).isPresent();
    assertThat(engine.world().namespace("c")).isEmpty();
  }

  @Test
  void theFirstSubmissionIsPublishedEvenWhenItIsEmpty() throws Exception {
    start(EngineTest::translate);
    assertThat(engine.isReady()).isFalse();
    handled();
    assertThat(engine.isReady()).isTrue();
    assertThat(heard).hasSize(1);
  }

  @Test
  void aListenerThatBreaksSilencesNobody() throws Exception {
    engine = new Engine(EngineTest::translate);
    engine.listenedBy(
        published -> {
          throw new IllegalStateException("deaf");
        });
    engine.listenedBy(heard::add).start();
    handled(put("a", "1"));
    handled(put("a", "2"));
    assertThat(heard).hasSize(2);
  }

  private void start(Function<World, Translation> translation) {
    engine = new Engine(translation);
    engine
        .listenedBy(
            new EngineListener() {
              @Override
              public void published(Published published) {
                heard.add(published);
              }

              @Override
              public void broken(Change change, Throwable cause) {
                broken.add(change);
              }
            })
        .start();
  }

  private void handled(Change... changes) throws InterruptedException {
    assertThat(engine.awaitSequence(engine.submit(List.of(changes)), PATIENCE)).isTrue();
  }

  private Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    engine
        .last()
        .translation()
        .gateways()
        .forEach(
            (id, snapshot) ->
                versions.put(
                    id.name(),
                    snapshot
                        .resources(ResourceType.CLUSTER)
                        .sequencedValues()
                        .getFirst()
                        .version()));
    return versions;
  }

  private static Translation translate(World world) {
    var gateways = new TreeMap<ObjectId, Snapshot>();
    for (String name : NAMES) {
      String version = world.namespaceLabels(name).get("v");
      if (version == null) {
        continue;
      }
      if (version.equals("breaks")) {
        throw new IllegalStateException("a bug");
      }
      var cluster =
          new Resource(
              ResourceType.CLUSTER,
              "cluster",
              version,
              Cluster.getDefaultInstance(),
              List.of(),
              List.of());
      gateways.put(gateway(name), Snapshot.of(List.of(cluster)));
    }
    return new Translation(gateways, Reports.EMPTY);
  }

  private static ObjectId gateway(String name) {
    return new ObjectId("ns", name);
  }

  private static Change put(String name, String version) {
    return new Change.Put(
        new Namespace(
            new Metadata(
                new ObjectId("", name),
                Optional.empty(),
                OptionalLong.empty(),
                Map.of("v", version),
                Map.of())));
  }

  private static Change delete(String name) {
    return new Change.Delete(ObjectRef.of("Namespace", "", name));
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
