package dev.ballast.credentials;

import dev.ballast.certificates.Authority;
import dev.ballast.certificates.Credential;
import dev.ballast.certificates.Pem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The authority that signs, and all that are to be trusted: itself first, then those whose
 * certificates may still be in use.
 */
public record Authorities(Authority current, List<X509Certificate> trusted) {
  private static final String TYPE = "kubernetes.io/tls";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String TRUSTED = "ca.crt";

  public Authorities {
    trusted = List.copyOf(trusted);
  }

  static Authorities of(Authority only) {
    return new Authorities(only, List.of(only.credential().certificate()));
  }

  /** One that takes over; the one before stays trusted for what it has signed. */
  Authorities succeededBy(Authority next) {
    return new Authorities(
        next, List.of(next.credential().certificate(), current.credential().certificate()));
  }

  /** All that are to be trusted, in PEM, as a {@code caBundle} wants them before base64. */
  public String bundlePem() {
    return pem(trusted);
  }

  static String pem(List<X509Certificate> certificates) {
    return certificates.stream().map(Pem::of).collect(Collectors.joining());
  }

  /**
   * @throws IllegalArgumentException when the Secret holds no authority
   */
  static Authorities read(Secret secret) {
    Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
    var current = new Authority(Credential.ofPem(text(data, CERTIFICATE), text(data, KEY)));
    return data.containsKey(TRUSTED)
        ? new Authorities(current, Pem.certificates(text(data, TRUSTED)))
        : of(current);
  }

  Secret secret(String namespace, String name) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .addToLabels("app.kubernetes.io/name", "ballast")
        .addToLabels("app.kubernetes.io/managed-by", "ballast")
        .endMetadata()
        .withType(TYPE)
        .addToData(CERTIFICATE, base64(current.credential().certificatePem()))
        .addToData(KEY, base64(current.credential().keyPem()))
        .addToData(TRUSTED, base64(bundlePem()))
        .build();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(Map<String, String> data, String key) {
    String value = data.get(key);
    if (value == null) {
      throw new IllegalArgumentException("there is no `" + key + "` in it");
    }
    return new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII);
  }
}
