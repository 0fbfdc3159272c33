package dev.ballast.admission.server;

import dev.ballast.certificates.Authority;
import dev.ballast.certificates.LeafRequest;
import dev.ballast.credentials.CredentialSource;
import dev.ballast.credentials.ServingCredential;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Credentials of an authority of the test, exchanged by hand. */
final class TestCredential implements CredentialSource {
  private final Authority authority =
      Authority.create("test", Duration.ofDays(1), Clock.systemUTC());
  private final List<Consumer<ServingCredential>> listeners = new ArrayList<>();
  private ServingCredential current = issue();

  private ServingCredential issue() {
    var leaf =
        authority.issue(
            new LeafRequest(
                "localhost",
                List.of("localhost"),
                List.of(),
                LeafRequest.Purpose.SERVER,
                Duration.ofHours(1)),
            Clock.systemUTC());
    return new ServingCredential(
        List.of(leaf.certificate()), leaf.key(), List.of(authority.credential().certificate()));
  }

  @Override
  public ServingCredential current() {
    return current;
  }

  @Override
  public void onChange(Consumer<ServingCredential> listener) {
    listeners.add(listener);
  }

  ServingCredential exchange() {
    current = issue();
    listeners.forEach(listener -> listener.accept(current));
    return current;
  }

  /** For a client that trusts the authority. */
  SSLContext trusting() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", authority.credential().certificate());
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
