package dev.ballast.serving;

import com.google.common.util.concurrent.MoreExecutors;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectId;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves snapshots to Envoys over ADS, delta and state of the world. An Envoy names its gateway in
 * {@code node.cluster} as {@code namespace/name}; one that comes before its snapshot waits.
 *
 * <p>All methods may be called from any thread and none waits for an Envoy.
 */
public final class AdsServer implements AutoCloseable {
  /** State-of-the-world requests name every resource; 4 MiB, the default, ends near 40,000. */
  private static final int LARGEST_REQUEST = 64 << 20;

  private static final long TIDY_SECONDS = 30;
  private static final long PING_AFTER_SECONDS = 30;
  private static final long PONG_WITHIN_SECONDS = 10;

  /** Envoys are told to ping every 30 s; a faster one is not a reason to hang up. */
  private static final long FASTEST_PING_SECONDS = 5;

  private final AdsOptions options;
  private final ServingMeters meters;
  private final Encodings encodings;
  private final ConcurrentHashMap<ObjectId, Gateway> gateways = new ConcurrentHashMap<>();
  private final Set<StreamSession<?, ?>> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicLong streamIds = new AtomicLong();
  private final ThreadFactory threads = Thread.ofVirtual().name("ads-", 0).factory();

  /** Never closed: what gRPC still has to tell streams after the end must not be turned away. */
  private final Executor workers = task -> threads.newThread(task).start();

  /** An alarm that is set while the server closes is no one's loss. */
  private final ScheduledExecutorService alarms =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("ads-alarms").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private final Refusals refusals;

  /** Empty when gRPC's own loops do. */
  private final Optional<EventLoopGroup> loops;

  private final Server server;

  public AdsServer(AdsOptions options) {
    this.options = options;
    this.encodings = new Encodings();
    this.meters = new ServingMeters(options.meters(), this::withheld);
    this.refusals = new Refusals(options.meters());
    this.loops =
        options
            .tls()
            .map(tls -> new MultiThreadIoEventLoopGroup(loopThreads(), NioIoHandler.newFactory()));
    this.server =
        listening()
            .executor(workers)
            .maxInboundMessageSize(LARGEST_REQUEST)
            .keepAliveTime(PING_AFTER_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(PONG_WITHIN_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveTime(FASTEST_PING_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new Peer.Interceptor())
            .addService(new Service())
            .build();
  }

  private NettyServerBuilder listening() {
    return options
        .tls()
        .map(
            tls ->
                NettyServerBuilder.forAddress(options.address(), tls.credentials())
                    .channelFactory(() -> new WatchedServerChannel(refusals))
                    .bossEventLoopGroup(loops.orElseThrow())
                    .workerEventLoopGroup(loops.orElseThrow()))
        .orElseGet(
            () ->
                NettyServerBuilder.forAddress(
                    options.address(), InsecureServerCredentials.create()));
  }

  private static int loopThreads() {
    return Math.min(4, Runtime.getRuntime().availableProcessors());
  }

  /**
   * @throws IOException when the address cannot be bound
   */
  public AdsServer start() throws IOException {
    server.start();
    var unusedUntilClose =
        alarms.scheduleWithFixedDelay(
            encodings::tidy, TIDY_SECONDS, TIDY_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  /** The port it listens on, once started. */
  public int port() {
    return server.getPort();
  }

  /** Makes this what the Envoys of the gateway are to have. The same again costs them nothing. */
  public void publish(ObjectId gateway, Snapshot snapshot) {
    gateways.compute(
        gateway,
        (id, present) -> {
          var followed = present == null ? new Gateway() : present;
          followed.publish(snapshot, System.nanoTime());
          return followed;
        });
  }

  /** Takes everything from the Envoys of the gateway. */
  public void remove(ObjectId gateway) {
    gateways.computeIfPresent(
        gateway,
        (id, present) -> {
          present.remove(System.nanoTime());
          return present.isForgettable() ? null : present;
        });
  }

  /** The connected Envoys, by the time they came. */
  public List<StreamStatus> statuses() {
    return sessions.stream()
        .map(StreamSession::status)
        .flatMap(Optional::stream)
        .sorted((a, b) -> Long.compare(a.stream().id(), b.stream().id()))
        .toList();
  }

  /** Hangs up at once; Envoys keep what they have. */
  @Override
  public void close() {
    server.shutdownNow();
    alarms.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loops.ifPresent(
        group -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000));
  }

  private int withheld(ResourceType type) {
    return gateways.values().stream().mapToInt(at -> at.view().rejections(type).size()).sum();
  }

  ServingLimits limits() {
    return ServingLimits.DEFAULT;
  }

  Encodings encodings() {
    return encodings;
  }

  ServingMeters meters() {
    return meters;
  }

  Refusals refusals() {
    return refusals;
  }

  ServingListener listener() {
    return options.listener();
  }

  ScheduledExecutorService alarms() {
    return alarms;
  }

  Gateway join(ObjectId id, StreamSession<?, ?> session) {
    sessions.add(session);
    return gateways.compute(
        id,
        (key, present) -> {
          var gateway = present == null ? new Gateway() : present;
          gateway.join(session);
          return gateway;
        });
  }

  /** A gateway that was never published, or is gone, lasts as long as someone waits for it. */
  void leave(ObjectId id, StreamSession<?, ?> session) {
    sessions.remove(session);
    gateways.computeIfPresent(
        id,
        (key, present) -> {
          present.leave(session);
          return present.isForgettable() ? null : present;
        });
  }

  private final class Service
      extends AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase {
    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
        StreamObserver<DeltaDiscoveryResponse> responses) {
      return session(Wire.DELTA, responses);
    }

    @Override
    public StreamObserver<DiscoveryRequest> streamAggregatedResources(
        StreamObserver<DiscoveryResponse> responses) {
      return session(Wire.FULL, responses);
    }

    private <Q, S> StreamObserver<Q> session(Wire<Q, S> wire, StreamObserver<S> responses) {
      var session =
          new StreamSession<>(
              AdsServer.this,
              streamIds.incrementAndGet(),
              Peer.current(),
              wire,
              (ServerCallStreamObserver<S>) responses,
              MoreExecutors.newSequentialExecutor(workers));
      session.begin();
      return session;
    }
  }
}
