package dev.ballast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OwnedResourcesTest {
  /** A resource of a gateway, and who owns it from now on; nobody takes it away. */
  record Step(int gateway, int resource, List<Integer> owners) {}

  @Property(tries = 300)
  void whoOwnsWhatIsAsIfLookedThroughAnew(@ForAll("steps") List<Step> steps) {
    var followed = new OwnedResources();
    SortedMap<ObjectId, Snapshot> gateways = new TreeMap<>();
    int version = 0;
    for (Step step : steps) {
      gateways = after(gateways, step, version++);
      followed.follow(gateways);
    }
    var anew = new OwnedResources();
    anew.follow(gateways);

    for (int owner = 0; owner < 4; owner++) {
      assertThat(names(followed, owner)).isEqualTo(names(anew, owner));
    }
    for (ObjectId gateway : gateways.keySet()) {
      assertThat(followed.ownersIn(gateway)).isEqualTo(anew.ownersIn(gateway));
    }
    followed.follow(Collections.emptySortedMap());
    assertThat(followed.of(owner(0))).isEmpty();
  }

  private static Map<ObjectId, List<String>> names(OwnedResources owned, int owner) {
    var names = new HashMap<ObjectId, List<String>>();
    owned
        .of(owner(owner))
        .forEach(
            (gateway, resources) ->
                names.put(
                    gateway,
                    resources.stream().map(r -> r.name() + " " + r.version()).sorted().toList()));
    return names;
  }

  private static SortedMap<ObjectId, Snapshot> after(
      SortedMap<ObjectId, Snapshot> before, Step step, int version) {
    var next = new TreeMap<>(before);
    var gateway = new ObjectId("shop", "gateway-" + step.gateway());
    String name = "cluster-" + step.resource();
    var snapshot = next.getOrDefault(gateway, Snapshot.EMPTY);
    next.put(
        gateway,
        step.owners().isEmpty()
            ? snapshot.changed(List.of(), Map.of(ResourceType.CLUSTER, List.of(name)))
            : snapshot.changed(
                List.of(
                    new Resource(
                        ResourceType.CLUSTER,
                        name,
                        "v" + version,
                        Cluster.getDefaultInstance(),
                        List.of(),
                        step.owners().stream().map(OwnedResourcesTest::owner).toList())),
                Map.of()));
    return next;
  }

  private static ObjectRef owner(int number) {
    return ObjectRef.of("BackendTrafficPolicy", "shop", "policy-" + number);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    var owners = Arbitraries.subsetOf(IntStream.range(0, 4).boxed().toList());
    return Combinators.combine(
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 3),
            owners.map(set -> (List<Integer>) new ArrayList<>(set)))
        .as(Step::new)
        .list()
        .ofMaxSize(25);
  }
}
