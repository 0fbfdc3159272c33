package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.ResourceType;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of many changed routes Envoy refuses is found by letting some of them go on trial. */
class SuspectSearchTest extends Dialogue {
  private static final int ROUTES = 64;

  private final Set<String> refused = new HashSet<>();

  SuspectSearchTest() {
    super(true);
  }

  @Test
  void oneBadRouteAmongManyNewOnesStaysAloneInQuarantine() {
    connect();
    newRoutes();
    world.route("l", "r37", "c1", SmallWorld.BAD);
    publish();

    answerAll();

    assertThat(quarantined()).containsExactly("r37");
    assertThat(refused).hasSizeLessThan(2 * 6 + 2);
  }

  @Test
  void severalBadRoutesAreFoundEachForItself() {
    connect();
    newRoutes();
    world
        .route("l", "r3", "c1", SmallWorld.BAD)
        .route("l", "r4", "c1", SmallWorld.BAD)
        .route("l", "r60", "c1", SmallWorld.BAD);
    publish();

    answerAll();

    assertThat(quarantined()).containsExactlyInAnyOrder("r3", "r4", "r60");
  }

  @Test
  void whatIsKnownStaysKnownWhenAnotherRouteChanges() {
    connect();
    newRoutes();
    world.route("l", "r3", "c1", SmallWorld.BAD).route("l", "r60", "c1", SmallWorld.BAD);
    publish();
    answerAll();
    int before = refused.size();

    world.route("l", "r10", "c1", 2);
    publish();
    answerAll();

    assertThat(quarantined()).containsExactlyInAnyOrder("r3", "r60");
    assertThat(refused).hasSize(before);
  }

  @Test
  void aSearchGoesOnWhenTheConfigurationChangesInTheMiddle() {
    connect();
    newRoutes();
    world.route("l", "r37", "c1", SmallWorld.BAD);
    publish();
    for (int i = 0; i < 5; i++) {
      answerNext();
    }

    world.route("l", "r1", "c1", 2);
    publish();
    answerAll();

    assertThat(quarantined()).containsExactly("r37");
  }

  private void newRoutes() {
    for (int i = 0; i < ROUTES; i++) {
      world.route("l", "r" + i, "c1", 1);
    }
  }

  private void answerAll() {
    for (int i = 0; i < 100 && answerNext(); i++) {}
    assertThat(stream.next(now)).as("more to send").isEmpty();
  }

  /** As an Envoy would; the same content is never to be refused twice. */
  private boolean answerNext() {
    var push = stream.next(now);
    push.ifPresent(
        sent -> {
          boolean isBad =
              sent.resources().stream().anyMatch(each -> SmallWorld.isBad(each.message()));
          if (isBad) {
            sent.resources()
                .forEach(each -> assertThat(refused.add(each.message().toString())).isTrue());
          }
          answer(sent.type(), isBad ? Optional.of("bad route") : Optional.empty());
        });
    return push.isPresent();
  }

  private List<String> quarantined() {
    var rejection = Objects.requireNonNull(view.rejection(ResourceType.ROUTE, "l"));
    return rejection.quarantine().suspects().keySet().stream()
        .map(Quarantine.Place::route)
        .toList();
  }
}
