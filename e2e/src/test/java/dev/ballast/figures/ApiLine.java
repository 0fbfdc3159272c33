package dev.ballast.figures;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.bench.Moment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * One kept-alive connection to the API server, written and read by the thread that measures. A
 * client library passes a request through some five threads, which on two busy processors takes
 * longer than the API server itself.
 */
final class ApiLine implements AutoCloseable {
  private static final String END = "\r\n";

  /** The API server hangs up on who was silent for 90 seconds. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  private record Connection(Socket socket, InputStream in) {}

  private final URI api;
  private final SSLSocketFactory secure;
  private final String headers;
  private Optional<Connection> connection = Optional.empty();
  private long lastUse;

  ApiLine(Config config) {
    api = URI.create(config.getMasterUrl());
    headers =
        "Host: %s\r\nAuthorization: Bearer %s\r\nAccept: application/json\r\n"
            .formatted(api.getAuthority(), config.getAutoOAuthToken());
    try {
      secure = SSLUtils.sslContext(config).getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the API server's certificate cannot be read", e);
    }
  }

  private Connection connection() throws IOException {
    if (connection.isPresent() && System.nanoTime() - lastUse > LONGEST_SILENCE.toNanos()) {
      close();
    }
    if (connection.isEmpty()) {
      Socket socket = secure.createSocket(api.getHost(), api.getPort());
      socket.setTcpNoDelay(true);
      connection =
          Optional.of(new Connection(socket, new BufferedInputStream(socket.getInputStream())));
      lastUse = System.nanoTime();
      // The handshake is none of what is measured.
      send("GET", "/version", "application/json", "");
    }
    return connection.get();
  }

  /**
   * Returns when the whole answer is there.
   *
   * @return the moment before the first byte was sent
   * @throws IllegalStateException when the answer is not one of success
   */
  Moment send(String method, String path, String type, String body) {
    byte[] content = body.getBytes(UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1"
            + END
            + headers
            + "Content-Type: "
            + type
            + END
            + "Content-Length: "
            + content.length
            + END
            + END;
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(UTF_8));
    request.writeBytes(content);
    try {
      var line = connection();
      Moment start = Moment.now();
      line.socket().getOutputStream().write(request.toByteArray());
      read(line.in(), method + " " + path);
      lastUse = System.nanoTime();
      return start;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  private static void read(InputStream in, String request) throws IOException {
    String status = line(in);
    int length = 0;
    boolean chunked = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
      chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
    }
    var body = new ByteArrayOutputStream();
    if (chunked) {
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        body.writeBytes(in.readNBytes(size));
        line(in);
      }
      line(in);
    } else {
      body.writeBytes(in.readNBytes(length));
    }
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IllegalStateException(request + ": " + status + ": " + body.toString(UTF_8));
    }
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the API server has hung up");
      }
      line.write(c);
    }
    return line.toString(UTF_8).stripTrailing();
  }

  @Override
  public void close() {
    try {
      if (connection.isPresent()) {
        connection.get().socket().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the line to the API server does not close", e);
    } finally {
      connection = Optional.empty();
    }
  }
}
