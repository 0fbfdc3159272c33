package dev.ballast.faults;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What can be done to resources on their way. What is broken breaks a constraint that Envoy checks
 * before all else.
 */
final class Tampering {
  private Tampering() {}

  static UnaryOperator<Any> breakingClusters(Predicate<Cluster> which) {
    return when(
        Cluster.class,
        cluster ->
            which.test(cluster)
                ? cluster.toBuilder()
                    .setConnectTimeout(Duration.newBuilder().setSeconds(-1))
                    .build()
                : cluster);
  }

  static UnaryOperator<Any> breakingEndpoints(Predicate<ClusterLoadAssignment> which) {
    return when(
        ClusterLoadAssignment.class,
        endpoints ->
            which.test(endpoints)
                ? endpoints.toBuilder()
                    .setPolicy(
                        ClusterLoadAssignment.Policy.newBuilder()
                            .setOverprovisioningFactor(UInt32Value.of(0)))
                    .build()
                : endpoints);
  }

  static UnaryOperator<Any> breakingListeners(Predicate<Listener> which) {
    return when(Listener.class, listener -> which.test(listener) ? at(70_000, listener) : listener);
  }

  /** So that a second Envoy of a Gateway has a port of its own on the same machine. */
  static UnaryOperator<Any> bindingListenersTo(int port) {
    return when(Listener.class, listener -> at(port, listener));
  }

  private static Listener at(int port, Listener listener) {
    var bound = listener.toBuilder();
    bound.getAddressBuilder().getSocketAddressBuilder().setPortValue(port);
    return bound.build();
  }

  /** The routes that lead to a cluster. */
  static UnaryOperator<Any> breakingRoutesTo(String cluster) {
    return when(
        RouteConfiguration.class,
        routes -> {
          var broken = routes.toBuilder();
          broken.getVirtualHostsBuilderList().stream()
              .flatMap(host -> host.getRoutesBuilderList().stream())
              .filter(route -> route.getRoute().getCluster().equals(cluster))
              .forEach(
                  route ->
                      route.setDirectResponse(DirectResponseAction.newBuilder().setStatus(99)));
          return broken.build();
        });
  }

  private static <M extends Message> UnaryOperator<Any> when(
      Class<M> type, UnaryOperator<M> change) {
    return sent -> {
      try {
        return sent.is(type) ? Any.pack(change.apply(sent.unpack(type))) : sent;
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException("not what it says it is: " + sent.getTypeUrl(), e);
      }
    };
  }
}
