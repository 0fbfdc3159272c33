package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.world.ObjectId;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties a gRPC stream to its {@link Conversation}. Everything runs on the stream's own serial
 * executor; nothing is written unless the connection is ready, so a slow Envoy costs at most one
 * response of buffer and then gets the latest state, not each one it missed.
 */
final class StreamSession<Q, S> implements StreamObserver<Q> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
  private static final int SHOWN = 10;

  private final AdsServer server;
  private final long id;
  private final Peer peer;
  private final Wire<Q, S> wire;
  private final ServerCallStreamObserver<S> out;
  private final Executor serial;
  private final Conversation conversation;
  private final AtomicBoolean isAwake = new AtomicBoolean();

  private @Nullable Gateway gateway;
  private @Nullable EnvoyStream stream;
  private @Nullable Future<?> alarm;
  private @Nullable Future<?> expiry;
  private boolean isClosed;
  private volatile @Nullable StreamStatus status;

  StreamSession(
      AdsServer server,
      long id,
      Peer peer,
      Wire<Q, S> wire,
      ServerCallStreamObserver<S> out,
      Executor serial) {
    this.server = server;
    this.id = id;
    this.peer = peer;
    this.wire = wire;
    this.out = out;
    this.serial = serial;
    this.conversation =
        new Conversation(wire.isDelta(), server.limits(), server.encodings(), System.nanoTime());
  }

  void begin() {
    out.disableAutoRequest();
    out.setOnReadyHandler(this::wake);
    out.setOnCancelHandler(() -> serial.execute(this::close));
    out.request(1);
  }

  Optional<StreamStatus> status() {
    return Optional.ofNullable(status);
  }

  /** Looks for something to send; many calls in a row melt into one look. */
  void wake() {
    if (isAwake.compareAndSet(false, true)) {
      serial.execute(
          () -> {
            isAwake.set(false);
            guarded(this::pump);
          });
    }
  }

  @Override
  public void onNext(Q request) {
    serial.execute(() -> guarded(() -> receive(request)));
  }

  @Override
  public void onError(Throwable error) {
    serial.execute(this::close);
  }

  @Override
  public void onCompleted() {
    serial.execute(
        () -> {
          if (!isClosed) {
            out.onCompleted();
          }
          close();
        });
  }

  private void receive(Q request) {
    if (isClosed) {
      return;
    }
    if (gateway == null) {
      var node = wire.node(request);
      if (node.isEmpty() || node.get().getCluster().isEmpty()) {
        fail(Status.INVALID_ARGUMENT.withDescription("node.cluster must name a gateway: ns/name"));
        return;
      }
      if (!isWhoItSays(node.get())) {
        return;
      }
      introduce(node.get());
    }
    var type = Wire.TYPES.get(wire.typeUrl(request));
    if (type == null) {
      // Types we do not serve stay unanswered, as if there were nothing of them yet.
      LOG.debug("stream {} asks for {}, which is not served", stream, wire.typeUrl(request));
    } else {
      var ask = wire.read(type, request);
      conversation.receive(ask).forEach(this::report);
    }
    pump();
    out.request(1);
  }

  /** The certificate decides what an Envoy may have; what it asks for is only a wish. */
  private boolean isWhoItSays(Node node) {
    if (peer.speaksFor(gatewayOf(node.getCluster()))) {
      return true;
    }
    var proven = peer.certificate().map(Peer.Proven::uris).orElse(Set.of());
    refuse(
        TlsRefusal.OTHER_GATEWAY,
        "gateway=%s node=%s certificate=%s".formatted(node.getCluster(), node.getId(), proven),
        "the certificate is not one of gateway " + node.getCluster());
    return false;
  }

  /** A stream lasts no longer than what it was opened with. */
  private void endWithCertificate() {
    expiry =
        peer.certificate()
            .map(
                proven ->
                    server
                        .alarms()
                        .schedule(
                            () -> serial.execute(this::expire),
                            Duration.between(Instant.now(), proven.until()).toMillis(),
                            TimeUnit.MILLISECONDS))
            .orElse(null);
  }

  private void expire() {
    if (!isClosed) {
      refuse(TlsRefusal.EXPIRED, "stream=" + stream, "the certificate has expired");
    }
  }

  private void refuse(TlsRefusal reason, String detail, String words) {
    server.refusals().add(reason, peer.address(), detail);
    fail(Status.PERMISSION_DENIED.withDescription(words));
  }

  private void introduce(Node node) {
    endWithCertificate();
    var met = new EnvoyStream(id, node.getId(), gatewayOf(node.getCluster()), wire.isDelta());
    stream = met;
    gateway = server.join(met.gateway(), this);
    server.meters().opened(met);
    LOG.info(
        "envoy {} of gateway {} connected, {}",
        met.node(),
        met.gateway(),
        met.isDelta() ? "delta" : "state of the world");
    server.listener().opened(met);
  }

  static ObjectId gatewayOf(String cluster) {
    int slash = cluster.indexOf('/');
    return new ObjectId(slash < 0 ? "" : cluster.substring(0, slash), cluster.substring(slash + 1));
  }

  private void report(Outcome outcome) {
    var here = stream;
    var at = gateway;
    if (here == null || at == null) {
      return;
    }
    long now = System.nanoTime();
    server.meters().answered(outcome, now);
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        // Who is told may look at once.
        status = describe();
        accepted.resources().stream()
            .filter(resource -> isWatched(at, resource))
            .forEach(resource -> at.change(view -> view.accept(resource, now)));
        server.listener().acked(here, accepted.type(), accepted.resources(), accepted.removed());
      }
      case Outcome.Refused refused -> {
        LOG.warn(
            "envoy {} of gateway {} refused {} {}: {}",
            here.node(),
            here.gateway(),
            refused.type(),
            refused.resource().name(),
            refused.words());
        at.change(
            view -> view.reject(refused.resource(), refused.lastGood(), refused.words(), now));
        server.listener().rejected(here, refused.resource(), refused.words());
      }
      case Outcome.Unclear unclear ->
          LOG.info(
              "envoy {} of gateway {} refused one of {} of type {}, sending them apart: {}",
              here.node(),
              here.gateway(),
              unclear.names().size(),
              unclear.type(),
              unclear.words());
    }
  }

  private static boolean isWatched(Gateway gateway, Resource resource) {
    return gateway.view().rejection(resource.type(), resource.name()) != null;
  }

  private void pump() {
    var at = gateway;
    if (isClosed || at == null) {
      return;
    }
    // An Envoy that comes after its gateway has gone waits, as for one that is still to come.
    if (conversation.view().exists() || !at.isRemoved()) {
      conversation.see(at.view());
    }
    while (out.isReady()) {
      var push = conversation.next(System.nanoTime());
      if (push.isEmpty()) {
        break;
      }
      server.meters().sent(push.get());
      out.onNext(wire.write(push.get(), server.encodings()));
    }
    setAlarm();
    status = describe();
  }

  private void setAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    conversation
        .wakeAt()
        .ifPresent(
            at ->
                alarm =
                    server
                        .alarms()
                        .schedule(this::wake, at - System.nanoTime(), TimeUnit.NANOSECONDS));
  }

  private @Nullable StreamStatus describe() {
    var here = stream;
    if (here == null) {
      return null;
    }
    var topics = new EnumMap<ResourceType, StreamStatus.TopicStatus>(ResourceType.class);
    for (ResourceType type : ResourceType.values()) {
      var topic = conversation.topic(type);
      if (topic.isSeen()) {
        topics.put(type, describe(topic));
      }
    }
    return new StreamStatus(
        here, !conversation.view().exists(), conversation.view().snapshot(), topics);
  }

  private StreamStatus.TopicStatus describe(Topic topic) {
    Map<String, StreamStatus.Withheld> rejected = new HashMap<>();
    conversation
        .view()
        .rejections(topic.type)
        .forEach(
            (name, rejection) -> {
              if (topic.isSubscribed(name)) {
                rejected.put(
                    name, new StreamStatus.Withheld(rejection.words(), rejection.culprits()));
              }
            });
    return new StreamStatus.TopicStatus(
        topic.held.confirmedCount(),
        topic.held.flights().size(),
        topic.dirty().stream().limit(SHOWN).toList(),
        rejected);
  }

  /** A fault of ours ends the stream: the Envoy keeps what it has and connects again. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("stream {} ends because of a bug", stream, e);
      fail(Status.INTERNAL.withDescription("bug in the ADS server, see its log"));
    }
  }

  private void fail(Status why) {
    if (!isClosed) {
      out.onError(why.asRuntimeException());
      close();
    }
  }

  private void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    if (alarm != null) {
      alarm.cancel(false);
    }
    if (expiry != null) {
      expiry.cancel(false);
    }
    var here = stream;
    if (here != null) {
      server.leave(here.gateway(), this);
      server.meters().closed(here);
      LOG.info("envoy {} of gateway {} disconnected", here.node(), here.gateway());
      server.listener().closed(here);
    }
  }
}
