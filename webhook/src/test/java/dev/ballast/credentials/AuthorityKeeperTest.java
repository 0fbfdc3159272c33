package dev.ballast.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AuthorityKeeperTest {
  private final MemoryShelf shelf = new MemoryShelf();
  private final Instants clock = new Instants();
  private final AuthorityKeeper keeper = new AuthorityKeeper(shelf, clock);

  @Test
  void whoFindsNoneMakesOneAndFindsItAgain() {
    var made = keeper.keep();
    assertThat(shelf.find().orElseThrow().getType()).isEqualTo("kubernetes.io/tls");
    assertThat(keeper.keep().trusted()).isEqualTo(made.trusted());
    assertThat(new AuthorityKeeper(shelf, clock).keep().bundlePem()).isEqualTo(made.bundlePem());
  }

  @Test
  void theLoserOfARaceTakesTheWinners() {
    var winners = new AtomicReference<Authorities>();
    shelf.meanwhile(() -> winners.set(new AuthorityKeeper(shelf, clock).keep()));
    var losers = keeper.keep();
    assertThat(winners.get()).isNotNull();
    assertThat(losers.trusted()).isEqualTo(keeper.keep().trusted());
    assertThat(losers.bundlePem()).isEqualTo(winners.get().bundlePem());
  }

  @Test
  void aDeletedSecretIsMadeAnew() {
    var before = keeper.keep();
    shelf.delete();
    assertThat(keeper.keep().bundlePem()).isNotEqualTo(before.bundlePem());
  }

  @Test
  void beforeItsEndAnAuthorityHasASuccessorAndStaysTrusted() {
    var before = keeper.keep();
    clock.pass(Duration.ofDays(3650 - 100));
    var after = keeper.keep();
    assertThat(after.trusted()).hasSize(2);
    assertThat(after.trusted().getFirst()).isNotEqualTo(before.trusted().getFirst());
    assertThat(after.trusted().getLast()).isEqualTo(before.trusted().getFirst());
    assertThat(keeper.keep().trusted()).isEqualTo(after.trusted());
  }

  @Test
  void whatIsSomebodyElsesIsNotOverwritten() {
    shelf.put(
        new SecretBuilder()
            .withNewMetadata()
            .withName(AuthorityKeeper.SECRET)
            .endMetadata()
            .addToData("password", "c2VjcmV0")
            .build());
    assertThatThrownBy(keeper::keep)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ballast-system/ballast-authority holds no authority of ours")
        .hasMessageContaining("delete it");
  }
}
