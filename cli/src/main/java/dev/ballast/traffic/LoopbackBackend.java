package dev.ballast.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * One HTTP/1.1 server that stands for any number of endpoints: on Linux every address of
 * 127.0.0.0/8 leads to it. Each answer tells the address it was asked at ({@value #ENDPOINT}) and
 * the connection it was asked on ({@value #CONNECTION}, counted from 1 in the order of their
 * arrival). Requests have no body.
 */
public final class LoopbackBackend implements AutoCloseable {
  public static final String ENDPOINT = "x-endpoint";
  public static final String CONNECTION = "x-connection";

  private static final int BACKLOG = 4096;

  private final ServerSocket door;
  private final ExecutorService threads;
  private final Predicate<InetAddress> guests;

  private LoopbackBackend(
      ServerSocket door, ExecutorService threads, Predicate<InetAddress> guests) {
    this.guests = guests;
    this.door = door;
    this.threads = threads;
  }

  /** On a free port, for this machine only. */
  public static LoopbackBackend start() {
    return start(InetAddress::isLoopbackAddress);
  }

  /**
   * On a free port of every address that leads to this machine.
   *
   * @param guests who is served; to others it is closed
   */
  public static LoopbackBackend start(Predicate<InetAddress> guests) {
    try {
      var threads =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("loopback-", 0).factory());
      var backend = new LoopbackBackend(new ServerSocket(0, BACKLOG), threads, guests);
      Thread.ofPlatform().name("loopback-door").daemon().start(backend::accept);
      return backend;
    } catch (IOException e) {
      throw new UncheckedIOException("no backend on loopback", e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the backend's socket did not close", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void accept() {
    try {
      for (long number = 1; !door.isClosed(); number++) {
        Socket connection = door.accept();
        long serial = number;
        threads.execute(() -> serve(connection, serial));
      }
    } catch (IOException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException("the backend accepts no more connections", e);
      }
    }
  }

  private void serve(Socket connection, long serial) {
    try (connection) {
      // The socket is bound to every address of the machine; strangers are not served.
      if (!guests.test(connection.getInetAddress())) {
        return;
      }
      connection.setTcpNoDelay(true);
      byte[] answer =
          "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n%s: %s:%d\r\n%s: %d\r\n\r\n"
              .formatted(
                  ENDPOINT,
                  connection.getLocalAddress().getHostAddress(),
                  connection.getLocalPort(),
                  CONNECTION,
                  serial)
              .getBytes(US_ASCII);
      var in = new BufferedInputStream(connection.getInputStream());
      while (endOfHead(in)) {
        connection.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      return; // the other side went away, as it may at any time
    }
  }

  /** Reads up to the empty line behind a request's headers; false at the end of the connection. */
  private static boolean endOfHead(InputStream in) throws IOException {
    int lineFeeds = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        lineFeeds++;
      } else if (c != '\r') {
        lineFeeds = 0;
      }
      if (lineFeeds == 2) {
        return true;
      }
    }
    return false;
  }
}
