package dev.ballast.serving;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where and how the ADS server listens.
 *
 * @param address the address to bind; port 0 picks a free one
 * @param credentials plain text by default; TLS goes here
 * @param listener told what Envoys say, on the stream's thread
 */
public record AdsOptions(
    InetSocketAddress address,
    ServerCredentials credentials,
    ServingListener listener,
    MeterRegistry meters) {

  /** Plain text on a free port of the loopback interface. */
  public static AdsOptions onLoopback() {
    return new AdsOptions(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        InsecureServerCredentials.create(),
        new ServingListener() {},
        new SimpleMeterRegistry());
  }

  public AdsOptions withAddress(InetSocketAddress next) {
    return new AdsOptions(next, credentials, listener, meters);
  }

  public AdsOptions withPort(int port) {
    return withAddress(new InetSocketAddress(address.getAddress(), port));
  }

  public AdsOptions withCredentials(ServerCredentials next) {
    return new AdsOptions(address, next, listener, meters);
  }

  public AdsOptions withListener(ServingListener next) {
    return new AdsOptions(address, credentials, next, meters);
  }

  public AdsOptions withMeters(MeterRegistry next) {
    return new AdsOptions(address, credentials, listener, next);
  }
}
