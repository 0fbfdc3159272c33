package dev.ballast.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate and the key that belongs to it.
 *
 * @param certificate what others are shown
 * @param key what nobody is shown
 */
public record Credential(X509Certificate certificate, PrivateKey key) {
  /**
   * Reads both from PEM.
   *
   * @throws IllegalArgumentException when one of them is not what it should be, or they do not
   *     belong together
   */
  public static Credential ofPem(String certificatePem, String keyPem) {
    var certificate = Pem.certificate(certificatePem);
    var key = Pem.privateKey(keyPem);
    if (!Pem.belongTogether(certificate, key)) {
      throw new IllegalArgumentException("the key does not belong to the certificate");
    }
    return new Credential(certificate, key);
  }

  public String certificatePem() {
    return Pem.of(certificate);
  }

  /** PKCS #8. */
  public String keyPem() {
    return Pem.of(key);
  }

  /** Names the subject only: a key must not slip into a log. */
  @Override
  public String toString() {
    return "Credential[" + certificate.getSubjectX500Principal() + "]";
  }
}
