package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private final SmallWorld world =
      new SmallWorld().cluster("c1", 0).listener("l", 0).route("l", "r", "c1", 0);
  private final Encodings encodings = new Encodings();
  private Conversation stream = stream();
  private View view = View.NONE;
  private long now = 1;

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

    assertThat(sends()).containsExactly("CLUSTER [c1@0]", "ENDPOINT [e1/c1@0]");
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

  private Conversation stream() {
    return new Conversation(true, ServingLimits.DEFAULT, encodings, now);
  }

  /** Brings a stream to rest with everything accepted. */
  private void connect() {
    publish();
    subscribe(ResourceType.CLUSTER);
    sends();
    accept(ResourceType.CLUSTER);
    subscribe(ResourceType.ENDPOINT, "c1");
    subscribe(ResourceType.LISTENER);
    subscribe(ResourceType.ROUTE, "l");
    sends();
    accept(ResourceType.ENDPOINT);
    accept(ResourceType.LISTENER);
    sends();
    accept(ResourceType.ROUTE);
    assertThat(sends()).isEmpty();
  }

  private void publish() {
    view = view.publish(world.snapshot(), now);
    stream.see(view);
  }

  private void subscribe(ResourceType type, String... names) {
    receive(ask(type, List.of(names), Map.of()));
  }

  private static Ask ask(ResourceType type, List<String> names, Map<String, String> initial) {
    return new Ask.Delta(type, names, List.of(), initial, "", Optional.empty());
  }

  private void accept(ResourceType type) {
    answer(type, Optional.empty());
  }

  private void refuse(ResourceType type, String words) {
    answer(type, Optional.of(words));
  }

  private void answer(ResourceType type, Optional<String> refusal) {
    for (Flight flight : List.copyOf(stream.topic(type).flights())) {
      receive(new Ask.Delta(type, List.of(), List.of(), Map.of(), flight.nonce(), refusal));
    }
  }

  private void receive(Ask ask) {
    stream.see(view);
    for (Outcome outcome : stream.receive(ask)) {
      if (outcome instanceof Outcome.Refused refused) {
        view = view.reject(refused.resource(), refused.lastGood(), refused.words(), now);
      }
    }
    stream.see(view);
  }

  private List<String> sends() {
    var sends = new ArrayList<String>();
    for (var push = stream.next(now); push.isPresent(); push = stream.next(now)) {
      sends.add(text(push.get()));
    }
    return sends;
  }

  private String next() {
    return stream.next(now).map(ConversationTest::text).orElse("nothing");
  }

  private static String text(Push push) {
    var versions = push.resources().stream().map(Resource::version).sorted().toList();
    return push.type()
        + " "
        + versions
        + (push.removed().isEmpty() ? "" : " without " + push.removed());
  }
}
