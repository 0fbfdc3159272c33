package dev.ballast.credentials;

import dev.ballast.certificates.Authority;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our authority in a Secret that all replicas share. Whoever finds none makes one; who comes
 * second takes the first one's.
 */
public final class AuthorityKeeper {
  private static final Logger log = LoggerFactory.getLogger(AuthorityKeeper.class);

  /** Name of the Secret. */
  public static final String SECRET = "ballast-authority";

  private static final Duration VALIDITY = Duration.ofDays(3650);

  /** Before its end an authority must not sign what is valid longer than itself. */
  private static final Duration LAST_TERM = IssuedCredential.VALIDITY.multipliedBy(2);

  /** A race is lost once; more often only when the Secret is deleted again and again. */
  private static final int ATTEMPTS = 10;

  private final SecretShelf shelf;
  private final Clock clock;

  AuthorityKeeper(SecretShelf shelf, Clock clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  public static AuthorityKeeper of(KubernetesClient client, String namespace, Clock clock) {
    return new AuthorityKeeper(new KubernetesShelf(client, namespace, SECRET), clock);
  }

  /**
   * What holds, made if need be. Blocks while it asks the API server.
   *
   * @throws IllegalStateException when the Secret holds something else: it may be somebody's, and
   *     is not overwritten
   */
  public Authorities keep() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Secret> found = shelf.find();
      Authorities kept = found.map(this::read).orElseGet(() -> Authorities.of(create()));
      if (found.isPresent() && !isEnding(kept)) {
        return kept;
      }
      Authorities next = found.isPresent() ? kept.succeededBy(create()) : kept;
      if (store(found, next.secret(shelf.namespace(), shelf.name()))) {
        log.info(
            "authority made secret={}/{} not_after={}",
            shelf.namespace(),
            shelf.name(),
            next.current().credential().certificate().getNotAfter().toInstant());
        return next;
      }
    }
    throw new IllegalStateException(
        "the Secret %s/%s comes and goes".formatted(shelf.namespace(), shelf.name()));
  }

  /** Calls back whenever {@link #keep} may have another answer. */
  AutoCloseable watch(Runnable changed) {
    return shelf.watch(changed);
  }

  private boolean store(Optional<Secret> found, Secret secret) {
    return found
        .map(
            before ->
                shelf.replace(
                    new SecretBuilder(before)
                        .withType(before.getType())
                        .withData(secret.getData())
                        .build()))
        .orElseGet(() -> shelf.create(secret));
  }

  private Authorities read(Secret secret) {
    try {
      return Authorities.read(secret);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "the Secret %s/%s holds no authority of ours (%s); delete it, and a new one is made"
              .formatted(shelf.namespace(), shelf.name(), e.getMessage()),
          e);
    }
  }

  private boolean isEnding(Authorities authorities) {
    var end = authorities.current().credential().certificate().getNotAfter().toInstant();
    return clock.instant().plus(LAST_TERM).isAfter(end);
  }

  private Authority create() {
    return Authority.create("Ballast of namespace " + shelf.namespace(), VALIDITY, clock);
  }
}
