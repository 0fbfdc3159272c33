package dev.ballast.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.certificates.LeafRequest.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final Authority AUTHORITY =
      Authority.create("Ballast", Duration.ofDays(10), CLOCK);

  private static LeafRequest request(Duration validity) {
    return new LeafRequest(
        "webhook",
        List.of("ballast.ballast-system.svc"),
        List.of("spiffe://ballast.dev/ns/shop/gateway/edge"),
        Purpose.SERVER,
        validity);
  }

  @Test
  void whatItIssuesIsSignedByItAndNamesItsHolder() throws Exception {
    var leaf = AUTHORITY.issue(request(Duration.ofDays(1)), CLOCK).certificate();
    leaf.verify(AUTHORITY.credential().certificate().getPublicKey());
    assertThat(leaf.getSubjectAlternativeNames())
        .containsExactly(
            List.of(2, "ballast.ballast-system.svc"),
            List.of(6, "spiffe://ballast.dev/ns/shop/gateway/edge"));
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getNotAfter()).isEqualTo(Instant.parse("2026-01-03T03:04:05Z"));
    assertThat(leaf.getNotBefore()).isBefore(CLOCK.instant());
  }

  @Test
  void nothingOutlivesTheAuthority() {
    var leaf = AUTHORITY.issue(request(Duration.ofDays(100)), CLOCK).certificate();
    assertThat(leaf.getNotAfter()).isEqualTo(AUTHORITY.credential().certificate().getNotAfter());
  }

  @Test
  void pemThereAndBack() {
    var leaf = AUTHORITY.issue(request(Duration.ofDays(1)), CLOCK);
    assertThat(Credential.ofPem(leaf.certificatePem(), leaf.keyPem())).isEqualTo(leaf);
  }

  @Test
  void aStrangersKeyIsRefused() {
    var one = AUTHORITY.issue(request(Duration.ofDays(1)), CLOCK);
    var other = AUTHORITY.issue(request(Duration.ofDays(1)), CLOCK);
    assertThatThrownBy(() -> Credential.ofPem(one.certificatePem(), other.keyPem()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key does not belong to the certificate");
    assertThatThrownBy(() -> Credential.ofPem("nothing", one.keyPem()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Credential.ofPem(one.certificatePem(), "nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyIsNotPrinted() {
    assertThat(AUTHORITY.credential().toString()).isEqualTo("Credential[CN=Ballast]");
  }
}
