package dev.ballast.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET for a fixed set of paths; nothing can be changed through it. */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  private final HttpServer server;
  private final ExecutorService executor;
  private final SortedMap<String, Supplier<Page>> pages;

  private AdminServer(HttpServer server, SortedMap<String, Supplier<Page>> pages) {
    this.server = server;
    this.pages = pages;
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
  }

  /**
   * @param address port zero picks a free one
   * @param pages by path; a page is made anew for each request
   */
  public static AdminServer start(
      InetSocketAddress address, SortedMap<String, Supplier<Page>> pages) throws IOException {
    var admin = new AdminServer(HttpServer.create(address, 0), new TreeMap<>(pages));
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
    try (exchange) {
      Page page = answer(exchange);
      byte[] body = page.bytes();
      exchange.getResponseHeaders().set("Content-Type", page.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Page answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    Supplier<Page> page = path.equals("/") ? this::index : pages.get(path);
    if (page == null) {
      return Page.text(404, "no such page\n");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      return Page.text(405, "only GET is answered here\n");
    }
    try {
      return page.get();
    } catch (RuntimeException e) {
      log.error("bug: page {} broke", path, e);
      return Page.text(500, "this page broke; the log tells more\n");
    }
  }

  private Page index() {
    var list = new StringBuilder("<!doctype html><title>Ballast</title><h1>Ballast</h1><ul>");
    pages.keySet().forEach(path -> list.append("<li><a href=\"%s\">%s</a>".formatted(path, path)));
    return Page.html(list.append("</ul>\n").toString());
  }
}
