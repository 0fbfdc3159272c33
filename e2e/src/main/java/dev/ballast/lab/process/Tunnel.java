package dev.ballast.lab.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/**
 * The way for a JVM outside the namespaces to a TCP port inside: a socket in the lab's folder,
 * which both see. Whoever connects there first writes one line, {@code address port}.
 */
public final class Tunnel {
  private static final String SOCKET = "door";

  /**
   * There are few connections, and each of their bytes is waited for by somebody: the kernel wakes
   * a platform thread by itself, a virtual one takes two more.
   */
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("tunnel-", 0).factory();

  private Tunnel() {}

  /** Where a visitor's bytes go. */
  public interface Destination {
    SocketChannel connect(SocketChannel visitor) throws IOException;
  }

  /** Inside: takes visitors and connects them. */
  public static void listen(Path labFolder) throws IOException {
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(labFolder.resolve(SOCKET)));
    serve(
        listener,
        visitor -> {
          String[] words = readLine(visitor).split(" ", -1);
          return SocketChannel.open(
              new InetSocketAddress(InetAddress.ofLiteral(words[0]), Integer.parseInt(words[1])));
        });
  }

  /** Outside: a connection to a port inside. */
  public static SocketChannel ask(Path labFolder, String address, int port) throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(labFolder.resolve(SOCKET)));
    channel.write(ByteBuffer.wrap((address + " " + port + "\n").getBytes(US_ASCII)));
    return channel;
  }

  /** Serves until the listener is closed; every visitor on threads of its own. */
  public static void serve(ServerSocketChannel listener, Destination destination) {
    THREADS
        .newThread(
            () -> {
              try {
                while (true) {
                  SocketChannel visitor = listener.accept();
                  THREADS.newThread(() -> connect(visitor, destination)).start();
                }
              } catch (ClosedChannelException end) {
                // Closed by its owner.
              } catch (IOException e) {
                Journal.note(e, "a door is broken");
              }
            })
        .start();
  }

  private static void connect(SocketChannel visitor, Destination destination) {
    try (visitor;
        SocketChannel other = destination.connect(visitor)) {
      sendAtOnce(visitor);
      sendAtOnce(other);
      Thread back = THREADS.newThread(() -> copy(other, visitor));
      back.start();
      copy(visitor, other);
      back.join();
    } catch (IOException refused) {
      // The visitor sees a closed connection, as with any server that is not there.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What comes in two pieces goes on as two pieces; the second must not wait for an echo. */
  private static void sendAtOnce(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 15);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException brokenOff) {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      // Nothing is left to be told to anyone.
    }
  }

  private static String readLine(SocketChannel visitor) throws IOException {
    var line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (visitor.read(one) == 1 && one.get(0) != '\n') {
      line.append((char) one.get(0));
      one.clear();
    }
    return line.toString();
  }
}
