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
 * @param routeOrigins whether routes carry metadata that names the objects they come from, for
 *     access logs ({@code %METADATA(ROUTE:envoy-gateway:resources)%}). Default: they do not, since
 *     it makes every change of a route cost Envoy three times as much
 */
public record AdsOptions(
    InetSocketAddress address,
    ServerCredentials credentials,
    ServingListener listener,
    MeterRegistry meters,
    boolean routeOrigins) {

  /** Plain text on a free port of the loopback interface. */
  public static AdsOptions onLoopback() {
    return new AdsOptions(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        InsecureServerCredentials.create(),
        new ServingListener() {},
        new SimpleMeterRegistry(),
        false);
  }

  public AdsOptions withAddress(InetSocketAddress next) {
    return new AdsOptions(next, credentials, listener, meters, routeOrigins);
  }

  public AdsOptions withPort(int port) {
    return withAddress(new InetSocketAddress(address.getAddress(), port));
  }

  public AdsOptions withCredentials(ServerCredentials next) {
    return new AdsOptions(address, next, listener, meters, routeOrigins);
  }

  public AdsOptions withListener(ServingListener next) {
    return new AdsOptions(address, credentials, next, meters, routeOrigins);
  }

  public AdsOptions withMeters(MeterRegistry next) {
    return new AdsOptions(address, credentials, listener, next, routeOrigins);
  }

  public AdsOptions withRouteOrigins(boolean next) {
    return new AdsOptions(address, credentials, listener, meters, next);
  }
}
