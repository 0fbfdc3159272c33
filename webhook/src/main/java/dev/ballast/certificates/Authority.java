package dev.ballast.certificates;

import dev.ballast.certificates.LeafRequest.Purpose;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of our own. Keys are on the curve P-256, which Kubernetes, Envoy and Java
 * all take.
 *
 * @param credential what it signs with
 */
public record Authority(Credential credential) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Clocks differ from machine to machine; what is signed now must be valid on all of them. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final int COMMON_NAME_LIMIT = 64;

  /** A new one. */
  public static Authority create(String commonName, Duration validity, Clock clock) {
    var keys = newKeys();
    var name = name(commonName);
    try {
      var builder = builder(name, name, keys.getPublic(), clock.instant(), validity);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return new Authority(new Credential(signed(builder, keys), keys.getPrivate()));
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException("this JVM cannot sign on P-256", e);
    }
  }

  /** A new key, and a certificate for it; not valid longer than the authority itself. */
  public Credential issue(LeafRequest request, Clock clock) {
    var keys = newKeys();
    var issuer = credential.certificate();
    var now = clock.instant();
    var left = Duration.between(now, issuer.getNotAfter().toInstant());
    var validity = request.validity().compareTo(left) < 0 ? request.validity() : left;
    try {
      var identifiers = new JcaX509ExtensionUtils();
      var builder =
          builder(
              X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
              name(request.commonName()),
              keys.getPublic(),
              now,
              validity);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              request.purpose() == Purpose.SERVER
                  ? KeyPurposeId.id_kp_serverAuth
                  : KeyPurposeId.id_kp_clientAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(issuer.getPublicKey()));
      var names =
          Stream.concat(
                  request.dnsNames().stream().map(dns -> new GeneralName(GeneralName.dNSName, dns)),
                  request.uris().stream()
                      .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri)))
              .toArray(GeneralName[]::new);
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return new Credential(
          signed(builder, new KeyPair(issuer.getPublicKey(), credential.key())), keys.getPrivate());
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException("this JVM cannot sign on P-256", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no P-256", e);
    }
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder()
        .addRDN(
            BCStyle.CN, commonName.substring(0, Math.min(commonName.length(), COMMON_NAME_LIMIT)))
        .build();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration validity) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM).add(BigInteger.ONE),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(validity)),
        subject,
        key);
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair issuer)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
