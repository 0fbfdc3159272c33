package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes in one response, and what goes alone so that a refusal says whose it is. */
class GroupingTest extends Dialogue {
  GroupingTest() {
    super(true);
  }

  @Test
  void whatAnEnvoyStartsWithIsOneResponse() {
    world.cluster("c2", 0).cluster("c3", 0);
    publish();
    subscribe(ResourceType.CLUSTER);
    assertThat(sends()).containsExactly("CLUSTER [c1@0, c2@0, c3@0]");

    subscribe(ResourceType.ENDPOINT, "c1", "c2", "c3");
    assertThat(sends()).containsExactly("ENDPOINT [e1/c1@0, e1/c2@0, e1/c3@0]");
  }

  @Test
  void aFewChangedClustersGoEachWithItsEndpoints() {
    atRest(2);
    world.cluster("c1", 1).cluster("c2", 1);
    publish();

    var sends = sends();
    assertThat(sends.subList(0, 2))
        .isIn(
            List.of("CLUSTER [c1@1]", "ENDPOINT [e1/c1@1]"),
            List.of("CLUSTER [c2@1]", "ENDPOINT [e1/c2@1]"));
    assertThat(sends)
        .containsExactlyInAnyOrder(
            "CLUSTER [c1@1]", "ENDPOINT [e1/c1@1]", "CLUSTER [c2@1]", "ENDPOINT [e1/c2@1]");
  }

  @Test
  void manyChangedClustersGoTogetherAndSoDoTheirEndpoints() {
    atRest(40);
    world.clusters.keySet().forEach(name -> world.cluster(name, 1));
    publish();

    assertThat(sends()).hasSize(2);
  }

  @Test
  void manyNewEndpointsGoTogether() {
    atRest(40);
    world.clusters.keySet().forEach(name -> world.endpoints(name, 2));
    publish();

    assertThat(sends()).hasSize(1);
  }

  @Test
  void aListenerThatComesForOneThatLeavesIsInTheSameResponseAsAnyOther() {
    connect();
    world.withoutListener("l").listener("m", 0).listener("n", 0);
    publish();

    assertThat(next()).isEqualTo("LISTENER [m@0, n@0] without [l]");
  }

  @Test
  void aBadClusterAmongAFewIsRefusedOnceThoughEnvoyDoesNotNameIt() {
    atRest(4);
    world.cluster("c1", 1).cluster("c2", SmallWorld.BAD).cluster("c3", 1);
    publish();

    assertThat(refusedAmong(ResourceType.CLUSTER)).containsExactly("CLUSTER [c2@1000]");
    assertThat(view.rejection(ResourceType.CLUSTER, "c2")).isNotNull();
  }

  @Test
  void badEndpointsAmongAFewAreRefusedOnceThoughEnvoyDoesNotNameThem() {
    atRest(4);
    world.endpoints("c1", 2).endpoints("c2", SmallWorld.BAD).endpoints("c3", 2);
    publish();

    assertThat(refusedAmong(ResourceType.ENDPOINT)).containsExactly("ENDPOINT [e1000/c2@0]");
    assertThat(view.rejection(ResourceType.ENDPOINT, "c2")).isNotNull();
  }

  private void atRest(int clusters) {
    for (int i = 1; i <= clusters; i++) {
      world.cluster("c" + i, 0);
    }
    connect();
    subscribe(
        ResourceType.ENDPOINT, world.clusters.keySet().stream().skip(1).toArray(String[]::new));
    sends();
    accept(ResourceType.ENDPOINT);
    assertThat(sends()).isEmpty();
  }

  private List<String> refusedAmong(ResourceType type) {
    var refused = new ArrayList<String>();
    for (var push = stream.next(now); push.isPresent(); push = stream.next(now)) {
      if (push.get().resources().stream().anyMatch(each -> SmallWorld.isBad(each.message()))) {
        refused.add(text(push.get()));
        refuse(type, "something is wrong");
      } else {
        accept(push.get().type());
      }
    }
    return refused;
  }
}
