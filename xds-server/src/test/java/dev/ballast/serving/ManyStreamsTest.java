package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.world.ObjectId;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many Envoys of a gateway, each on a connection of its own, over the loopback interface. */
class ManyStreamsTest {
  private static final ObjectId GATEWAY = new ObjectId("shop", "eg");
  private static final int STREAMS = 500;
  private static final int CLUSTERS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Semaphore acked = new Semaphore(0);

  @Test
  void aChangeReachesFiveHundredEnvoysWithinASecondAndAnIdleOneCostsLittle() throws Exception {
    var world = new SmallWorld();
    for (int i = 0; i < CLUSTERS; i++) {
      world.cluster("httproute/shop/route-%04d/rule/0".formatted(i), 0);
    }
    try (var server =
        new AdsServer(AdsOptions.onLoopback().withListener(new AckCounter())).start()) {
      var first = world.snapshot();
      server.publish(GATEWAY, first);
      var names = List.copyOf(first.resources(ResourceType.CLUSTER).keySet());
      var channels = new ArrayList<ManagedChannel>();
      try {
        connect(server, names, channels);
        long before = heapAfterCollection();
        for (int i = 1; i < STREAMS; i++) {
          connect(server, names, channels);
        }
        long perStream = (heapAfterCollection() - before) / (STREAMS - 1);

        var next = world.endpoints(names.getFirst(), 2).snapshot();
        long published = System.nanoTime();
        server.publish(GATEWAY, next);
        await(STREAMS);
        long took = System.nanoTime() - published;

        System.out.printf(
            "%d streams of %d clusters: %d KiB each with its client's part, a change acknowledged"
                + " by all in %d ms%n",
            STREAMS, CLUSTERS, perStream >> 10, took / 1_000_000);
        assertThat(perStream).as("bytes of an idle stream").isLessThan(200 << 10);
      } finally {
        channels.forEach(ManagedChannel::shutdownNow);
      }
    }
  }

  private void connect(AdsServer server, List<String> names, List<ManagedChannel> channels)
      throws InterruptedException {
    var channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                InsecureChannelCredentials.create())
            .build();
    channels.add(channel);
    var envoy = new Acknowledging();
    envoy.speaksTo(AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(envoy));
    envoy.ask(ResourceType.CLUSTER, List.of());
    await(1);
    envoy.ask(ResourceType.ENDPOINT, names);
    await(1);
  }

  private void await(int acknowledgements) throws InterruptedException {
    assertThat(acked.tryAcquire(acknowledgements, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .as("%s acknowledgements within %s", acknowledgements, PATIENCE)
        .isTrue();
  }

  private static long heapAfterCollection() {
    long used = Long.MAX_VALUE;
    // Weak and soft ends go in a second round.
    for (int i = 0; i < 3; i++) {
      System.gc();
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  private final class AckCounter implements ServingListener {
    @Override
    public void acked(
        EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
      acked.release();
    }
  }

  /** Accepts whatever comes and keeps nothing. */
  private static final class Acknowledging implements StreamObserver<DeltaDiscoveryResponse> {
    private static final Node NODE = Node.newBuilder().setId("n").setCluster("shop/eg").build();

    private @Nullable StreamObserver<DeltaDiscoveryRequest> server;

    synchronized void speaksTo(StreamObserver<DeltaDiscoveryRequest> requests) {
      server = requests;
    }

    private void say(DeltaDiscoveryRequest request) {
      Objects.requireNonNull(server).onNext(request);
    }

    synchronized void ask(ResourceType type, List<String> names) {
      say(
          DeltaDiscoveryRequest.newBuilder()
              .setNode(NODE)
              .setTypeUrl(type.typeUrl())
              .addAllResourceNamesSubscribe(names)
              .build());
    }

    @Override
    public synchronized void onNext(DeltaDiscoveryResponse response) {
      say(
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(response.getTypeUrl())
              .setResponseNonce(response.getNonce())
              .build());
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
