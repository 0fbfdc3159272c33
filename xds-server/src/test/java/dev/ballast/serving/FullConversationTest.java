package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.ResourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** State-of-the-world streams. */
class FullConversationTest extends Dialogue {
  FullConversationTest() {
    super(false);
  }

  @Test
  void theBadEndpointsAreFoundBesideAClusterThatHasNone() {
    world.cluster("c2", 0).endpoints("c2", SmallWorld.BAD);
    publish();
    subscribe(ResourceType.ENDPOINT, "c1", "c2", "c9");

    int refusals = 0;
    for (var push = stream.next(now); push.isPresent(); push = stream.next(now)) {
      if (push.get().resources().stream().anyMatch(each -> SmallWorld.isBad(each.message()))) {
        refusals++;
        assertThat(refusals).as("refusals so far").isLessThan(4);
        refuse(ResourceType.ENDPOINT, "something is wrong");
      } else {
        accept(ResourceType.ENDPOINT);
      }
    }
    assertThat(view.rejection(ResourceType.ENDPOINT, "c2")).isNotNull();
  }

  @Test
  void aVersionFromBeforeARefusalIsNotTrusted() {
    publish();
    var version = Encodings.version(view.snapshot().resources(ResourceType.LISTENER).values());
    world.listener("m", SmallWorld.BAD);
    publish();
    subscribe(ResourceType.LISTENER);
    assertThat(next()).isEqualTo("LISTENER [l@0, m@1000]");
    refuse(ResourceType.LISTENER, "Error adding/updating listener(s) m: no");

    stream = stream();
    receive(new Ask.Full(ResourceType.LISTENER, List.of(), version, "", Optional.empty()));

    assertThat(next()).isEqualTo("LISTENER [l@0]");
  }

  @Test
  void aListThatTakesSomethingAwayIsOwedUntilOneIsAccepted() {
    publish();
    subscribe(ResourceType.CLUSTER);
    assertThat(next()).isEqualTo("CLUSTER [c1@0]");
    accept(ResourceType.CLUSTER);
    world.cluster("c2", 0).cluster("c3", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@0, c2@0, c3@1000]");
    world.withoutCluster("c2");
    publish();
    refuse(ResourceType.CLUSTER, "Error adding/updating cluster(s) c3: no");

    world.cluster("c3", SmallWorld.BAD + 1);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@0, c3@1001]");
    refuse(ResourceType.CLUSTER, "no");
    assertThat(next()).as("c2 may still be there").isEqualTo("CLUSTER [c1@0]");
  }

  @Test
  void aClusterThatWasDeletedMeanwhileStaysUntilNoRouteLeadsThere() {
    world.cluster("c2", 0).route("l", "r", "c2", 0);
    publish();
    var listeners = Encodings.version(view.snapshot().resources(ResourceType.LISTENER).values());
    receive(again(ResourceType.CLUSTER, "some version"));
    assertThat(sends()).as("nobody knows what it holds").isEmpty();

    receive(again(ResourceType.ENDPOINT, "some version", "c1", "c9"));
    receive(again(ResourceType.LISTENER, listeners));
    receive(again(ResourceType.ROUTE, "some version", "l"));
    assertThat(sends()).containsExactly("CLUSTER [c1@0, c2@0, leftover]", "ENDPOINT [e1/c1@0]");
    accept(ResourceType.ENDPOINT);
    receive(
        new Ask.Full(
            ResourceType.ENDPOINT,
            List.of("c1", "c2", "c9"),
            "",
            stream.topic(ResourceType.ENDPOINT).held.lastNonce(),
            Optional.empty()));
    assertThat(sends()).containsExactly("ENDPOINT [e1/c2@0]");
    accept(ResourceType.ENDPOINT);
    assertThat(next()).startsWith("ROUTE [");
    assertThat(sends()).isEmpty();

    now += ServingLimits.DEFAULT.overtaking().toNanos();
    assertThat(sends()).as("routes may still lead to c9").isEmpty();
    accept(ResourceType.ROUTE);
    assertThat(sends()).containsExactly("CLUSTER [c1@0, c2@0]");
  }

  @Test
  void anEnvoyThatCameBackWithoutClustersIsNotKeptWaiting() {
    publish();
    receive(again(ResourceType.CLUSTER, "some version"));
    assertThat(sends()).isEmpty();

    now += ServingLimits.DEFAULT.overtaking().toNanos();
    assertThat(sends()).containsExactly("CLUSTER [c1@0]");
  }

  @Test
  void whatAnotherEnvoyRefusedIsNotRepeatedInAListThatGoesOutAhead() {
    publish();
    subscribe(ResourceType.CLUSTER);
    sends();
    accept(ResourceType.CLUSTER);
    world.cluster("c1", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@1000]");

    var bad = view.snapshot().get(ResourceType.CLUSTER, "c1").orElseThrow();
    view = view.reject(bad, Optional.empty(), "no", now);
    world.cluster("c2", 0);
    publish();
    now += ServingLimits.DEFAULT.overtaking().toNanos();

    assertThat(next()).isEqualTo("CLUSTER [c1@0, c2@0]");
  }

  /** The first request of its type on a new stream. */
  private static Ask again(ResourceType type, String version, String... names) {
    return new Ask.Full(type, List.of(names), version, "", Optional.empty());
  }
}
