package dev.ballast.credentials;

import dev.ballast.certificates.Credential;
import dev.ballast.certificates.Pem;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server shows: its certificate, those between it and an authority, and its key.
 *
 * @param chain the server's own first; at least one
 * @param key of the first
 * @param authorities whom a client may trust to accept the chain; empty when that is not known
 */
public record ServingCredential(
    List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
  public ServingCredential {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a server needs a certificate");
    }
  }

  /**
   * Reads PEM.
   *
   * @param authorities empty text when there are none
   * @throws IllegalArgumentException when a part is not what it should be, or key and certificate
   *     do not belong together
   */
  static ServingCredential ofPem(String chain, String key, String authorities) {
    var own = Credential.ofPem(chain, key);
    return new ServingCredential(
        Pem.certificates(chain),
        own.key(),
        authorities.isBlank() ? List.of() : Pem.certificates(authorities));
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Names the subject only: a key must not slip into a log. */
  @Override
  public String toString() {
    return "ServingCredential[" + certificate().getSubjectX500Principal() + "]";
  }
}
