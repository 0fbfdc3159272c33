package dev.ballast.credentials;

import dev.ballast.certificates.LeafRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A credential of our own authority, made for this process and never stored: each replica has its
 * own. It is made anew after two thirds of its time, and when the authority changes.
 */
public final class IssuedCredential implements CredentialSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IssuedCredential.class);

  /** How long one is valid. */
  static final Duration VALIDITY = Duration.ofDays(90);

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final AuthorityKeeper keeper;
  private final LeafRequest request;
  private final Clock clock;
  private final Holder holder;
  private final Rounds rounds;
  private final AutoCloseable watch;
  private volatile Authorities authorities;

  private IssuedCredential(AuthorityKeeper keeper, LeafRequest request, Clock clock) {
    this.keeper = keeper;
    this.request = request;
    this.clock = clock;
    authorities = keeper.keep();
    holder = new Holder(issue(authorities));
    rounds = Rounds.start("look after the webhook's certificate", INTERVAL, this::look);
    watch = keeper.watch(rounds::now);
  }

  /**
   * Makes the first one, and goes on. Blocks while it asks the API server.
   *
   * @param service name of the webhook's Service
   * @param namespace of the Service
   */
  public static IssuedCredential start(
      AuthorityKeeper keeper, String service, String namespace, Clock clock) {
    String host = service + "." + namespace + ".svc";
    return new IssuedCredential(keeper, LeafRequest.ofService(host, VALIDITY), clock);
  }

  /** What signed the current one, and all that are to be trusted. */
  public Authorities authorities() {
    return authorities;
  }

  /** Makes another one if it is time. */
  void look() {
    Authorities found = keeper.keep();
    if (isAgeing() || !found.trusted().equals(authorities.trusted())) {
      authorities = found;
      var next = issue(found);
      holder.exchange(next);
      log.info("credential exchanged not_after={}", next.certificate().getNotAfter().toInstant());
    }
  }

  private boolean isAgeing() {
    var certificate = current().certificate();
    var begin = certificate.getNotBefore().toInstant();
    var term = Duration.between(begin, certificate.getNotAfter().toInstant());
    return clock.instant().isAfter(begin.plus(term.multipliedBy(2).dividedBy(3)));
  }

  private ServingCredential issue(Authorities by) {
    var leaf = by.current().issue(request, clock);
    return new ServingCredential(List.of(leaf.certificate()), leaf.key(), by.trusted());
  }

  @Override
  public ServingCredential current() {
    return holder.current();
  }

  @Override
  public void onChange(Consumer<ServingCredential> listener) {
    holder.onChange(listener);
  }

  @Override
  public void close() {
    rounds.close();
    try {
      watch.close();
    } catch (Exception e) {
      log.debug("closing a watch", e);
    }
  }
}
