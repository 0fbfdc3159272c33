package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.world.ObjectId;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server over real gRPC on the loopback interface. */
class AdsServerTest {
  private static final ObjectId GATEWAY = new ObjectId("shop", "eg");
  private static final Node NODE = Node.newBuilder().setId("n1").setCluster("shop/eg").build();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SmallWorld world = new SmallWorld().cluster("c1", 0);
  private final AdsServer server;
  private final ManagedChannel channel;

  AdsServerTest() throws Exception {
    server =
        new AdsServer(AdsOptions.onLoopback().withMeters(meters).withListener(new Recorder()))
            .start();
    channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void aDeltaStreamIsServedAndItsAnswersAreTold() throws Exception {
    var responses = new Inbox<DeltaDiscoveryResponse>();
    var requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(responses);
    requests.onNext(delta().setNode(NODE).build());
    assertThat(hear()).isEqualTo("opened n1 shop/eg");

    server.publish(GATEWAY, world.snapshot());
    var first = responses.take();
    assertThat(first.getResourcesList()).extracting(each -> each.getVersion()).containsOnly("c1@0");
    requests.onNext(delta().setResponseNonce(first.getNonce()).build());
    assertThat(hear()).isEqualTo("acked [c1]");
    assertThat(server.statuses())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.isUpToDate()).isTrue();
              assertThat(status.topics().get(ResourceType.CLUSTER)).isNotNull();
            });

    server.publish(GATEWAY, world.cluster("c1", SmallWorld.BAD).snapshot());
    var second = responses.take();
    requests.onNext(
        delta()
            .setResponseNonce(second.getNonce())
            .setErrorDetail(com.google.rpc.Status.newBuilder().setMessage("c1: not this one"))
            .build());
    assertThat(hear()).isEqualTo("rejected c1 not this one");
    assertThat(meters.get("ballast.ads.nacks").tag("type", "cluster").counter().count())
        .isEqualTo(1);
    assertThat(meters.get("ballast.ads.withheld").tag("type", "cluster").gauge().value())
        .isEqualTo(1);
    assertThat(meters.get("ballast.ads.streams").tag("protocol", "delta").gauge().value())
        .isEqualTo(1);

    requests.onCompleted();
    assertThat(hear()).isEqualTo("closed n1");
    assertThat(server.statuses()).isEmpty();
  }

  @Test
  void theStateOfTheWorldIsServedToo() throws Exception {
    server.publish(GATEWAY, world.snapshot());
    var responses = new Inbox<DiscoveryResponse>();
    var requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(responses);
    requests.onNext(
        DiscoveryRequest.newBuilder()
            .setNode(NODE)
            .setTypeUrl(ResourceType.CLUSTER.typeUrl())
            .build());

    assertThat(responses.take().getResourcesCount()).isEqualTo(1);
  }

  @Test
  void anEnvoyThatStopsReadingCostsLittleAndGetsTheLatestWhenItReadsAgain() throws Exception {
    int clusters = 1_000;
    int changes = 100;
    for (int i = 0; i < clusters; i++) {
      world.cluster("httproute/shop/a-route-with-a-long-name-%04d/rule/0".formatted(i), 0);
    }
    server.publish(GATEWAY, world.snapshot());
    var responses = new Reluctant();
    var requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(responses);
    requests.onNext(delta().setNode(NODE).build());
    var first = responses.take();
    requests.onNext(delta().setResponseNonce(first.getNonce()).build());
    hear();
    hear();
    double before = sentClusters();

    for (int change = 1; change <= changes; change++) {
      int content = change;
      List.copyOf(world.clusters.keySet()).forEach(name -> world.cluster(name, content));
      server.publish(GATEWAY, world.snapshot());
    }
    double written = sentClusters() - before;
    long bytes = (long) (written * first.getSerializedSize() / first.getResourcesCount());
    assertThat(bytes).as("bytes of %s resources", written).isLessThan(4 << 20);

    responses.readOn();
    var versions = List.<String>of();
    while (!versions.contains("c1@" + changes)) {
      var next = responses.take();
      versions = next.getResourcesList().stream().map(each -> each.getVersion()).toList();
      requests.onNext(delta().setResponseNonce(next.getNonce()).build());
    }
    assertThat(sentClusters() - before).isLessThan(changes * clusters / 2.0);
  }

  private double sentClusters() {
    return meters.get("ballast.ads.resources.sent").tag("type", "cluster").counter().count();
  }

  /** Takes one response, and more only when told so. */
  private static final class Reluctant extends Inbox<DeltaDiscoveryResponse>
      implements ClientResponseObserver<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
    private @Nullable ClientCallStreamObserver<DeltaDiscoveryRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<DeltaDiscoveryRequest> stream) {
      stream.disableAutoRequestWithInitial(1);
      call = stream;
    }

    void readOn() {
      Objects.requireNonNull(call).request(Integer.MAX_VALUE);
    }
  }

  private static DeltaDiscoveryRequest.Builder delta() {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(ResourceType.CLUSTER.typeUrl());
  }

  private String hear() throws InterruptedException {
    var next = heard.poll(10, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  private final class Recorder implements ServingListener {
    @Override
    public void opened(EnvoyStream stream) {
      heard.add("opened " + stream.node() + " " + stream.gateway());
    }

    @Override
    public void closed(EnvoyStream stream) {
      heard.add("closed " + stream.node());
    }

    @Override
    public void acked(
        EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
      heard.add("acked " + resources.stream().map(Resource::name).toList());
    }

    @Override
    public void rejected(EnvoyStream stream, Resource resource, String words) {
      heard.add("rejected " + resource.name() + " " + words);
    }
  }

  private static class Inbox<T> implements StreamObserver<T> {
    private final BlockingQueue<T> received = new LinkedBlockingQueue<>();

    T take() throws InterruptedException {
      var next = received.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no response within 10 s");
      }
      return next;
    }

    @Override
    public void onNext(T value) {
      received.add(value);
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
