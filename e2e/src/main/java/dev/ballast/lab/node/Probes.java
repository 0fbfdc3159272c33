package dev.ballast.lab.node;

import dev.ballast.lab.net.OpenTls;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks one container how it is, again and again, until it is stopped. */
final class Probes {
  // A kubelet asks once a period. A container that was never ready is asked more often here, so
  // that
  // nobody waits ten seconds for a server that starts in one.
  private static final Duration IMPATIENCE = Duration.ofMillis(100);

  /** What comes of a probe. */
  interface Listener {
    /**
     * @param why one line about the last failure; empty after a success
     */
    void changed(boolean isWell, String why);
  }

  private final Container container;
  private final String address;
  private final ContainerProcess process;
  private final List<Thread> threads = new ArrayList<>();

  Probes(Container container, String address, ContainerProcess process) {
    this.container = container;
    this.address = address;
    this.process = process;
  }

  /** A startup probe that waits a minute for a port. */
  static Probe untilOpen(int port) {
    return new ProbeBuilder()
        .withNewTcpSocket()
        .withPort(new IntOrString(port))
        .endTcpSocket()
        .withFailureThreshold(600)
        .build();
  }

  /** Begins a probe; the listener hears the first result that counts, then every change. */
  synchronized void start(Probe probe, String kind, Listener listener) {
    threads.add(
        Thread.ofVirtual()
            .name(container.getName() + " " + kind)
            .start(() -> run(probe, kind, listener)));
  }

  synchronized void stop() {
    threads.forEach(Thread::interrupt);
    threads.clear();
  }

  private void run(Probe probe, String kind, Listener listener) {
    Duration period = seconds(probe.getPeriodSeconds(), 10);
    Duration first = period.compareTo(IMPATIENCE) < 0 ? period : IMPATIENCE;
    boolean counts = kind.equals("liveness");
    // The API server fills in the period of every probe that somebody wrote.
    boolean isImplied = probe.getPeriodSeconds() == null;
    int failures = 0;
    int successes = 0;
    Boolean told = null;
    try {
      Thread.sleep(seconds(probe.getInitialDelaySeconds(), 0));
      while (true) {
        String failure = ask(probe);
        boolean isWell = failure.isEmpty();
        failures = isWell ? 0 : failures + 1;
        successes = isWell ? successes + 1 : 0;
        if (isWell && successes >= orElse(probe.getSuccessThreshold(), 1)) {
          if (!Boolean.TRUE.equals(told)) {
            told = true;
            listener.changed(true, "");
          }
        } else if (!isWell && failures >= orElse(probe.getFailureThreshold(), 3)) {
          if (!Boolean.FALSE.equals(told) || counts) {
            told = false;
            listener.changed(false, kind + " probe failed: " + failure);
          }
        }
        if (kind.equals("startup") && isWell) {
          return;
        }
        boolean waitsForFirst =
            !Boolean.TRUE.equals(told) && (kind.equals("readiness") || isImplied);
        Thread.sleep(waitsForFirst ? first : period);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty if it is well, else one line. */
  private String ask(Probe probe) throws InterruptedException {
    Duration atMost = seconds(probe.getTimeoutSeconds(), 1);
    try {
      if (probe.getHttpGet() != null) {
        URI uri = uri(probe.getHttpGet());
        int status = OpenTls.get(uri, headers(probe.getHttpGet()), atMost);
        return status >= 200 && status < 400 ? "" : "HTTP status " + status + " from " + uri;
      }
      if (probe.getTcpSocket() != null) {
        return connect(port(probe.getTcpSocket().getPort()), atMost);
      }
      if (probe.getGrpc() != null) {
        // Only whether it listens: the lab does not speak gRPC's health protocol.
        return connect(probe.getGrpc().getPort(), atMost);
      }
      var ran = process.exec(probe.getExec().getCommand(), atMost);
      return ran.isOk() ? "" : "exit code " + ran.exitCode() + ": " + ran.said();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
  }

  private String connect(int port, Duration atMost) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(address), port), (int) atMost.toMillis());
      return "";
    }
  }

  private URI uri(HTTPGetAction get) {
    String scheme = get.getScheme() == null ? "http" : get.getScheme().toLowerCase(Locale.ROOT);
    String host = get.getHost() == null || get.getHost().isEmpty() ? address : get.getHost();
    String path = get.getPath() == null ? "/" : get.getPath();
    return URI.create(
        "%s://%s:%d%s%s"
            .formatted(scheme, host, port(get.getPort()), path.startsWith("/") ? "" : "/", path));
  }

  private static Map<String, String> headers(HTTPGetAction get) {
    var headers = new HashMap<String, String>();
    get.getHttpHeaders().forEach(header -> headers.put(header.getName(), header.getValue()));
    return headers;
  }

  private int port(IntOrString port) {
    if (port.getStrVal() == null) {
      return port.getIntVal();
    }
    return container.getPorts().stream()
        .filter(named -> port.getStrVal().equals(named.getName()))
        .mapToInt(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no port " + port.getStrVal()));
  }

  private static Duration seconds(@Nullable Integer seconds, int otherwise) {
    return Duration.ofSeconds(orElse(seconds, otherwise));
  }

  private static int orElse(@Nullable Integer number, int otherwise) {
    return number == null ? otherwise : number;
  }
}
