package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Plays random schedules of publishes, deliveries, answers, lag and reconnects against model
 * Envoys. {@code -Dserving.steps} and {@code -Dserving.seed} play more, or the same again.
 */
class RandomScheduleTest {
  private static final int STEPS = Integer.getInteger("serving.steps", 100_000);
  private static final long SEED = Long.getLong("serving.seed", 1);
  private static final int STEPS_PER_SCHEDULE = 500;

  @Test
  void everyScheduleEndsInThePublishedStateWithoutDanglingOrRepeatedSends() {
    for (int played = 0; played < STEPS; played += STEPS_PER_SCHEDULE) {
      long seed = SEED + played / STEPS_PER_SCHEDULE;
      var schedule = new Schedule(seed);
      try {
        schedule.play(STEPS_PER_SCHEDULE);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "-Dserving.seed=" + seed + " failed after\n" + String.join("\n", schedule.lately), e);
      }
    }
  }

  private static final class Peer {
    final ModelEnvoy envoy;
    final WarmingWatch watch = new WarmingWatch();
    final boolean isDelta;
    Conversation conversation;

    Peer(boolean isDelta, Conversation conversation) {
      this.isDelta = isDelta;
      this.envoy = new ModelEnvoy(isDelta);
      this.conversation = conversation;
    }
  }

  private static final class Schedule {
    private final Random random;
    private final SmallWorld world = new SmallWorld();
    private final List<Peer> peers = new ArrayList<>();
    private final Encodings encodings = new Encodings();
    private final ServingLimits limits =
        new ServingLimits(Duration.ofHours(1), Duration.ofMillis(200), 200, 2, 300);
    final ArrayDeque<String> lately = new ArrayDeque<>();
    private View view = View.NONE;
    private long now = 1;

    Schedule(long seed) {
      random = new Random(seed);
      for (boolean isDelta : new boolean[] {true, true, false}) {
        peers.add(new Peer(isDelta, conversation(isDelta)));
      }
    }

    private void note(Peer peer, String what) {
      note("envoy " + peers.indexOf(peer) + " " + what);
    }

    private void note(String what) {
      lately.add(what);
      if (lately.size() > Integer.getInteger("serving.trace", 60)) {
        lately.remove();
      }
    }

    private Conversation conversation(boolean isDelta) {
      return new Conversation(isDelta, limits, encodings, now);
    }

    void play(int steps) {
      peers.forEach(peer -> peer.envoy.connect());
      for (int step = 0; step < steps; step++) {
        now += 1_000;
        var peer = peers.get(random.nextInt(peers.size()));
        int dice = random.nextInt(100);
        if (dice < 10) {
          publish();
        } else if (dice < 11) {
          reconnect(peer);
        } else if (dice < 45) {
          deliverAsk(peer);
        } else if (dice < 75) {
          deliverPush(peer);
        } else if (dice < 98) {
          write(peer, 1 + random.nextInt(3));
        } else {
          settle();
        }
      }
      settle();
    }

    private void publish() {
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes; i++) {
        world.change(random);
      }
      var next = view.publish(world.snapshot(), now);
      if (next != view) {
        view = next;
        note("published " + world.clusters + world.endpoints + world.listeners + world.routes);
        told.entrySet().removeIf(each -> hasChanged(each.getKey(), each.getValue()));
      }
      allowMissing();
    }

    private record ResourceKey(ResourceType type, String name) {}

    /** What the server knows to be refused; it must not send that again until it changes. */
    private final Map<ResourceKey, Set<Message>> told = new HashMap<>();

    private boolean hasChanged(ResourceKey key, Set<Message> refused) {
      var published = view.published(key.type(), key.name());
      return published == null || !refused.contains(published.message());
    }

    private final Set<String> everBad = new HashSet<>();

    private void allowMissing() {
      world.clusters.forEach(
          (name, content) -> {
            if (content >= SmallWorld.BAD) {
              everBad.add(name);
            }
          });
      peers.forEach(peer -> peer.envoy.mayMiss(everBad));
    }

    private void checkNew(Resource resource) {
      assertThat(told.getOrDefault(new ResourceKey(resource.type(), resource.name()), Set.of()))
          .as("sent again although refused")
          .doesNotContain(resource.message());
    }

    private static String brief(Push push) {
      return push.type()
          + " "
          + push.nonce()
          + " "
          + push.resources().stream().map(each -> each.name() + "=" + each.version()).toList()
          + (push.removed().isEmpty() ? "" : " without " + push.removed());
    }

    private void reconnect(Peer peer) {
      if (peer.envoy.hidesSomething()) {
        return;
      }
      note(peer, "reconnects");
      peer.conversation = conversation(peer.isDelta);
      peer.watch.reconnects();
      peer.envoy.connect();
    }

    private boolean deliverAsk(Peer peer) {
      var ask = peer.envoy.outbox.poll();
      if (ask == null) {
        return false;
      }
      note(peer, "says " + ask);
      for (Outcome outcome : peer.conversation.receive(ask)) {
        if (outcome instanceof Outcome.Accepted accepted) {
          peer.watch.takes(accepted);
          accepted.resources().forEach(each -> view = view.accept(each, now));
        }
        if (outcome instanceof Outcome.Refused refused) {
          var resource = refused.resource();
          var published = view.published(resource.type(), resource.name());
          if (published != null && published.message().equals(resource.message())) {
            told.computeIfAbsent(
                    new ResourceKey(resource.type(), resource.name()), key -> new HashSet<>())
                .add(resource.message());
          }
          view = view.reject(refused.resource(), refused.lastGood(), refused.words(), now);
        }
      }
      return true;
    }

    private boolean deliverPush(Peer peer) {
      if (peer.envoy.inbox.isEmpty()) {
        return false;
      }
      note(
          peer,
          "reads " + peer.envoy.inbox.element().type() + " " + peer.envoy.inbox.element().nonce());
      peer.envoy.read();
      return true;
    }

    private boolean write(Peer peer, int most) {
      peer.conversation.see(view);
      boolean wrote = false;
      for (int i = 0; i < most; i++) {
        var push = peer.conversation.next(now);
        if (push.isEmpty()) {
          break;
        }
        note(peer, "is sent " + brief(push.get()));
        push.get().resources().forEach(this::checkNew);
        if (peer.isDelta) {
          var asked = peer.conversation.topic(ResourceType.ENDPOINT).names();
          peer.watch.isSent(push.get(), view, asked);
        }
        peer.envoy.inbox.add(push.get());
        wrote = true;
      }
      return wrote;
    }

    /** No more changes: all is delivered, and no patience is needed to get there. */
    private void settle() {
      boolean moved = true;
      int waits = 0;
      int rounds = 0;
      while (moved) {
        assertThat(rounds++).as("rounds until quiet").isLessThan(10_000);
        moved = false;
        for (Peer peer : peers) {
          moved |= write(peer, 3);
          moved |= deliverPush(peer);
          moved |= deliverAsk(peer);
        }
        if (!moved) {
          for (Peer peer : peers) {
            moved |= view.exists() && peer.envoy.timesOut();
          }
          waits = moved ? 0 : waits + 1;
          if (!moved && waits < 3) {
            now += limits.overtaking().toNanos();
            moved = true;
          }
        }
      }
      peers.forEach(this::check);
      if (view.exists()) {
        peers.stream().filter(p -> !holdsTheUnknown(p)).forEach(peer -> peer.envoy.settle());
      }
    }

    /**
     * Whether a thing of an earlier stream stays because its new form is refused: then it is not
     * known what it uses, and nothing is taken away.
     */
    private static boolean holdsTheUnknown(Peer peer) {
      return Arrays.stream(ResourceType.values())
          .map(peer.conversation::topic)
          .anyMatch(topic -> topic.held.hasStrangers() || topic.held.holdsUnknown());
    }

    private void check(Peer peer) {
      if (!view.exists()) {
        return;
      }
      if (holdsTheUnknown(peer)) {
        return;
      }
      for (ResourceType type : ResourceType.values()) {
        var topic = peer.conversation.topic(type);
        assertThat(topic.held.flights())
            .as("unanswered %s, envoy %s warms %s", type, peers.indexOf(peer), peer.envoy.warming())
            .isEmpty();
        assertThat(topic.dirty()).as("waiting %s, envoy %s", type, peers.indexOf(peer)).isEmpty();
      }
      assertThat(peer.envoy.unanswered()).isEmpty();
      check(peer, ResourceType.CLUSTER);
      check(peer, ResourceType.ENDPOINT);
      check(peer, ResourceType.LISTENER);
      check(peer, ResourceType.ROUTE);
    }

    private void check(Peer peer, ResourceType type) {
      var held = peer.envoy.held(type);
      var published = view.snapshot().resources(type);
      held.forEach(
          (name, message) -> {
            assertThat(SmallWorld.isBad(message)).as("holds bad %s %s", type, name).isFalse();
            assertThat(published)
                .as("holds stale %s, envoy %s", type, peers.indexOf(peer))
                .containsKey(name);
          });
      published.forEach(
          (name, resource) -> {
            boolean isAsked = peer.conversation.topic(type).isSubscribed(name);
            if (isAsked && view.rejection(type, name) == null) {
              assertThat(held).as("%s", type).containsEntry(name, resource.message());
            }
          });
    }
  }
}
