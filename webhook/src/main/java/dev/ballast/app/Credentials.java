package dev.ballast.app;

import dev.ballast.credentials.AuthorityKeeper;
import dev.ballast.credentials.IssuedCredential;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our authority and what it issued for the webhook: got, or made, as soon as the API server
 * answers, and told again whenever they change.
 */
final class Credentials implements Part {
  private static final Logger log = LoggerFactory.getLogger(Credentials.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final AuthorityKeeper keeper;
  private final String service;
  private final String namespace;
  private final Clock clock;
  private final List<Consumer<IssuedCredential>> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread = Thread.ofVirtual().name("ballast-credentials").unstarted(this::get);
  private volatile @Nullable IssuedCredential held;

  /**
   * @param service name of the webhook's Service
   */
  Credentials(KubernetesClient client, String service, String namespace, Clock clock) {
    this.keeper = AuthorityKeeper.of(client, namespace, clock);
    this.service = service;
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * To be called before {@link #start}; told on a thread of this.
   *
   * @param listener of what the webhook shows, and who signs
   */
  Credentials tell(Consumer<IssuedCredential> listener) {
    listeners.add(listener);
    return this;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Optional<String> missing() {
    return held == null
        ? Optional.of("the authority of the certificates is not known yet")
        : Optional.empty();
  }

  @Override
  public void close() {
    thread.interrupt();
    var known = held;
    if (known != null) {
      known.close();
    }
  }

  private void get() {
    String lastProblem = "";
    while (!Thread.currentThread().isInterrupted()) {
      try {
        var issued = IssuedCredential.start(keeper, service, namespace, clock);
        issued.onChange(changed -> tellAll(issued));
        tellAll(issued);
        return;
      } catch (RuntimeException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(lastProblem)) {
          log.warn("no certificates yet; trying again why=\"{}\"", problem);
          lastProblem = problem;
        }
      }
      try {
        Thread.sleep(RETRY);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void tellAll(IssuedCredential issued) {
    held = issued;
    listeners.forEach(listener -> listener.accept(issued));
  }
}
