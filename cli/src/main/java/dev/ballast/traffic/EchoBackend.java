package dev.ballast.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * An HTTP/1.1 server that answers every request with what it saw and with its own name, in the JSON
 * of Gateway API's echo server. It counts its requests.
 */
public final class EchoBackend implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  static {
    // The JDK's server sends head and body in two writes; with Nagle's algorithm each answer would
    // wait for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final String pod;
  private final String namespace;
  private final Consumer<Seen> listener;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;

  /**
   * A request that has arrived and is not answered yet.
   *
   * @param path with the query, as the client wrote it
   * @param client address and port of whoever sent it
   */
  public record Seen(String path, InetSocketAddress client) {}

  private EchoBackend(
      HttpServer server,
      ExecutorService threads,
      String pod,
      String namespace,
      Consumer<Seen> listener) {
    this.listener = listener;
    this.server = server;
    this.threads = threads;
    this.pod = pod;
    this.namespace = namespace;
  }

  /** In namespace {@code default} on a free port of 127.0.0.1. */
  public static EchoBackend start(String pod) {
    return start(pod, "default", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  public static EchoBackend start(String pod, String namespace, InetSocketAddress address) {
    return start(pod, namespace, address, seen -> {});
  }

  /**
   * @param listener hears of each request before it is answered, on that request's thread
   */
  public static EchoBackend start(
      String pod, String namespace, InetSocketAddress address, Consumer<Seen> listener) {
    try {
      var server = HttpServer.create(address, 4096);
      var threads =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(pod + "-", 0).factory());
      var backend = new EchoBackend(server, threads, pod, namespace, listener);
      server.setExecutor(threads);
      server.createContext("/", backend::answer);
      server.start();
      return backend;
    } catch (IOException e) {
      throw new UncheckedIOException("no echo backend on " + address, e);
    }
  }

  /** Its name, as answers carry it. */
  public String pod() {
    return pod;
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Its address as Envoy names it: {@code 127.0.0.1:3000}. */
  public String hostAndPort() {
    return address().getAddress().getHostAddress() + ":" + address().getPort();
  }

  /** Requests so far, or since {@link #resetRequests}. */
  public int requests() {
    return requests.get();
  }

  public void resetRequests() {
    requests.set(0);
  }

  /** Every answer from now on waits this long; zero by default. */
  public void delayBy(Duration time) {
    this.delay = time;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      requests.incrementAndGet();
      listener.accept(new Seen(exchange.getRequestURI().toString(), exchange.getRemoteAddress()));
      waitFor(delay);
      byte[] body = body(exchange).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.getResponseHeaders().add("X-Content-Type-Options", "nosniff");
      boolean headOnly = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, headOnly ? -1 : body.length);
      if (!headOnly) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static void waitFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private String body(HttpExchange exchange) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("path", exchange.getRequestURI().toString());
      json.writeStringField("host", exchange.getRequestHeaders().getFirst("Host"));
      json.writeStringField("method", exchange.getRequestMethod());
      json.writeStringField("proto", exchange.getProtocol());
      json.writeObjectFieldStart("headers");
      for (var header : canonical(exchange.getRequestHeaders()).entrySet()) {
        json.writeArrayFieldStart(header.getKey());
        for (String value : header.getValue()) {
          json.writeString(value);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeStringField("namespace", namespace);
      json.writeStringField("ingress", "");
      json.writeStringField("service", "");
      json.writeStringField("pod", pod);
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  /** {@code x-forwarded-for} as Go's servers print it: {@code X-Forwarded-For}; without Host. */
  private static Map<String, List<String>> canonical(Map<String, List<String>> headers) {
    var sorted = new TreeMap<String, List<String>>();
    headers.forEach(
        (name, values) -> {
          var letters = new StringBuilder();
          for (String part : name.toLowerCase(Locale.ROOT).split("-", -1)) {
            letters.append(letters.isEmpty() ? "" : "-");
            if (!part.isEmpty()) {
              letters.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
          }
          if (!letters.toString().equals("Host")) {
            sorted.put(letters.toString(), List.copyOf(values));
          }
        });
    return sorted;
  }
}
