package dev.ballast.figures;

import dev.ballast.traffic.LoopbackBackend;
import java.net.InetAddress;

/**
 * A process inside the lab that stands for every endpoint below {@code 10.246}: each of these
 * addresses leads to it, and it tells at which one it was asked, and over which connection.
 */
final class FarBackend {
  /** The second byte of the endpoints' addresses. */
  static final int RANGE = 246;

  private FarBackend() {}

  public static void main(String... arguments) throws InterruptedException {
    // Nobody but pods and the lab itself can get here.
    var backend = LoopbackBackend.start(InetAddress::isSiteLocalAddress);
    System.out.println(backend.port());
    Thread.currentThread().join();
  }
}
