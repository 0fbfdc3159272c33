package dev.ballast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.JsonReader;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.translation.Translator;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every history of changes. */
class EngineLawsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectId GATEWAY = new ObjectId("shop", "eg");
  private static final int NAMES = 4;

  @Property(tries = 50)
  void everyHistoryEndsAsAFreshEngineBegins(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var present = new LinkedHashMap<ObjectRef, WorldObject>();
    var heard = new CopyOnWriteArrayList<Published>();
    try (var engine = engine(heard)) {
      long last = engine.submit(List.of());
      for (int batch = 0; batch < 20; batch++) {
        var changes = new ArrayList<Change>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          changes.add(change(random, present));
        }
        last = engine.submit(changes);
        if (random.nextBoolean()) {
          // Else the next submission may fall into the same batch.
          assertThat(engine.awaitSequence(last, PATIENCE)).isTrue();
        }
      }
      assertThat(engine.awaitSequence(last, PATIENCE)).isTrue();

      assertThat(resources(engine.last())).isEqualTo(fresh(present.values(), random));
      assertThat(replayed(heard)).isEqualTo(resources(engine.last()));
    }
  }

  @Property(tries = 30)
  void whatChangesNothingIsPublishedToNobody(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var present = new LinkedHashMap<ObjectRef, WorldObject>();
    for (int i = 0; i < 40; i++) {
      change(random, present);
    }
    var heard = new CopyOnWriteArrayList<Published>();
    try (var engine = engine(heard)) {
      var puts = present.values().stream().map(Change.Put::new).toList();
      assertThat(engine.awaitSequence(engine.submit(puts), PATIENCE)).isTrue();
      heard.clear();
      assertThat(engine.awaitSequence(engine.submit(puts), PATIENCE)).isTrue();

      assertThat(heard).allSatisfy(published -> assertThat(published.changed()).isEmpty());
      assertThat(heard).allSatisfy(published -> assertThat(published.removed()).isEmpty());
    }
  }

  private static Engine engine(List<Published> heard) {
    return new Engine(new Translator(TranslationOptions.offline())::next)
        .listenedBy(heard::add)
        .start();
  }

  /** What somebody has who heard of the differences only. */
  private static Map<ObjectId, List<Resource>> replayed(List<Published> heard) {
    var snapshots = new HashMap<ObjectId, Snapshot>();
    for (Published published : heard) {
      snapshots.putAll(published.changed());
      published.removed().forEach(snapshots::remove);
    }
    var all = new TreeMap<ObjectId, List<Resource>>();
    snapshots.forEach((id, snapshot) -> all.put(id, resources(snapshot)));
    return all;
  }

  private static Map<ObjectId, List<Resource>> fresh(Iterable<WorldObject> objects, Random random)
      throws InterruptedException {
    var changes = new ArrayList<Change>();
    objects.forEach(object -> changes.add(new Change.Put(object)));
    Collections.shuffle(changes, random);
    try (var engine = engine(new ArrayList<>())) {
      assertThat(engine.awaitSequence(engine.submit(changes), PATIENCE)).isTrue();
      return resources(engine.last());
    }
  }

  private static Map<ObjectId, List<Resource>> resources(Published published) {
    var all = new TreeMap<ObjectId, List<Resource>>();
    published.translation().gateways().forEach((id, snapshot) -> all.put(id, resources(snapshot)));
    return all;
  }

  private static List<Resource> resources(Snapshot snapshot) {
    var resources = new ArrayList<Resource>();
    for (ResourceType type : ResourceType.values()) {
      resources.addAll(snapshot.resources(type).values());
    }
    return resources;
  }

  private static Change change(Random random, Map<ObjectRef, WorldObject> present) {
    WorldObject object = object(random);
    if (random.nextInt(4) == 0) {
      present.remove(object.ref());
      return new Change.Delete(object.ref());
    }
    present.put(object.ref(), object);
    return new Change.Put(object);
  }

  private static WorldObject object(Random random) {
    String name = "n" + random.nextInt(NAMES);
    String other = "n" + random.nextInt(NAMES);
    return switch (random.nextInt(8)) {
      case 0 ->
          read(
              "gateway.networking.k8s.io/v1",
              "GatewayClass",
              "eg",
              "'spec': {'controllerName': '%s'}".formatted(TranslationOptions.BALLAST));
      case 1 ->
          read(
              "gateway.networking.k8s.io/v1",
              "Gateway",
              GATEWAY.name(),
              "'spec': {'gatewayClassName': 'eg', 'listeners': [{'name': 'http', 'port': %d, 'protocol': 'HTTP'}]}"
                  .formatted(80 + random.nextInt(2)));
      case 2 -> read("v1", "Service", name, "'spec': {'ports': [{'port': 80}]}");
      case 3, 4 ->
          read(
              "discovery.k8s.io/v1",
              "EndpointSlice",
              name,
              "'addressType': 'IPv4', 'ports': [{'port': 8080}], 'endpoints': [%s]"
                  .formatted(
                      random.nextInt(3) == 0
                          ? ""
                          : "{'addresses': ['10.0.0.%d']}".formatted(random.nextInt(9))));
      case 5, 6 ->
          read(
              "gateway.networking.k8s.io/v1",
              "HTTPRoute",
              name,
              "'spec': {'parentRefs': [{'name': 'eg'}], 'rules': [{'backendRefs': [{'name': '%s', 'port': 80}]}]}"
                  .formatted(other));
      default ->
          read(
              "gateway.envoyproxy.io/v1alpha1",
              "BackendTrafficPolicy",
              name,
              ("'spec': {'targetRefs': [{'group': 'gateway.networking.k8s.io', 'kind': 'HTTPRoute',"
                      + " 'name': '%s'}], 'loadBalancer': {'type': '%s'}}")
                  .formatted(other, random.nextBoolean() ? "Random" : "RoundRobin"));
    };
  }

  private static WorldObject read(String apiVersion, String kind, String name, String rest) {
    String json =
        ("{'apiVersion': '%s', 'kind': '%s', 'metadata': {'name': '%s', 'namespace': 'shop',"
                + " 'labels': {'kubernetes.io/service-name': '%s'}}, %s}")
            .formatted(apiVersion, kind, name, name, rest)
            .replace('\'', '"');
    return WorldReader.read(JsonReader.read(json.getBytes(StandardCharsets.UTF_8))).orElseThrow();
  }
}
