package dev.ballast.bench;

import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks delta ADS as an Envoy does and agrees to everything. For one thread. */
final class RehearsalEnvoy implements AutoCloseable {
  private final ManagedChannel channel;
  private final BlockingQueue<DeltaDiscoveryResponse> responses = new LinkedBlockingQueue<>();
  private final StreamObserver<DeltaDiscoveryRequest> requests;

  RehearsalEnvoy(int xdsPort) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", xdsPort).usePlaintext().build();
    requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(new Inbox());
  }

  /** Asks for these by name; for none by name, which means all. */
  void subscribe(ResourceType type, Collection<String> names) {
    requests.onNext(
        DeltaDiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("rehearsal").setCluster(WorldText.GATEWAY))
            .setTypeUrl(type.typeUrl())
            .addAllResourceNamesSubscribe(names)
            .build());
  }

  /**
   * Agrees to what comes until nothing has come for a while.
   *
   * @param first how long to wait for the first response
   * @param quiet how long for each further one
   */
  void agree(Duration first, Duration quiet) throws InterruptedException {
    DeltaDiscoveryResponse response = await(first);
    while (response != null) {
      requests.onNext(
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(response.getTypeUrl())
              .setResponseNonce(response.getNonce())
              .build());
      response = await(quiet);
    }
  }

  private @Nullable DeltaDiscoveryResponse await(Duration patience) throws InterruptedException {
    return responses.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    requests.onCompleted();
    channel.shutdownNow();
  }

  private final class Inbox implements StreamObserver<DeltaDiscoveryResponse> {
    @Override
    public void onNext(DeltaDiscoveryResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable cause) {
      responses.clear();
    }

    @Override
    public void onCompleted() {
      responses.clear();
    }
  }
}
