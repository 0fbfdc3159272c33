package dev.ballast.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuedCredentialTest {
  private final MemoryShelf shelf = new MemoryShelf();
  private final Instants clock = new Instants();
  private final AuthorityKeeper keeper = new AuthorityKeeper(shelf, clock);
  private final IssuedCredential credential =
      IssuedCredential.start(keeper, "ballast-webhook", "ballast-system", clock);

  @AfterEach
  void close() {
    credential.close();
  }

  @Test
  void itIsIssuedForTheServicesNames() throws CertificateParsingException {
    var names =
        credential.current().certificate().getSubjectAlternativeNames().stream()
            .map(name -> (Object) name.get(1))
            .toList();
    assertThat(names)
        .isEqualTo(
            List.of(
                "ballast-webhook.ballast-system.svc",
                "ballast-webhook.ballast-system.svc.cluster.local"));
    assertThat(credential.current().authorities()).isEqualTo(keeper.keep().trusted());
  }

  @Test
  void itIsMadeAnewAfterTwoThirdsOfItsTime() {
    var heard = new ArrayList<ServingCredential>();
    credential.onChange(heard::add);
    var first = credential.current();
    clock.pass(Duration.ofDays(59));
    credential.look();
    assertThat(credential.current()).isSameAs(first);
    clock.pass(Duration.ofDays(2));
    credential.look();
    assertThat(credential.current().certificate()).isNotEqualTo(first.certificate());
    assertThat(heard).containsExactly(credential.current());
  }

  @Test
  void aNewAuthorityIsHeardOfAtOnce() throws Exception {
    var next = new CompletableFuture<ServingCredential>();
    credential.onChange(next::complete);
    var before = credential.current().authorities();
    shelf.delete();
    assertThat(next.get(20, TimeUnit.SECONDS).authorities())
        .isEqualTo(keeper.keep().trusted())
        .isNotEqualTo(before);
  }

  @Test
  void aKeyIsNotPrinted() {
    assertThat(credential.current().toString())
        .isEqualTo("ServingCredential[CN=ballast-webhook.ballast-system.svc]");
  }
}
