package dev.ballast.lab.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The part of a kubelet's HTTPS server that {@code kubectl logs} needs: {@code
 * /containerLogs/NAMESPACE/POD/CONTAINER} with {@code follow}, {@code tailLines}, {@code
 * limitBytes} and {@code previous}. Times are not kept, so {@code timestamps} and {@code since…}
 * change nothing.
 */
public final class LogServer {
  private static final int CHUNK = 1 << 15;
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Kubelet kubelet;

  private LogServer(Kubelet kubelet) {
    this.kubelet = kubelet;
  }

  /** Serves until the process ends, on all addresses: every node is this machine. */
  public static void start(Kubelet kubelet, SSLContext identity) {
    try {
      var server = HttpsServer.create(new InetSocketAddress(LabNode.KUBELET_PORT), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(identity));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/containerLogs/", new LogServer(kubelet)::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("no logs can be shown", e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      Map<String, String> query = query(exchange.getRequestURI().getQuery());
      Optional<ContainerLogs> logs =
          path.length == 5 ? kubelet.logs(path[2], path[3], path[4]) : Optional.empty();
      boolean previous = "true".equals(query.get("previous"));
      Optional<Path> file =
          logs.map(found -> previous ? found.previous() : found.current()).filter(Files::exists);
      if (logs.isEmpty() || file.isEmpty()) {
        byte[] text = "there are no such logs in the lab\n".getBytes(UTF_8);
        exchange.sendResponseHeaders(logs.isEmpty() ? 404 : 400, text.length);
        exchange.getResponseBody().write(text);
        return;
      }
      exchange.getResponseHeaders().add("Content-Type", "text/plain");
      exchange.sendResponseHeaders(200, 0);
      boolean follows = "true".equals(query.get("follow")) && !previous;
      copy(
          file.get(),
          query,
          follows ? logs.get().isOpen() : () -> false,
          exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(
      Path file, Map<String, String> query, BooleanSupplier mayGrow, OutputStream out)
      throws IOException, InterruptedException {
    long limit = number(query, "limitBytes").orElse(Long.MAX_VALUE);
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      Optional<Long> tail = number(query, "tailLines");
      log.seek(tail.isPresent() ? startOfTail(log, tail.get()) : 0);
      byte[] chunk = new byte[CHUNK];
      while (limit > 0) {
        // Asked first: what was written before the end is then surely seen.
        boolean mayGrowStill = mayGrow.getAsBoolean();
        int length = log.read(chunk, 0, (int) Math.min(CHUNK, limit));
        if (length > 0) {
          out.write(chunk, 0, length);
          out.flush();
          limit -= length;
        } else if (mayGrowStill) {
          Thread.sleep(LOOK_AGAIN_MILLIS);
        } else {
          return;
        }
      }
    }
  }

  private static long startOfTail(RandomAccessFile log, long lines) throws IOException {
    long position = log.length();
    byte[] chunk = new byte[CHUNK];
    // The end of the last line is no start of another one.
    long left = lines + 1;
    long end = position;
    while (position > 0) {
      int length = (int) Math.min(CHUNK, position);
      position -= length;
      log.seek(position);
      log.readFully(chunk, 0, length);
      for (int i = length - 1; i >= 0; i--) {
        boolean isLast = position + i == end - 1;
        if (chunk[i] == '\n' || isLast) {
          left--;
          if (left == 0) {
            return position + i + 1;
          }
        }
      }
    }
    return 0;
  }

  private static Optional<Long> number(Map<String, String> query, String name) {
    return Optional.ofNullable(query.get(name)).map(Long::valueOf);
  }

  private static Map<String, String> query(@Nullable String text) {
    var query = new HashMap<String, String>();
    for (String pair : text == null ? new String[0] : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return query;
  }
}
