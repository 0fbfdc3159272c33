package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every world. */
class WorldLawsTest {
  @Property(tries = 150)
  void theOrderOfArrivalDoesNotMatter(@ForAll long seed, @ForAll long shuffle) {
    var objects = RandomWorlds.objects(seed);
    var shuffled = new ArrayList<>(objects);
    Collections.shuffle(shuffled, new Random(shuffle));
    World oneByOne = World.EMPTY;
    for (WorldObject object : shuffled) {
      oneByOne = oneByOne.with(object);
    }

    assertSame(translate(World.of(objects)), translate(oneByOne));
  }

  @Property(tries = 100)
  void whatComesAndGoesLeavesNoTrace(@ForAll long seed, @ForAll long other) {
    World world = World.of(RandomWorlds.objects(seed));
    var passing = new ArrayList<WorldObject>();
    for (WorldObject object : RandomWorlds.objects(other)) {
      if (world.get(object.ref()).isEmpty()) {
        passing.add(object);
      }
    }
    World later = world.changed(passing, List.of());
    for (ObjectRef ref : passing.stream().map(WorldObject::ref).toList()) {
      later = later.without(ref);
    }

    assertSame(translate(world), translate(later));
  }

  @Property(tries = 150)
  void noResourceRefersToOneThatIsMissing(@ForAll long seed) {
    var translation = translate(World.of(RandomWorlds.objects(seed)));

    for (Snapshot snapshot : translation.gateways().values()) {
      assertThat(snapshot.danglingReferences()).isEmpty();
    }
  }

  private static Translation translate(World world) {
    return Translator.translate(world, TranslationOptions.offline());
  }

  private static void assertSame(Translation one, Translation other) {
    assertThat(other.statuses()).isEqualTo(one.statuses());
    assertThat(other.findings()).isEqualTo(one.findings());
    assertThat(resources(other.gateways().values())).isEqualTo(resources(one.gateways().values()));
  }

  private static List<Resource> resources(Collection<Snapshot> snapshots) {
    var resources = new ArrayList<Resource>();
    for (Snapshot snapshot : snapshots) {
      for (ResourceType type : ResourceType.values()) {
        resources.addAll(snapshot.resources(type).values());
      }
    }
    return resources;
  }
}
