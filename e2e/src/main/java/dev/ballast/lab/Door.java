package dev.ballast.lab;

import dev.ballast.lab.process.Tunnel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A port of 127.0.0.1 that leads into the lab. */
public final class Door implements AutoCloseable {
  private final ServerSocketChannel listener;

  private Door(ServerSocketChannel listener) {
    this.listener = listener;
  }

  static Door open(Path labFolder, String address, int port) {
    try {
      var listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      Tunnel.serve(
          listener,
          visitor -> {
            SocketChannel inside = Tunnel.ask(labFolder, address, port);
            return inside;
          });
      return new Door(listener);
    } catch (IOException e) {
      throw new UncheckedIOException("no door to " + address + ":" + port, e);
    }
  }

  public int port() {
    return listener.socket().getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a door does not close", e);
    }
  }
}
