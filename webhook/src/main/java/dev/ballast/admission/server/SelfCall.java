package dev.ballast.admission.server;

import dev.ballast.credentials.ServingCredential;
import dev.ballast.source.JsonReader;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * One call to a webhook on this machine, checked as the API server checks it: authority, name and
 * answer. An HTTP client would take the name from the address, hence a socket.
 */
final class SelfCall {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String UID = "self-call";

  private SelfCall() {}

  /**
   * @param serverName the name that the certificate has to carry
   * @param credential what is shown there; when its authority is not known, it is trusted itself
   * @return empty when all is well
   */
  static Optional<String> problem(int port, String serverName, ServingCredential credential) {
    try (var plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      var sockets = trusting(credential).getSocketFactory();
      try (var socket = (SSLSocket) sockets.createSocket(plain, serverName, port, true)) {
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.getOutputStream().write(request(serverName));
        return judged(socket.getInputStream());
      }
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of("the webhook does not answer itself: " + e.getMessage());
    }
  }

  private static SSLContext trusting(ServingCredential credential)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> trusted =
        credential.authorities().isEmpty()
            ? List.of(credential.certificate())
            : credential.authorities();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate certificate : trusted) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** A question about nothing of ours: it is allowed without a look. */
  private static byte[] request(String serverName) {
    String review =
        JsonWriter.text(
            Nodes.object()
                .with("apiVersion", "admission.k8s.io/v1")
                .with("kind", "AdmissionReview")
                .with(
                    "request", Nodes.object().with("uid", UID).with("operation", "CONNECT").build())
                .build());
    String head =
        String.join(
            "\r\n",
            "POST /validate HTTP/1.1",
            "Host: " + serverName,
            "Content-Type: application/json",
            "Content-Length: " + review.length(),
            "Connection: close",
            "",
            "");
    return (head + review).getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<String> judged(InputStream in) throws IOException {
    String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int body = answer.indexOf("\r\n\r\n");
    boolean isRight =
        answer.startsWith("HTTP/1.1 200") && body > 0 && repeatsUid(answer.substring(body + 4));
    return isRight
        ? Optional.empty()
        : Optional.of(
            "the webhook answers itself with " + answer.lines().findFirst().orElse("nothing"));
  }

  private static boolean repeatsUid(String body) {
    return JsonReader.tryRead("answer", body.getBytes(StandardCharsets.UTF_8))
            instanceof JsonReader.Outcome.Read(ObjectNode root)
        && root.get("response").orElse(null) instanceof ObjectNode response
        && response.get("uid").orElse(null) instanceof TextNode(String uid, var span)
        && uid.equals(UID);
  }
}
