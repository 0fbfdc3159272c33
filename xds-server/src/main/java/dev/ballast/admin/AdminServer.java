package dev.ballast.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD for a fixed set of paths; nothing can be changed through it. Each request
 * has a thread of its own that works on values only, so that a client that does not read keeps
 * nobody else waiting; too many such clients are turned away.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  /** Pages that are written at the same time; health pages are answered whatever goes on. */
  private static final int PAGES_AT_ONCE = 32;

  private static final Set<String> ALWAYS = Set.of("/healthz", "/readyz");
  private static final int BUFFER = 64 << 10;

  static {
    // The JDK's server takes its limits from here, once; by default it waits for ever.
    limit("sun.net.httpserver.maxReqTime", "10");
    limit("sun.net.httpserver.maxRspTime", "60");
    limit("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService executor;
  private final MeterRegistry meters;
  private final SortedMap<String, Function<PageQuery, Page>> pages;
  private final Semaphore places = new Semaphore(PAGES_AT_ONCE);

  private AdminServer(
      HttpServer server, SortedMap<String, Function<PageQuery, Page>> pages, MeterRegistry meters) {
    this.server = server;
    this.pages = pages;
    this.meters = meters;
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
  }

  private static void limit(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * @param address port zero picks a free one
   * @param pages by path; a page is made anew for each request
   */
  public static AdminServer start(
      InetSocketAddress address,
      SortedMap<String, Function<PageQuery, Page>> pages,
      MeterRegistry meters)
      throws IOException {
    var admin = new AdminServer(HttpServer.create(address, 0), new TreeMap<>(pages), meters);
    admin.server.createContext("/", admin::handle);
    admin.server.setExecutor(admin.executor);
    admin.server.start();
    return admin;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean always = ALWAYS.contains(path);
    if (!always && !places.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "5");
      send(exchange, path, Page.text(503, "too many pages are being read; try again\n"));
      return;
    }
    try {
      send(exchange, path, answer(exchange, path));
    } finally {
      if (!always) {
        places.release();
      }
    }
  }

  private Page answer(HttpExchange exchange, String path) {
    Function<PageQuery, Page> page = pages.get(path);
    if (page == null) {
      return Page.text(404, "no such page; there are " + String.join(" ", pages.keySet()) + "\n");
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Page.text(405, "only GET and HEAD are answered here\n");
    }
    try {
      return page.apply(PageQuery.parse(exchange.getRequestURI().getRawQuery()));
    } catch (RuntimeException e) {
      log.error("bug: page {} broke", path, e);
      return Page.text(500, "this page broke; the log tells more\n");
    }
  }

  private void send(HttpExchange exchange, String path, Page page) throws IOException {
    count(pages.containsKey(path) ? path : "other", page.status());
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", page.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(page.status(), isHead ? -1 : 0);
      if (!isHead) {
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER)) {
          page.body().writeTo(out);
        } catch (RuntimeException e) {
          // The status is out already; the client sees a page that ends too early.
          log.error("bug: page {} broke", path, e);
        }
      }
    }
  }

  private void count(String path, int status) {
    Counter.builder("ballast.admin.requests")
        .description("requests to admin pages")
        .tag("path", path)
        .tag("status", String.valueOf(status))
        .register(meters)
        .increment();
  }
}
