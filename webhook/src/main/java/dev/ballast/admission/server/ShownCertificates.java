package dev.ballast.admission.server;

import dev.ballast.credentials.CredentialSource;
import dev.ballast.credentials.ServingCredential;
import io.micronaut.http.ssl.CertificateProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Hands the credential to Micronaut, and each later one: new connections see the newest. */
final class ShownCertificates implements CertificateProvider {
  static final String NAME = "webhook";

  private final Sinks.Many<KeyStore> stores = Sinks.many().replay().latest();

  ShownCertificates(CredentialSource source) {
    source.onChange(this::show);
    show(source.current());
  }

  private synchronized void show(ServingCredential credential) {
    stores.emitNext(store(credential), Sinks.EmitFailureHandler.FAIL_FAST);
  }

  private static KeyStore store(ServingCredential credential) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          NAME, credential.key(), null, credential.chain().toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JVM cannot hold a key in memory", e);
    }
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return stores.asFlux();
  }

  @Override
  public Publisher<KeyStore> getTrustStore() {
    return Flux.empty();
  }

  @Override
  public String getName() {
    return NAME;
  }
}
