package dev.ballast.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One client connection, used for one request after another and renewed when it is gone. For one
 * thread at a time.
 */
public final class HttpLane implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final InetSocketAddress target;
  private @Nullable Socket socket;
  private @Nullable InputStream in;
  private Optional<String> source = Optional.empty();

  public HttpLane(InetSocketAddress target) {
    this.target = target;
  }

  /** To 127.0.0.1; connects with the first request. */
  public static HttpLane toPort(int port) {
    return new HttpLane(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  /** A failure shows again, and is reported, with the first request. */
  void connectQuietly(Optional<String> from) {
    try {
      connect(from);
    } catch (IOException e) {
      close();
    }
  }

  /** A failure is an answer without status, and the next request opens a new connection. */
  Answer answerTo(LoadRequest request) {
    try {
      return exchange(request);
    } catch (IOException e) {
      close();
      return Answer.none(e.toString());
    }
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws IOException when there is no connection or it broke; close the lane before the next try
   */
  public Answer exchange(LoadRequest request) throws IOException {
    if (socket == null || in == null || !source.equals(request.source())) {
      connect(request.source());
    }
    Socket connected = socket;
    InputStream input = in;
    if (connected == null || input == null) {
      throw new IOException("not connected");
    }
    connected.getOutputStream().write(text(request).getBytes(UTF_8));
    return read(request, input);
  }

  @Override
  public void close() {
    Socket old = socket;
    socket = null;
    in = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException e) {
        return; // gone either way
      }
    }
  }

  private void connect(Optional<String> from) throws IOException {
    close();
    var fresh = new Socket();
    try {
      fresh.setTcpNoDelay(true);
      fresh.setSoTimeout(TIMEOUT_MILLIS);
      if (from.isPresent()) {
        fresh.bind(new InetSocketAddress(InetAddress.ofLiteral(from.get()), 0));
      }
      fresh.connect(target, TIMEOUT_MILLIS);
      in = new BufferedInputStream(fresh.getInputStream());
      socket = fresh;
      source = from;
    } finally {
      if (socket != fresh) {
        fresh.close();
      }
    }
  }

  private static String text(LoadRequest request) {
    var text =
        new StringBuilder()
            .append(request.method())
            .append(' ')
            .append(request.path())
            .append(" HTTP/1.1\r\nHost: ")
            .append(request.host())
            .append("\r\nUser-Agent: ballast\r\nAccept: */*\r\n");
    for (var header : request.headers()) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private Answer read(LoadRequest request, InputStream input) throws IOException {
    String[] statusLine = line(input).split(" ", 3);
    if (statusLine.length < 2) {
      throw new IOException("no HTTP status line");
    }
    int status = Integer.parseInt(statusLine[1]);
    var headers = new TreeMap<String, List<String>>();
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    byte[] body = request.method().equals("HEAD") ? new byte[0] : body(input, headers);
    if (headers.getOrDefault("connection", List.of()).contains("close")) {
      close();
    }
    return new Answer(status, headers, new String(body, UTF_8));
  }

  private static byte[] body(InputStream input, Map<String, List<String>> headers)
      throws IOException {
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return chunks(input);
    }
    String length = headers.getOrDefault("content-length", List.of("0")).getFirst();
    return exactly(input, Integer.parseInt(length));
  }

  private static byte[] chunks(InputStream input) throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = chunkSize(input); size > 0; size = chunkSize(input)) {
      body.write(exactly(input, size));
      line(input);
    }
    line(input);
    return body.toByteArray();
  }

  private static int chunkSize(InputStream input) throws IOException {
    return Integer.parseInt(line(input).strip(), 16);
  }

  private static byte[] exactly(InputStream input, int length) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within an answer");
    }
    return bytes;
  }

  private static String line(InputStream input) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended before an answer");
      }
      line.write(c);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
