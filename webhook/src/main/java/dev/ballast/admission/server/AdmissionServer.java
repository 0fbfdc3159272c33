package dev.ballast.admission.server;

import dev.ballast.admission.Admission;
import dev.ballast.admission.Rehearsal;
import dev.ballast.credentials.CredentialSource;
import dev.ballast.world.World;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook: {@code /mutate} and {@code /validate} over HTTPS.
 *
 * <p>Closing it refuses nobody: it goes on answering until no call has come for a while, asks each
 * caller meanwhile to use another connection, and only then stops to listen. Tell the API server to
 * go elsewhere before (readiness).
 */
public final class AdmissionServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdmissionServer.class);

  /**
   * Source: the API server takes objects of up to 3 MiB; a review of a change holds two, and some
   * more.
   */
  private static final int MOST_BYTES = 7 * 1024 * 1024;

  /** Java's AES is slow before the optimizing compiler has seen it, and it may never. */
  private static final List<String> FASTEST_FIRST =
      List.of(
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private static final Duration GLANCE = Duration.ofMillis(20);

  private final AdmissionOptions options;
  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final DoorKeeper keeper;
  private final CredentialSource credentials;
  private final int port;

  private AdmissionServer(
      AdmissionOptions options,
      ApplicationContext context,
      EmbeddedServer server,
      DoorKeeper keeper,
      CredentialSource credentials) {
    this.options = options;
    this.context = context;
    this.server = server;
    this.keeper = keeper;
    this.credentials = credentials;
    port = server.getPort();
  }

  /**
   * Starts to listen, after a rehearsal of decisions.
   *
   * @param world what is known at the moment of a call
   * @param credentials may be exchanged at any time
   * @param registry takes the numbers
   */
  public static AdmissionServer start(
      AdmissionOptions options,
      Supplier<World> world,
      CredentialSource credentials,
      MeterRegistry registry) {
    var meters = new AdmissionMeters(registry);
    meters.bind(credentials);
    var admission = new Admission(options.controllerNames());
    Rehearsal.of(admission);
    var keeper = new DoorKeeper(admission, world, Clock.systemUTC(), meters);
    var context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .properties(properties(options))
            .build();
    context.registerSingleton(DoorKeeper.class, keeper);
    context.registerSingleton(
        CertificateProvider.class,
        new ShownCertificates(credentials),
        Qualifiers.byName(ShownCertificates.NAME));
    context.start();
    try {
      var server = context.getBean(EmbeddedServer.class);
      server.start();
      log.info("webhook listens port={}", server.getPort());
      return new AdmissionServer(options, context, server, keeper, credentials);
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  private static Map<String, Object> properties(AdmissionOptions options) {
    return Map.ofEntries(
        Map.entry("micronaut.application.name", "ballast-webhook"),
        Map.entry("micronaut.server.max-request-size", MOST_BYTES),
        Map.entry("micronaut.server.max-request-buffer-size", MOST_BYTES),
        Map.entry("micronaut.server.log-handled-exceptions", false),
        Map.entry("micronaut.server.ssl.enabled", true),
        Map.entry("micronaut.server.ssl.port", options.port() == 0 ? -1 : options.port()),
        Map.entry("micronaut.server.ssl.key-name", ShownCertificates.NAME),
        Map.entry("micronaut.server.ssl.protocols", List.of("TLSv1.3", "TLSv1.2")),
        Map.entry("micronaut.server.ssl.ciphers", FASTEST_FIRST),
        // A handshake that somebody leaves hanging must not hold a connection for ever.
        Map.entry("micronaut.server.ssl.handshake-timeout", "10s"),
        Map.entry("micronaut.server.idle-timeout", "5m"));
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /**
   * Calls itself as the API server would: over TLS, by the Service's name, and expects an answer to
   * its question. Blocks for at most two seconds.
   *
   * @return why that does not work; empty when it does
   */
  public Optional<String> selfCall() {
    return SelfCall.problem(port, options.serverName(), credentials.current());
  }

  @Override
  public void close() {
    long end = System.nanoTime() + options.patience().toNanos();
    keeper.leave();
    while (!keeper.isQuiet(options.quiet()) && System.nanoTime() < end) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    // Sends what is still being written, and ends connections between two calls.
    finish(server, end);
    context.close();
    log.info("webhook closed");
  }

  private static void finish(EmbeddedServer server, long end) {
    if (!(server instanceof GracefulShutdownCapable graceful)) {
      return;
    }
    long left = Math.max(end - System.nanoTime(), GLANCE.toNanos());
    try {
      graceful.shutdownGracefully().toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      log.info("webhook closes with connections still open");
    } catch (ExecutionException e) {
      log.warn("webhook could not close its connections in order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
