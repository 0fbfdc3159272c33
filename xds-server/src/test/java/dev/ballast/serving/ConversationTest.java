package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Delta streams. */
class ConversationTest extends Dialogue {
  ConversationTest() {
    super(true);
  }

  @Test
  void anEnvoyThatComesBeforeItsSnapshotWaits() {
    subscribe(ResourceType.CLUSTER);
    assertThat(sends()).isEmpty();

    publish();
    assertThat(sends()).containsExactly("CLUSTER [c1@0]");
  }

  @Test
  void anEmptyGatewayIsAnswered() {
    view = view.publish(Snapshot.EMPTY, now);
    subscribe(ResourceType.CLUSTER);

    assertThat(sends()).containsExactly("CLUSTER []");
  }

  @Test
  void publishingTheSameSendsNothing() {
    connect();

    publish();
    assertThat(sends()).isEmpty();
  }

  @Test
  void aThingThatGoesAndComesBackBeforeItsRemovalIsSentCostsNothing() {
    connect();

    world.withoutCluster("c1");
    publish();
    world.cluster("c1", 0).route("l", "r", "c1", 0);
    publish();

    assertThat(sends()).isEmpty();
  }

  @Test
  void changesThatAreSeenTogetherAreAllSent() {
    for (int i = 2; i < 40; i++) {
      world.cluster("c" + i, 0);
    }
    connect();
    world.clusters.keySet().forEach(name -> subscribe(ResourceType.ENDPOINT, name));
    sends();
    accept(ResourceType.ENDPOINT);
    assertThat(sends()).isEmpty();

    world.endpoints("c1", 2);
    view = view.publish(world.snapshot(), now);
    world.endpoints("c2", 2);
    publish();

    assertThat(sends()).containsExactlyInAnyOrder("ENDPOINT [e2/c1@0]", "ENDPOINT [e2/c2@0]");
  }

  @Test
  void aChangedClusterIsFollowedByItsEndpointsThoughTheyDidNotChange() {
    connect();

    world.cluster("c1", 1);
    publish();
    world.cluster("c1", 2);
    publish();
    world.cluster("c1", 1);
    publish();

    assertThat(sends()).containsExactly("CLUSTER [c1@1]", "ENDPOINT [e1/c1@1]");
  }

  @Test
  void flippingAClusterThereAndBackSendsItsEndpointsEachTime() {
    connect();

    world.cluster("c1", 1);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@1]");
    world.cluster("c1", 0);
    publish();

