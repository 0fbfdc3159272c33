package dev.ballast.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where and how the ADS server listens.
 *
 * @param address the address to bind; port 0 picks a free one
 * @param tls empty for plain text, where every Envoy is believed; for loopback and tests
 * @param listener told what Envoys say, on the stream's thread
 */
public record AdsOptions(
    InetSocketAddress address,
    Optional<MutualTls> tls,
    ServingListener listener,
    MeterRegistry meters) {

  /** Plain text on a free port of the loopback interface. */
  public static AdsOptions onLoopback() {
    return new AdsOptions(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        new ServingListener() {},
        new SimpleMeterRegistry());
  }

  public AdsOptions withAddress(InetSocketAddress next) {
    return new AdsOptions(next, tls, listener, meters);
  }

  public AdsOptions withPort(int port) {
    return withAddress(new InetSocketAddress(address.getAddress(), port));
  }

  /** Only Envoys that prove to be their Gateway's. */
  public AdsOptions withMutualTls(MutualTls next) {
    return new AdsOptions(address, Optional.of(next), listener, meters);
  }

  public AdsOptions withListener(ServingListener next) {
    return new AdsOptions(address, tls, next, meters);
  }

  public AdsOptions withMeters(MeterRegistry next) {
    return new AdsOptions(address, tls, listener, next);
  }
}
