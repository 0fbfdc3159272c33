package dev.ballast.infrastructure;

import dev.ballast.certificates.Authority;
import dev.ballast.certificates.LeafRequest;
import dev.ballast.serving.MutualTls;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the xDS server proves itself with: each replica gets a certificate of its own, which never
 * leaves its memory. Renewed long before its end, and at once when the authority changes.
 */
public final class XdsCredential implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofDays(30);
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(20);
  private static final Duration LOOKED_AT_EVERY = Duration.ofHours(1);

  private final MutualTls tls;
  private final InfrastructureOptions options;
  private final Clock clock;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("xds-credential").factory());
  private @Nullable Authority signer;
  private Instant renewal = Instant.MIN;

  public XdsCredential(MutualTls tls, InfrastructureOptions options, Clock clock) {
    this.tls = tls;
    this.options = options;
    this.clock = clock;
    var unusedUntilClose =
        renewals.scheduleWithFixedDelay(
            this::renewInTime,
            LOOKED_AT_EVERY.toSeconds(),
            LOOKED_AT_EVERY.toSeconds(),
            TimeUnit.SECONDS);
  }

  /**
   * From now on this authority signs.
   *
   * @param trusted whose certificates let an Envoy in; while one authority follows another, both
   */
  public synchronized void signedBy(Authority authority, List<X509Certificate> trusted) {
    tls.trust(trusted);
    if (!authority.equals(signer)) {
      signer = authority;
      renew(authority);
    }
  }

  private synchronized void renewInTime() {
    var known = signer;
    if (known != null && clock.instant().isAfter(renewal)) {
      renew(known);
    }
  }

  private void renew(Authority authority) {
    var leaf = authority.issue(LeafRequest.ofService(options.xdsHost(), VALIDITY), clock);
    tls.present(List.of(leaf.certificate()), leaf.key());
    renewal = leaf.certificate().getNotAfter().toInstant().minus(RENEWED_BEFORE_END);
  }

  @Override
  public void close() {
    renewals.shutdownNow();
  }
}
