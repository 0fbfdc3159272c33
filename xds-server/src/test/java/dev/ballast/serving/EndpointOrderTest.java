package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.ResourceType;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A refusal of endpoints ends the wait of every cluster that warms and leaves it empty. So what may
 * be refused never comes between a changed cluster and the endpoints that the Envoy took before.
 */
class EndpointOrderTest extends Dialogue {
  EndpointOrderTest() {
    super(true);
  }

  @BeforeEach
  void threeClustersAtRest() {
    keepFewTogether();
    world.cluster("c2", 0).cluster("c3", 0);
    connect();
    subscribe(ResourceType.ENDPOINT, "c2", "c3");
    sends();
    accept(ResourceType.ENDPOINT);
    assertThat(sends()).isEmpty();
  }

  @Test
  void whatTheEnvoyTookBeforeGoesAheadOfWhatItMayRefuse() {
    world.cluster("c2", 1).endpoints("c1", SmallWorld.BAD);
    publish();

    assertThat(sends())
        .containsExactly("CLUSTER [c2@1]", "ENDPOINT [e1/c2@1]", "ENDPOINT [e1000/c1@0]");
  }

  @Test
  void whatAClusterWaitsForGoesAheadOfWhatNoneWaitsFor() {
    world.cluster("c2", 1).endpoints("c2", 2).endpoints("c1", SmallWorld.BAD);
    publish();

    assertThat(sends())
        .containsExactly("CLUSTER [c2@1]", "ENDPOINT [e2/c2@1]", "ENDPOINT [e1000/c1@0]");
  }

  @Test
  void whatANewClusterGetsStaysApartFromWhatAChangedOneGetsAgain() {
    world.cluster("c1", 1).cluster("c4", 0).endpoints("c4", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@1, c4@0]");
    subscribe(ResourceType.ENDPOINT, "c4");

    assertThat(sends()).containsExactly("ENDPOINT [e1/c1@1]", "ENDPOINT [e1000/c4@0]");
  }

  @Test
  void manyNewEndpointsAreOneResponse() {
    world.endpoints("c1", 2).endpoints("c2", 2).endpoints("c3", 2);
    publish();

    assertThat(sends()).containsExactly("ENDPOINT [e2/c1@0, e2/c2@0, e2/c3@0]");
  }

  @Test
  void theEndpointsOfManyChangedClustersAreOneResponse() {
    world.cluster("c1", 1).cluster("c2", 1).cluster("c3", 1);
    publish();

    assertThat(sends())
        .containsExactly("CLUSTER [c1@1, c2@1, c3@1]", "ENDPOINT [e1/c1@1, e1/c2@1, e1/c3@1]");
  }

  @Test
  void theSearchForABadOneStaysBehindToo() {
    world.endpoints("c1", 2).endpoints("c2", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("ENDPOINT [e1000/c2@0, e2/c1@0]");
    refuse(ResourceType.ENDPOINT, "something is wrong");
    world.cluster("c3", 1);
    publish();

    assertThat(sends())
        .containsExactly(
            "CLUSTER [c3@1]", "ENDPOINT [e1/c3@1]", "ENDPOINT [e2/c1@0]", "ENDPOINT [e1000/c2@0]");
  }

  @Test
  void whatIsRefusedAlthoughItWasTakenBeforeIsLookedForInPartsAsWell() {
    // Something on the way breaks them.
    world.cluster("c1", 1).cluster("c2", 1);
    publish();
    assertThat(sends()).containsExactly("CLUSTER [c1@1, c2@1]", "ENDPOINT [e1/c1@1, e1/c2@1]");
    refuse(ResourceType.ENDPOINT, "something is wrong");

    assertThat(List.of(next(), next())).containsExactly("ENDPOINT [e1/c1@1]", "ENDPOINT [e1/c2@1]");
  }
}
