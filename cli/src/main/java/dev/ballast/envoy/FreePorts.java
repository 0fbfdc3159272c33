package dev.ballast.envoy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports nobody listens on. They lie below the range that outgoing connections are given on
 * Linux and macOS, so that a port stays free between being picked and being bound.
 */
public final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int LAST = 31_999;

  private FreePorts() {}

  public static int one() {
    return pick(1).getFirst();
  }

  public static List<Integer> pick(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      for (int tries = 0; held.size() < count; tries++) {
        if (tries > 10_000) {
          throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
        }
        tryToHold(ThreadLocalRandom.current().nextInt(FIRST, LAST + 1), held);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static void tryToHold(int port, List<ServerSocket> held) {
    try {
      // Bound to all addresses, as Envoy's listeners are.
      var socket = new ServerSocket();
      try {
        socket.setReuseAddress(false);
        socket.bind(new InetSocketAddress((InetAddress) null, port));
        held.add(socket);
      } catch (IOException taken) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("no sockets on this machine", e);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that was never used could not be closed", e);
    }
  }
}
