package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whole in meaning, incremental in cost. */
class IncrementalLawsTest {
  private static final TranslationOptions OPTIONS = TranslationOptions.offline();

  @Property(tries = 60)
  void aLongLifeEndsWhereAFreshStartBegins(@ForAll long seed) {
    var changes = new RandomChanges(seed);
    var translator = new Translator(OPTIONS);
    World world = World.EMPTY;
    for (int step = 0; step < 25; step++) {
      world = changes.next(world);
      assertSame(translator.next(world), fresh(world, seed));
    }
  }

  @Property(tries = 40)
  void worldsThatAreNotNeighboursDoNotMatter(@ForAll long seed) {
    var changes = new RandomChanges(seed);
    var random = new Random(seed);
    var translator = new Translator(OPTIONS);
    var worlds = new ArrayList<World>(List.of(World.EMPTY));
    for (int step = 0; step < 20; step++) {
      worlds.add(changes.next(worlds.getLast()));
      World any = worlds.get(random.nextInt(worlds.size()));
      assertSame(translator.next(any), fresh(any, seed));
    }
  }

  @Property(tries = 60)
  void aSnapshotNamesExactlyWhatDiffers(@ForAll long seed) {
    var changes = new RandomChanges(seed);
    var translator = new Translator(OPTIONS);
    World world = World.EMPTY;
    SortedMap<ObjectId, Snapshot> before = new TreeMap<>();
    for (int step = 0; step < 25; step++) {
      world = changes.next(world);
      var now = translator.next(world).gateways();
      for (var entry : now.entrySet()) {
        Snapshot old = before.getOrDefault(entry.getKey(), Snapshot.EMPTY);
        assertThat(entry.getValue().differencesFrom(old))
            .isEqualTo(differences(old, entry.getValue()));
      }
      before = now;
    }
  }

  @Property(tries = 60)
  void reportsNameExactlyWhatDiffers(@ForAll long seed) {
    var changes = new RandomChanges(seed);
    var translator = new Translator(OPTIONS);
    World world = World.EMPTY;
    Reports before = Reports.EMPTY;
    Reports older = Reports.EMPTY;
    for (int step = 0; step < 25; step++) {
      world = changes.next(world);
      Reports now = translator.next(world).reports();
      assertThat(now.differencesFrom(before)).isEqualTo(differences(before, now));
      // Of any other pair, too, though that costs more.
      assertThat(now.differencesFrom(older)).isEqualTo(differences(older, now));
      older = before;
      before = now;
    }
  }

  private static Set<ObjectRef> differences(Reports before, Reports now) {
    var objects = new HashSet<>(before.byObject().keySet());
    objects.addAll(now.byObject().keySet());
    objects.removeIf(
        object -> Objects.equals(before.byObject().get(object), now.byObject().get(object)));
    return objects;
  }

  @Property(tries = 100)
  void policiesAreFoundByWhatTheyAimAt(@ForAll long seed) {
    var changes = new RandomChanges(seed);
    World world = World.EMPTY;
    for (int step = 0; step < 25; step++) {
      world = changes.next(world);
      var aiming = new HashMap<ObjectRef, Set<ObjectId>>();
      var selecting = new HashSet<ObjectId>();
      for (BackendTrafficPolicy policy : world.policies()) {
        policy.targets().stream()
            .map(target -> target.in(policy.id().namespace()))
            .forEach(ref -> aiming.computeIfAbsent(ref, r -> new HashSet<>()).add(policy.id()));
        if (!policy.selectors().isEmpty()) {
          selecting.add(policy.id());
        }
      }
      assertThat(ids(world.policiesThatSelect())).isEqualTo(selecting);
      for (WorldObject object : RandomChanges.all(world)) {
        assertThat(ids(world.policiesAimingAt(object.ref())))
            .isEqualTo(aiming.getOrDefault(object.ref(), Set.of()));
      }
    }
  }

  private static Set<ObjectId> ids(Collection<BackendTrafficPolicy> policies) {
    return policies.stream().map(BackendTrafficPolicy::id).collect(Collectors.toSet());
  }

  @Property(tries = 60)
  void whatChangesNothingIsTheSameObject(@ForAll long seed) {
    var changes = new RandomChanges(seed);
    var translator = new Translator(OPTIONS);
    World world = World.EMPTY;
    for (int step = 0; step < 10; step++) {
      world = changes.next(world);
    }
    Translation translation = translator.next(world);

    var again = new ArrayList<WorldObject>();
    for (WorldObject object : RandomChanges.all(world)) {
      again.add(object);
    }
    assertThat(translator.next(world.changed(again, List.of()))).isSameAs(translation);

    // A world of its own that is equal: another object each, the same meaning.
    Translation equal = translator.next(World.of(again));
    assertThat(equal.reports()).isSameAs(translation.reports());
    equal
        .gateways()
        .forEach((id, snapshot) -> assertThat(snapshot).isSameAs(translation.gateways().get(id)));
  }

