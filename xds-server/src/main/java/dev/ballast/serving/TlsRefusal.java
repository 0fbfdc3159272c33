package dev.ballast.serving;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why somebody who asked for an Envoy's configuration did not get it. */
enum TlsRefusal {
  /** No certificate was shown. */
  NO_CERTIFICATE,
  /** Signed by somebody else. */
  UNKNOWN_AUTHORITY,
  EXPIRED,
  NOT_YET_VALID,
  /** A good certificate, of another Gateway or of nobody. */
  OTHER_GATEWAY,
  /** No TLS, or an older one than 1.3. */
  PROTOCOL,
  /** Anything else that ended a handshake. */
  HANDSHAKE;

  /** As in metrics and logs. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What ended a handshake; empty when the other side just went away, as a probe of the port does.
   */
  static Optional<TlsRefusal> of(Throwable cause) {
    TlsRefusal best = null;
    for (Throwable each = cause; each != null; each = each.getCause()) {
      TlsRefusal found =
          switch (each) {
            case CertificateExpiredException e -> EXPIRED;
            case CertificateNotYetValidException e -> NOT_YET_VALID;
            case CertPathBuilderException e -> UNKNOWN_AUTHORITY;
            case CertPathValidatorException e -> UNKNOWN_AUTHORITY;
            case CertificateException e -> UNKNOWN_AUTHORITY;
            case SSLException e -> ofHandshake(e);
            default -> null;
          };
      // The innermost knows best.
      if (found != null) {
        best = found;
      }
    }
    return Optional.ofNullable(best);
  }

  /** JSSE has no type for these; the words are those of JDK 25, and tests hold them. */
  private static TlsRefusal ofHandshake(SSLException failure) {
    String words = String.valueOf(failure.getMessage());
    if (words.contains("Empty client certificate chain")) {
      return NO_CERTIFICATE;
    }
    return words.contains("protocol version") || words.contains("not an SSL/TLS record")
        ? PROTOCOL
        : HANDSHAKE;
  }
}
