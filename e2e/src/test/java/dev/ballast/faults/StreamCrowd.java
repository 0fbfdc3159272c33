package dev.ballast.faults;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Many delta streams in a process of their own, each on its own connection: they ask for what an
 * Envoy asks for, look at names only, and accept everything. Ends with its standard input.
 */
final class StreamCrowd {
  private static final String CLUSTER = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
  private static final String ENDPOINT =
      "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
  private static final String LISTENER = "type.googleapis.com/envoy.config.listener.v3.Listener";
  private static final String ROUTE =
      "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";

  private static volatile boolean isOver;

  private StreamCrowd() {}

  /** Arguments: port of the server, gateway, number of streams. */
  public static void main(String[] args) throws Exception {
    var channels = new ArrayList<ManagedChannel>();
    int streams = Integer.parseInt(args[2]);
    for (int i = 0; i < streams; i++) {
      var channel =
          Grpc.newChannelBuilder("127.0.0.1:" + args[0], InsecureChannelCredentials.create())
              .directExecutor()
              .maxInboundMessageSize(Integer.MAX_VALUE)
              .build();
      channels.add(channel);
      new One(channel, Node.newBuilder().setId("crowd-" + i).setCluster(args[1]).build()).start();
    }
    // Whoever started us is there as long as this does not end.
    System.in.transferTo(OutputStream.nullOutputStream());
    isOver = true;
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private static final class One implements StreamObserver<DeltaDiscoveryResponse> {
    private final StreamObserver<DeltaDiscoveryRequest> server;
    private final Node node;
    private final Set<String> known = new HashSet<>();

    One(ManagedChannel channel, Node node) {
      this.node = node;
      server = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(this);
    }

    void start() {
      synchronized (this) {
        server.onNext(request(CLUSTER).setNode(node).build());
        server.onNext(request(LISTENER).build());
      }
    }

    @Override
    public void onNext(DeltaDiscoveryResponse response) {
      synchronized (this) {
        server.onNext(request(response.getTypeUrl()).setResponseNonce(response.getNonce()).build());
        var fresh =
            response.getResourcesList().stream()
                .map(Resource::getName)
                .filter(name -> known.add(response.getTypeUrl() + name))
                .toList();
        if (!fresh.isEmpty() && response.getTypeUrl().equals(CLUSTER)) {
          ask(ENDPOINT, fresh);
        } else if (!fresh.isEmpty() && response.getTypeUrl().equals(LISTENER)) {
          ask(ROUTE, fresh);
        }
      }
    }

    private void ask(String type, List<String> names) {
      server.onNext(request(type).addAllResourceNamesSubscribe(names).build());
    }

    private static DeltaDiscoveryRequest.Builder request(String type) {
      return DeltaDiscoveryRequest.newBuilder().setTypeUrl(type);
    }

    @Override
    public void onError(Throwable error) {
      if (!isOver) {
        System.err.println("a stream of the crowd ended: " + error);
      }
    }

    @Override
    public void onCompleted() {
      System.err.println("a stream of the crowd was ended by the server");
    }
  }
}
