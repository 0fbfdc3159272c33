package dev.ballast.faults;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceStub;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Stands between Envoys and the server, understands what passes, keeps a list of refusals, and can
 * put other resources in the place of those the server sent.
 */
final class AdsProxy implements AutoCloseable {
  private final Server server;
  private final ManagedChannel channel;
  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<Any> substitution = UnaryOperator.identity();

  /**
   * An Envoy refused a response.
   *
   * @param resources what was in it, as the server sent it
   * @param at when, in nanoseconds of {@link System#nanoTime}
   */
  record Refusal(String typeUrl, List<Any> resources, String words, long at) {}

  private AdsProxy(int target) throws IOException {
    channel =
        Grpc.newChannelBuilderForAddress(
                InetAddress.getLoopbackAddress().getHostAddress(),
                target,
                InsecureChannelCredentials.create())
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .build();
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .addService(new Service())
            .build()
            .start();
  }

  static AdsProxy to(int port) throws IOException {
    return new AdsProxy(port);
  }

  int port() {
    return server.getPort();
  }

  /** From now on every resource that passes is what this makes of it. */
  void substitute(UnaryOperator<Any> next) {
    substitution = next;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  @Override
  public void close() {
    server.shutdownNow();
    channel.shutdownNow();
  }

  /** What an Envoy answers to, on one stream. */
  private final class Unanswered {
    private final Map<String, List<Any>> responses = new ConcurrentHashMap<>();

    void sent(String nonce, List<Any> resources) {
      responses.put(nonce, resources);
    }

    void answered(String typeUrl, String nonce, boolean isRefusal, String words) {
      var resources = responses.remove(nonce);
      if (isRefusal) {
        refusals.add(
            new Refusal(
                typeUrl, resources == null ? List.of() : resources, words, System.nanoTime()));
      }
    }
  }

  private final class Service extends AggregatedDiscoveryServiceImplBase {
    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
        StreamObserver<DeltaDiscoveryResponse> envoy) {
      var unanswered = new Unanswered();
      return relay(
          envoy,
          AggregatedDiscoveryServiceStub::deltaAggregatedResources,
          request ->
              unanswered.answered(
                  request.getTypeUrl(),
                  request.getResponseNonce(),
                  request.hasErrorDetail(),
                  request.getErrorDetail().getMessage()),
          response -> {
            unanswered.sent(
                response.getNonce(),
                response.getResourcesList().stream().map(Resource::getResource).toList());
            var changed = response.toBuilder();
            changed
                .getResourcesBuilderList()
                .forEach(each -> each.setResource(substitution.apply(each.getResource())));
            return changed.build();
          });
    }

    @Override
    public StreamObserver<DiscoveryRequest> streamAggregatedResources(
        StreamObserver<DiscoveryResponse> envoy) {
      var unanswered = new Unanswered();
      return relay(
          envoy,
          AggregatedDiscoveryServiceStub::streamAggregatedResources,
          request ->
              unanswered.answered(
                  request.getTypeUrl(),
                  request.getResponseNonce(),
                  request.hasErrorDetail(),
                  request.getErrorDetail().getMessage()),
          response -> {
            unanswered.sent(response.getNonce(), response.getResourcesList());
            return response.toBuilder()
                .clearResources()
                .addAllResources(response.getResourcesList().stream().map(substitution).toList())
                .build();
          });
    }

    private <Q, S> StreamObserver<Q> relay(
        StreamObserver<S> envoy,
        BiFunction<AggregatedDiscoveryServiceStub, StreamObserver<S>, StreamObserver<Q>> call,
        Consumer<Q> onRequest,
        UnaryOperator<S> onResponse) {
      var ends = new Ends<S>(envoy, onResponse);
      var server = call.apply(AggregatedDiscoveryServiceGrpc.newStub(channel), ends);
      ends.whenEnvoyLeaves(() -> server.onError(Status.CANCELLED.asRuntimeException()));
      return new StreamObserver<>() {
        @Override
        public void onNext(Q request) {
          onRequest.accept(request);
          server.onNext(request);
        }

        @Override
        public void onError(Throwable error) {
          server.onError(error);
        }

        @Override
        public void onCompleted() {
          server.onCompleted();
        }
      };
    }
  }

  /** Passes responses on to the Envoy, and the end of the stream too. */
  private static final class Ends<S> implements StreamObserver<S> {
    private final ServerCallStreamObserver<S> envoy;
    private final UnaryOperator<S> onResponse;

    Ends(StreamObserver<S> envoy, UnaryOperator<S> onResponse) {
      this.envoy = (ServerCallStreamObserver<S>) envoy;
      this.onResponse = onResponse;
    }

    void whenEnvoyLeaves(Runnable then) {
      envoy.setOnCancelHandler(then);
    }

    @Override
    public void onNext(S response) {
      if (!envoy.isCancelled()) {
        envoy.onNext(onResponse.apply(response));
      }
    }

    @Override
    public void onError(Throwable error) {
      if (!envoy.isCancelled()) {
        envoy.onError(Status.fromThrowable(error).asRuntimeException());
      }
    }

    @Override
    public void onCompleted() {
      if (!envoy.isCancelled()) {
        envoy.onCompleted();
      }
    }
  }
}
