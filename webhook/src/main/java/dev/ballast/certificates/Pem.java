package dev.ballast.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The text form of keys and certificates (RFC 7468). */
public final class Pem {
  private Pem() {}

  /**
   * The first certificate of a chain.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static X509Certificate certificate(String pem) {
    return certificates(pem).getFirst();
  }

  /**
   * All certificates, in order; at least one.
   *
   * @throws IllegalArgumentException when there is none, or one that cannot be read
   */
  public static List<X509Certificate> certificates(String pem) {
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (read.isEmpty()) {
        throw new IllegalArgumentException("no certificate in PEM form");
      }
      return read.stream().map(X509Certificate.class::cast).toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no certificate in PEM form: " + e.getMessage(), e);
    }
  }

  /**
   * A key as PKCS #8, or in the older forms of OpenSSL.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static PrivateKey privateKey(String pem) {
    var converter = new JcaPEMKeyConverter();
    try (var parser = new PEMParser(new StringReader(pem))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        switch (part) {
          case PrivateKeyInfo info -> {
            return converter.getPrivateKey(info);
          }
          case PEMKeyPair pair -> {
            return converter.getKeyPair(pair).getPrivate();
          }
          default -> {} // OpenSSL writes the curve's parameters before the key
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("no private key in PEM form: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("no private key in PEM form");
  }

  public static String of(X509Certificate certificate) {
    try {
      return write("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static String of(PrivateKey key) {
    return write("PRIVATE KEY", key.getEncoded());
  }

  /** Whether what the key signs can be verified with the certificate. */
  static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String algorithm = key.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] said = {1, 2, 3};
    try {
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(said);
      byte[] signature = signing.sign();
      var verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certificate.getPublicKey());
      verifying.update(said);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String write(String type, byte[] content) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString();
  }
}
