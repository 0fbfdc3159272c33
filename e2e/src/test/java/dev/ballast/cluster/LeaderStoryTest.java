package dev.ballast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import dev.ballast.operator.LeaderGate;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of several replicas one writes. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class LeaderStoryTest {
  private final Lab lab;

  LeaderStoryTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void oneLeadsAnotherTakesOverAndWhoeverLostTriesAgain() throws IOException {
    try (var town = Town.open(lab, "leaders", Map.of())) {
      var begun = new AtomicInteger();
      var client = town.client();
      var first = new LeaderGate(client, town.name(), "ballast", "one", begun::incrementAndGet);
      var second = new LeaderGate(client, town.name(), "ballast", "two", begun::incrementAndGet);
      first.start();
      Town.await("the first one to lead", first);
      second.start();
      assertThat(town.read("lease/ballast", "{.spec.holderIdentity}")).isEqualTo("one");

      // Somebody takes the Lease away: the one that lost it goes on, and tries again.
      town.kubectl(
          "patch lease ballast --type=merge -p '{\"spec\":{\"holderIdentity\":\"thief\","
              + "\"leaseDurationSeconds\":1}}'");
      Town.await("the loss to be noticed", () -> !first.getAsBoolean());
      Town.await("one of them to lead again", () -> first.getAsBoolean() || second.getAsBoolean());
      assertThat(first.getAsBoolean() && second.getAsBoolean()).isFalse();

      var leader = first.getAsBoolean() ? first : second;
      var other = leader.equals(first) ? second : first;
      leader.close();
      Town.await("the other one to take over", other);
      assertThat(leader.getAsBoolean()).isFalse();
      assertThat(begun.get()).isGreaterThanOrEqualTo(3);
      other.close();
    }
  }
}
