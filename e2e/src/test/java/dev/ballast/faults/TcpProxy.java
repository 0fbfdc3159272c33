package dev.ballast.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes bytes on between Envoys and the server, until it is told to reset the connections. */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final Set<Pair> open = ConcurrentHashMap.newKeySet();

  private TcpProxy(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  static TcpProxy to(int port) throws IOException {
    var proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().name("tcp-proxy").start(proxy::accept);
    return proxy;
  }

  int port() {
    return door.getLocalPort();
  }

  /**
   * Both ends of every connection see a reset, whatever was under way.
   *
   * @return how many connections there were
   */
  int reset() {
    var all = Set.copyOf(open);
    all.forEach(this::reset);
    return all.size();
  }

  @Override
  public void close() throws IOException {
    door.close();
    reset();
  }

  /** Both ends of a connection that passes through here. */
  private record Pair(Socket near, Socket far) {}

  private void reset(Pair pair) {
    open.remove(pair);
    reset(pair.near());
    reset(pair.far());
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      return; // gone already
    }
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        var pair = new Pair(door.accept(), new Socket());
        open.add(pair);
        Thread.ofVirtual().name("tcp-proxy-connection").start(() -> join(pair));
      }
    } catch (IOException e) {
      return; // the door is closed
    }
  }

  /** When one end goes, the other goes too. */
  private void join(Pair pair) {
    try {
      pair.near().setTcpNoDelay(true);
      pair.far().setTcpNoDelay(true);
      pair.far().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      Thread.ofVirtual()
          .name("tcp-proxy-back")
          .start(() -> pass(pair.far(), pair.near(), () -> reset(pair)));
      pass(pair.near(), pair.far(), () -> reset(pair));
    } catch (IOException e) {
      reset(pair);
    }
  }

  private static void pass(Socket from, Socket to, Runnable atEnd) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      atEnd.run();
    } catch (IOException e) {
      atEnd.run();
    }
  }
}
