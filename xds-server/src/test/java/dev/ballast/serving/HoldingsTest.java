package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HoldingsTest {
  private static final int NAMES = 100;

  @Test
  void whateverIsPublishedTheyAnswerLikeAPlainMap() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var plain = new HashMap<String, Resource>();
      var holdings = new Holdings();
      SortedMap<String, Resource> published = new TreeMap<>();
      for (int step = 0; step < 2_000; step++) {
        var name = "n" + random.nextInt(NAMES);
        switch (random.nextInt(8)) {
          case 0, 1 -> published = publish(holdings, published, random);
          case 2 -> {
            plain.remove(name);
            holdings.remove(name);
          }
          case 3 -> holdings.rest(published);
          case 4 -> {
            var own = resource(name, random.nextInt(3));
            plain.put(name, own);
            holdings.put(own);
          }
          default -> {
            var current = published.get(name);
            if (current != null) {
              plain.put(name, current);
              holdings.put(current);
            }
          }
        }
        check(plain, holdings);
      }
    }
  }

  private static SortedMap<String, Resource> publish(
      Holdings holdings, SortedMap<String, Resource> before, Random random) {
    var next = new TreeMap<>(before);
    var changed = new HashSet<String>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      var name = "n" + random.nextInt(NAMES);
      changed.add(name);
      if (random.nextInt(4) == 0) {
        next.remove(name);
      } else {
        next.put(name, resource(name, random.nextInt(3)));
      }
    }
    holdings.follow(next, changed);
    return next;
  }

  private static void check(Map<String, Resource> plain, Holdings holdings) {
    assertThat(holdings.size()).isEqualTo(plain.size());
    var seen = new HashMap<String, String>();
    holdings.forEach(each -> assertThat(seen.put(each.name(), each.version())).isNull());
    plain.forEach((name, each) -> assertThat(seen).containsEntry(name, each.version()));
    assertThat(seen).hasSameSizeAs(plain);
  }

  private static Resource resource(String name, int version) {
    return new Resource(
        ResourceType.CLUSTER,
        name,
        Integer.toString(version),
        Cluster.newBuilder().setName(name).build(),
        List.of(),
        List.of());
  }

  @Test
  void whatIsKnownByItsVersionOnlyIsNeverTakenForWhatIsPublished() {
    var holdings = new Holdings();
    SortedMap<String, Resource> published = new TreeMap<>();
    for (int i = 0; i < NAMES; i++) {
      var each = resource("n" + i, 1);
      published.put(each.name(), each);
      holdings.put(each);
    }
    holdings.rest(published);
    var stranger =
        new Resource(
            ResourceType.CLUSTER, "n5", "1", Empty.getDefaultInstance(), List.of(), List.of());

    holdings.put(stranger);

    assertThat(holdings.get("n5")).isSameAs(stranger);
  }
}
