package dev.ballast.lab.net;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** GET without a look at the certificate, which is how a kubelet probes. */
public final class OpenTls {
  private static final SSLContext ANY = context();

  private OpenTls() {}

  /** Whether it answers with a status from 200 to 399 within a second. */
  public static boolean answers(URI uri) {
    try {
      int status = get(uri, Map.of(), Duration.ofSeconds(1));
      return status >= 200 && status < 400;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The status of the answer. */
  public static int get(URI uri, Map<String, String> headers, Duration atMost) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(ANY.getSocketFactory());
      secure.setHostnameVerifier((host, session) -> true);
    }
    connection.setConnectTimeout((int) atMost.toMillis());
    connection.setReadTimeout((int) atMost.toMillis());
    connection.setInstanceFollowRedirects(false);
    // A probe that kept its connection would hold a server back that wants to stop.
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("User-Agent", "kube-probe/lab");
    headers.forEach(connection::setRequestProperty);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