  @Property(tries = 60)
  void aTranslationThatBreaksLeavesNoTrace(@ForAll long seed) {
    var changes = new RandomChanges(seed);
    var random = new Random(seed);
    var breaking = new AtomicReference<Optional<TranslationStage>>(Optional.empty());
    var translator =
        new Translator(
            OPTIONS,
            new StageClock() {
              @Override
              public <T> T timed(TranslationStage stage, Supplier<T> work) {
                T result = work.get();
                if (breaking.get().equals(Optional.of(stage))) {
                  throw new IllegalStateException("broken on purpose");
                }
                return result;
              }
            });
    World world = World.EMPTY;
    for (int step = 0; step < 25; step++) {
      World next = changes.next(world);
      breaking.set(random.nextInt(3) == 0 ? Optional.of(anyStage(random)) : Optional.empty());
      try {
        assertSame(translator.next(next), fresh(next, seed));
        world = next;
      } catch (IllegalStateException broken) {
        // The engine goes on with the world before, or with another one made of it.
        world = random.nextBoolean() ? world : next;
      }
    }
    breaking.set(Optional.empty());
    assertSame(translator.next(world), fresh(world, seed));
  }

  private static TranslationStage anyStage(Random random) {
    var stages = TranslationStage.values();
    return stages[random.nextInt(stages.length)];
  }

  private static Translation fresh(World world, long seed) {
    var objects = new ArrayList<>(RandomChanges.all(world));
    Collections.shuffle(objects, new Random(seed));
    return Translator.translate(World.of(objects), OPTIONS);
  }

  private static void assertSame(Translation one, Translation other) {
    assertThat(one.statuses()).isEqualTo(other.statuses());
    assertThat(one.findings()).isEqualTo(other.findings());
    assertThat(one.gateways().keySet()).isEqualTo(other.gateways().keySet());
    one.gateways()
        .forEach(
            (id, snapshot) ->
                assertThat(resources(snapshot))
                    .isEqualTo(resources(Objects.requireNonNull(other.gateways().get(id)))));
  }

  private static List<Resource> resources(Snapshot snapshot) {
    var resources = new ArrayList<Resource>();
    for (ResourceType type : ResourceType.values()) {
      resources.addAll(snapshot.resources(type).values());
    }
    return resources;
  }

  private static Map<ResourceType, Set<String>> differences(Snapshot old, Snapshot now) {
    var differences = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    for (ResourceType type : ResourceType.values()) {
      var names = new HashSet<String>();
      for (Resource resource : now.resources(type).values()) {
        var before = old.get(type, resource.name());
        if (before.isEmpty()
            || !before.get().version().equals(resource.version())
            || !before.get().owners().equals(resource.owners())) {
          names.add(resource.name());
        }
      }
      for (String name : old.resources(type).keySet()) {
        if (now.get(type, name).isEmpty()) {
          names.add(name);
        }
      }
      if (!names.isEmpty()) {
        differences.put(type, names);
      }
    }
    return differences;
  }

  /** Changes as they come in life: often one endpoint slice, sometimes many things at once. */
  private static final class RandomChanges {
    private static final List<String> SLICES = List.of("cart-1", "cart-2", "empty-1");

    private final Random random;

    RandomChanges(long seed) {
      random = new Random(seed);
    }

    static List<WorldObject> all(World world) {
      var kinds =
          List.of(
              "GatewayClass",
              "Gateway",
              "HTTPRoute",
              "GRPCRoute",
              "Service",
              "EndpointSlice",
              "Namespace",
              "ReferenceGrant",
              "BackendTrafficPolicy");
      return kinds.stream().flatMap(kind -> world.kind(kind).oldestFirst().stream()).toList();
    }

    World next(World world) {
      return switch (random.nextInt(6)) {
        case 0, 1 -> world.with(slice());
        case 2 -> world.without(any(world).ref());
        case 3 -> world.changed(sample(3), List.of());
        case 4 -> world.changed(List.of(slice(), slice()), removed(world));
        default -> world.changed(sample(8), removed(world));
      };
    }

    private WorldObject slice() {
      String name = SLICES.get(random.nextInt(SLICES.size()));
      String service = name.substring(0, name.indexOf('-'));
      var addresses = new ArrayList<String>();
      for (int i = random.nextInt(3); i > 0; i--) {
        addresses.add("10.0.0." + random.nextInt(4));
      }
      return Yaml.objects(
              Yaml.slice(service, 8080, addresses.toArray(String[]::new))
                  .replace(service + "-1", name))
          .getFirst();
    }

    private List<WorldObject> sample(int most) {
      var objects = new ArrayList<>(RandomWorlds.objects(random.nextLong()));
      Collections.shuffle(objects, random);
      return objects.subList(0, Math.min(most, objects.size()));
    }

    private List<ObjectRef> removed(World world) {
      return random.nextBoolean() ? List.of() : List.of(any(world).ref());
    }

    private WorldObject any(World world) {
      var objects = all(world);
      return objects.isEmpty() ? slice() : objects.get(random.nextInt(objects.size()));
    }
  }
}