    assertThat(sends())
        .containsExactly("ENDPOINT [e1/c1@0]", "CLUSTER [c1@0]", "ENDPOINT [e1/c1@0]");
  }

  @Test
  void littleIsWrittenForAnEnvoyThatStandsStill() {
    var routes = world.snapshot().get(ResourceType.ROUTE, "l").orElseThrow().message();
    limits =
        new ServingLimits(
            limits.patience(),
            limits.overtaking(),
            limits.pushBytes(),
            limits.few(),
            10 * routes.getSerializedSize());
    stream = stream();
    connect();
    int sends = 0;
    for (int i = 1; i < 15; i++) {
      world.route("l", "r", "c1", i);
      publish();
      sends += sends().size();
    }
    assertThat(sends).isEqualTo(10);

    // One answer shows that what was before it has been read, too.
    var flights = List.copyOf(stream.topic(ResourceType.ROUTE).held.flights());
    answer(ResourceType.ROUTE, flights.getLast(), Optional.empty());
    assertThat(sends()).hasSize(1);
  }

  @Test
  void aSwapAddsThenMovesThenRemoves() {
    connect();

    world.withoutCluster("c1").cluster("c2", 0).route("l", "r", "c2", 0);
    publish();

    assertThat(sends()).containsExactly("CLUSTER [c2@0]");
    subscribe(ResourceType.ENDPOINT, "c2");
    assertThat(sends()).containsExactly("ENDPOINT [e1/c2@0]");
    accept(ResourceType.ENDPOINT);
    assertThat(next()).startsWith("ROUTE [");
    assertThat(sends()).as("the route is not accepted yet").isEmpty();
    accept(ResourceType.ROUTE);
    assertThat(sends()).containsExactly("CLUSTER [] without [c1]");
  }

  @Test
  void endpointsGoOutBetweenThePartsOfManyClusters() {
    world.cluster("c2", 0).cluster("c3", 0);
    connect();
    sends();
    subscribe(ResourceType.ENDPOINT, "c2", "c3");
    sends();
    accept(ResourceType.ENDPOINT);
    assertThat(sends()).isEmpty();

    limits =
        new ServingLimits(
            limits.patience(), limits.overtaking(), 1, limits.few(), limits.unreadBytes());
    stream = stream();
    receive(ask(ResourceType.CLUSTER, List.of(), Map.of("c1", "c1@0", "c2", "c2@0", "c3", "c3@0")));
    receive(
        ask(
            ResourceType.ENDPOINT,
            List.of("c1", "c2", "c3"),
            Map.of("c1", "e1/c1@0", "c2", "e1/c2@0", "c3", "e1/c3@0")));
    assertThat(sends()).isEmpty();

    world.endpoints("c1", 5).cluster("c2", 1).cluster("c3", 1);
    publish();

    assertThat(sends())
        .extracting(send -> send.substring(0, send.indexOf(' ')))
        .containsExactly("CLUSTER", "ENDPOINT", "CLUSTER", "ENDPOINT", "ENDPOINT");
  }

  @Test
  void aRouteDoesNotWaitForeverForAClusterThatStaysSilent() {
    connect();

    world.cluster("c2", 0).route("l", "r2", "c2", 0);
    publish();
    assertThat(sends()).containsExactly("CLUSTER [c2@0]");
    assertThat(stream.wakeAt()).isPresent();

    now += ServingLimits.DEFAULT.patience().toNanos();
    assertThat(next()).startsWith("ROUTE [");
  }

  @Test
  void aReconnectGetsWhatChangedAndLosesWhatIsGone() {
    world.cluster("c2", 1);
    publish();
    stream = stream();

    receive(ask(ResourceType.CLUSTER, List.of(), Map.of("c1", "c1@0", "c2", "c2@0", "c9", "c9@0")));
    receive(ask(ResourceType.LISTENER, List.of(), Map.of("l", "l@0")));
    var routes = view.snapshot().get(ResourceType.ROUTE, "l").orElseThrow();
    receive(ask(ResourceType.ROUTE, List.of("l"), Map.of("l", routes.version())));

    assertThat(sends()).containsExactly("CLUSTER [c2@1]", "CLUSTER [] without [c9]");
  }

  @Test
  void aNameThatDoesNotExistIsAnsweredAndSentOnceItExists() {
    publish();
    subscribe(ResourceType.ENDPOINT, "c7");
    assertThat(sends()).containsExactly("ENDPOINT [] without [c7]");

    world.cluster("c7", 0);
    publish();
    assertThat(sends()).containsExactly("ENDPOINT [e1/c7@0]");
  }

  @Test
  void aStarAsksForAllAndCanBeTakenBack() {
    publish();
    subscribe(ResourceType.ENDPOINT, "*");
    assertThat(sends()).containsExactly("ENDPOINT [e1/c1@0]");

    receive(
        new Ask.Delta(
            ResourceType.ENDPOINT, List.of(), List.of("*"), Map.of(), "", Optional.empty()));
    world.endpoints("c1", 2);
    publish();
    assertThat(sends()).isEmpty();
  }

  @Test
  void aRefusedClusterIsWithheldAloneUntilItChanges() {
    keepFewTogether();
    connect();

    world.cluster("c1", SmallWorld.BAD).cluster("c2", 0);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@1000, c2@0]");
    refuse(ResourceType.CLUSTER, "Error adding/updating cluster(s) c1: no such thing");
    assertThat(sends()).contains("CLUSTER [c2@0]").noneMatch(send -> send.contains("CLUSTER [c1"));

    world.cluster("c1", 3);
    publish();
    assertThat(sends()).contains("CLUSTER [c1@3]");
  }

  @Test
  void anEnvoyThatComesLaterGetsTheLastGoodFormAtOnce() {
    connect();
    world.cluster("c1", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@1000]");
    refuse(ResourceType.CLUSTER, "no");

    stream = stream();
    subscribe(ResourceType.CLUSTER);
    assertThat(sends()).containsExactly("CLUSTER [c1@0]");
  }

  @Test
  void theBadOneOfSeveralIsFoundWhenEnvoyDoesNotNameIt() {
    world.cluster("c2", SmallWorld.BAD).cluster("c3", 0).cluster("c4", 0);
    publish();
    subscribe(ResourceType.CLUSTER);
    var accepted = new ArrayList<String>();

    for (var push = stream.next(now); push.isPresent(); push = stream.next(now)) {
      if (push.get().resources().stream().anyMatch(each -> SmallWorld.isBad(each.message()))) {
        refuse(ResourceType.CLUSTER, "something is wrong");
      } else {
        push.get().resources().forEach(each -> accepted.add(each.name()));
        accept(ResourceType.CLUSTER);
      }
    }

    assertThat(accepted).containsExactlyInAnyOrder("c1", "c3", "c4");
  }

  @Test
  void endpointsThatAreRefusedInEveryFormAreNotSentWithoutEnd() {
    connect();
    // The cluster changes and its endpoints do not, but something on the way breaks them.
    world.cluster("c1", 1);
    publish();
    assertThat(sends()).containsExactly("CLUSTER [c1@1]", "ENDPOINT [e1/c1@1]");
    refuse(ResourceType.ENDPOINT, "no");

    assertThat(sends()).isEmpty();

    world.endpoints("c1", 2);
    publish();
    assertThat(sends()).containsExactly("ENDPOINT [e2/c1@1]");
  }

  @Test
  void aListenerThatLeavesBesideARefusedOneIsTakenAwayOnceMore() {
    connect();

    world.withoutListener("l").listener("m", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("LISTENER [m@1000] without [l]");
    refuse(ResourceType.LISTENER, "Error adding/updating listener(s) m: no");

    assertThat(next()).isEqualTo("LISTENER [] without [l]");
  }

  @Test
  void aClusterWhoseRemovalWentDownMayBeGone() {
    keepFewTogether();
    world.cluster("c2", 0);
    connect();
    subscribe(ResourceType.ENDPOINT, "c2");
    sends();
    accept(ResourceType.ENDPOINT);
    world.cluster("c2", 1).cluster("c3", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c2@1, c3@1000]");
    world.withoutCluster("c2").cluster("c3", SmallWorld.BAD + 1);
    publish();
    refuse(ResourceType.CLUSTER, "no");
    assertThat(sends()).contains("CLUSTER [c3@1001] without [c2]");
    refuse(ResourceType.CLUSTER, "Error adding/updating cluster(s) c3: no");

    accept(ResourceType.ENDPOINT);
    receive(unsubscribe(ResourceType.ENDPOINT, "c2"));

    world.cluster("c2", 0).route("l", "r", "c2", 0);
    publish();
    assertThat(sends()).as("the route waits for c2").noneMatch(send -> send.startsWith("ROUTE"));
  }

  @Test
  void aListenerThatComesBackAfterItsRemovalWentDownIsSentThoughItMayStillBeThere() {
    connect();

    world.withoutListener("l").listener("m", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("LISTENER [m@1000] without [l]");
    world.listener("l", 0).route("l", "r", "c1", 0);
    publish();
    refuse(ResourceType.LISTENER, "Error adding/updating listener(s) m: no");

    assertThat(next()).isEqualTo("LISTENER [l@0]");
  }

  @Test
  void whatWasReadBeforeANewSubscriptionAndAcceptedAfterItMayBeHeld() {
    world.cluster("c2", 0);
    connect();
    world.route("l", "r", "c1", 1);
    publish();
    assertThat(next()).startsWith("ROUTE [");
    world.route("l", "r", "c2", 0);
    publish();
    assertThat(next()).startsWith("ROUTE [");

    receive(unsubscribe(ResourceType.ROUTE, "l"));
    subscribe(ResourceType.ROUTE, "l");
    accept(ResourceType.ROUTE);
    world.withoutCluster("c2").route("l", "r", "c1", 0);
    publish();

    assertThat(next()).startsWith("ROUTE [");
    assertThat(sends()).as("a route may lead to c2").isEmpty();
  }

  @Test
  void whatAnEarlierStreamLeftIsNotTrustedOnceSomethingWasSentOnTopOfIt() {
    keepFewTogether();
    world.cluster("c1", 1).cluster("c2", SmallWorld.BAD);
    publish();
    receive(ask(ResourceType.CLUSTER, List.of(), Map.of("c1", "c1@0")));
    assertThat(next()).isEqualTo("CLUSTER [c1@1, c2@1000]");
    world.cluster("c1", SmallWorld.BAD);
    publish();
    assertThat(next()).isEqualTo("CLUSTER [c1@1000]");
    var flights = List.copyOf(stream.topic(ResourceType.CLUSTER).held.flights());
    answer(
        ResourceType.CLUSTER,
        flights.get(0),
        Optional.of("Error adding/updating cluster(s) c2: no"));
    answer(
        ResourceType.CLUSTER,
        flights.get(1),
        Optional.of("Error adding/updating cluster(s) c1: no"));
    sends();

    world.cluster("c1", 0);
    publish();
    assertThat(sends()).as("it may hold c1@1").contains("CLUSTER [c1@0]");
  }

  @Test
  void aRouteWaitsForTheAnswerThatItsClusterHasNoEndpoints() {
    world.endpoints("c1", SmallWorld.BAD);
    publish();
    receive(ask(ResourceType.CLUSTER, List.of(), Map.of("c1", "c1@0")));
    subscribe(ResourceType.ENDPOINT, "c1");
    subscribe(ResourceType.ROUTE, "l");
    assertThat(sends()).containsExactly("ENDPOINT [e1000/c1@0]");

    refuse(ResourceType.ENDPOINT, "no");
    assertThat(sends()).containsExactly("ENDPOINT [] without [c1]");
    accept(ResourceType.ENDPOINT);
    assertThat(next()).startsWith("ROUTE [");
  }
}
