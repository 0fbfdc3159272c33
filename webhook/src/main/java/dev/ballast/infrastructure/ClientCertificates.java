package dev.ballast.infrastructure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ballast.certificates.Authority;
import dev.ballast.certificates.LeafRequest;
import dev.ballast.certificates.LeafRequest.Purpose;
import dev.ballast.certificates.Pem;
import dev.ballast.serving.EnvoyIdentity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificate that a Gateway's Envoys prove themselves with. It is asked for by name each
 * time, so that Ballast needs no right to list Secrets.
 */
final class ClientCertificates {
  private static final Logger LOG = LoggerFactory.getLogger(ClientCertificates.class);

  static final Duration VALIDITY = Duration.ofDays(90);

  /** Time enough to notice that nobody renews. */
  static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  private final Clock clock;

  ClientCertificates(Clock clock) {
    this.clock = clock;
  }

  /**
   * Sees to it that the Envoys of this Gateway have a good one.
   *
   * @return when to look again at the latest
   * @throws IllegalStateException when a Secret of somebody else is in the way
   */
  Instant keep(
      GatewayResource gateway, EnvoyGroup group, Authority authority, KubernetesClient client) {
    var secrets = client.secrets().inNamespace(group.gateway().namespace());
    var present = Optional.ofNullable(secrets.withName(group.name()).get());
    if (present.isPresent() && !isOf(gateway, present.get())) {
      throw new IllegalStateException(
          "Secret %s/%s is not of Gateway %s and stays as it is"
              .formatted(group.gateway().namespace(), group.name(), group.gateway()));
    }
    var good = present.flatMap(secret -> goodUntil(secret, group, authority));
    if (good.isPresent()) {
      return good.get();
    }
    var fresh = issue(gateway, group, authority);
    if (present.isEmpty()) {
      client.secrets().resource(fresh.secret()).create();
    } else {
      client
          .secrets()
          .resource(fresh.secret())
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("ballast")
                  .withForce(true)
                  .build());
    }
    LOG.info(
        "certificate gateway={} issued={} until={}",
        group.gateway(),
        present.isEmpty() ? "first" : "anew",
        fresh.until());
    return renewal(fresh.until());
  }

  private static boolean isOf(GatewayResource gateway, Secret secret) {
    return secret.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(gateway.getMetadata().getUid()));
  }

  /** When it is to be renewed; empty when that is now. */
  private Optional<Instant> goodUntil(Secret secret, EnvoyGroup group, Authority authority) {
    var data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    try {
      var certificate = Pem.certificate(text(data, "tls.crt"));
      boolean fits =
          text(data, "ca.crt").equals(authority.credential().certificatePem())
              && Pem.privateKey(text(data, "tls.key")) != null
              && isSignedBy(authority, certificate)
              && names(certificate, EnvoyIdentity.uri(group.gateway()));
      var renewal = renewal(certificate.getNotAfter().toInstant());
      return fits && clock.instant().isBefore(renewal) ? Optional.of(renewal) : Optional.empty();
    } catch (IllegalArgumentException e) {
      // Whatever it is, it is no certificate.
      return Optional.empty();
    }
  }

  /** An authority near its own end signs for less. */
  private Instant renewal(Instant end) {
    var early = end.minus(RENEWED_BEFORE_END);
    var half = clock.instant().plus(Duration.between(clock.instant(), end).dividedBy(2));
    return early.isAfter(clock.instant()) ? early : half;
  }

  private static boolean isSignedBy(Authority authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.credential().certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean names(X509Certificate certificate, String uri) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .anyMatch(name -> uri.equals(name.get(1)));
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static String text(Map<String, String> data, String key) {
    return new String(Base64.getDecoder().decode(data.getOrDefault(key, "")), US_ASCII);
  }

  private record Issued(Secret secret, Instant until) {}

  private Issued issue(GatewayResource gateway, EnvoyGroup group, Authority authority) {
    var leaf =
        authority.issue(
            new LeafRequest(
                "Envoy of " + group.gateway(),
                List.of(),
                List.of(EnvoyIdentity.uri(group.gateway())),
                Purpose.CLIENT,
                VALIDITY),
            clock);
    var secret =
        new SecretBuilder()
            .withMetadata(EnvoyObjects.metadata(group))
            .withType("kubernetes.io/tls")
            .addToData("tls.crt", base64(leaf.certificatePem()))
            .addToData("tls.key", base64(leaf.keyPem()))
            .addToData("ca.crt", base64(authority.credential().certificatePem()))
            .build();
    secret.addOwnerReference(gateway);
    return new Issued(secret, leaf.certificate().getNotAfter().toInstant());
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(US_ASCII));
  }
}
