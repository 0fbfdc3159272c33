package dev.ballast.serving;

import dev.ballast.world.ObjectId;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.SocketAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param address for the log
 * @param certificate what it proved; empty on a connection in plain text, where anyone may be
 *     anything
 */
record Peer(String address, Optional<Proven> certificate) {
  /**
   * @param uris its identities
   * @param until when the proof ends
   */
  record Proven(Set<String> uris, Instant until) {
    Proven {
      uris = Set.copyOf(uris);
    }
  }

  private static final int URI_NAME = 6;
  private static final Context.Key<Peer> KEY = Context.key("peer");
  private static final Peer UNKNOWN = new Peer("unknown", Optional.empty());

  /** Of the call that is being started on this thread. */
  static Peer current() {
    return Optional.ofNullable(KEY.get()).orElse(UNKNOWN);
  }

  boolean speaksFor(ObjectId gateway) {
    return certificate
        .map(proven -> proven.uris().contains(EnvoyIdentity.uri(gateway)))
        .orElse(true);
  }

  static final class Interceptor implements ServerInterceptor {
    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
      var attributes = call.getAttributes();
      var peer =
          new Peer(
              text(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
              proven(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
      return Contexts.interceptCall(Context.current().withValue(KEY, peer), call, headers, next);
    }
  }

  static String text(@Nullable SocketAddress address) {
    return String.valueOf(address).replaceFirst("^.*/", "");
  }

  /** Handshakes without a certificate fail, so where there is TLS there is one. */
  private static Optional<Proven> proven(@Nullable SSLSession session) {
    if (session == null) {
      return Optional.empty();
    }
    try {
      var certificate = (X509Certificate) session.getPeerCertificates()[0];
      return Optional.of(new Proven(uris(certificate), certificate.getNotAfter().toInstant()));
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return Optional.of(new Proven(Set.of(), Instant.EPOCH));
    }
  }

  private static Set<String> uris(X509Certificate certificate) throws CertificateParsingException {
    var names = certificate.getSubjectAlternativeNames();
    return names == null
        ? Set.of()
        : names.stream()
            .filter(name -> Integer.valueOf(URI_NAME).equals(name.getFirst()))
            .map(name -> String.valueOf(name.get(1)))
            .collect(Collectors.toUnmodifiableSet());
  }
}
