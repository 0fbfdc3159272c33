package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ballast.certificates.Authority;
import dev.ballast.certificates.Credential;
import dev.ballast.certificates.LeafRequest;
import dev.ballast.certificates.LeafRequest.Purpose;
import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.AdsServer;
import dev.ballast.serving.EnvoyIdentity;
import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.MutualTls;
import dev.ballast.serving.ServingListener;
import dev.ballast.world.ObjectId;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The xDS server and clients of every sort, over real TLS. */
class MutualTlsTest {
  private static final Clock NOW = Clock.systemUTC();
  private static final Clock LAST_YEAR = Clock.offset(NOW, Duration.ofDays(-365));
  private static final String SERVER = "ballast-xds.ballast-system.svc";
  private static final ObjectId EDGE = new ObjectId("shop", "edge");
  private static final ObjectId OTHER = new ObjectId("shop", "other");

  private static final Authority OURS = Authority.create("ours", Duration.ofDays(10), NOW);
  private static final Authority THEIRS = Authority.create("theirs", Duration.ofDays(10), NOW);

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final MutualTls tls = new MutualTls();
  private final AdsServer server;

  MutualTlsTest() throws IOException {
    show(OURS);
    tls.trust(List.of(OURS.credential().certificate()));
    server =
        new AdsServer(
                AdsOptions.onLoopback()
                    .withMutualTls(tls)
                    .withMeters(meters)
                    .withListener(
                        new ServingListener() {
                          @Override
                          public void opened(EnvoyStream stream) {
                            heard.add("opened " + stream.gateway());
                          }

                          @Override
                          public void closed(EnvoyStream stream) {
                            heard.add("closed " + stream.gateway());
                          }
                        }))
            .start();
  }

  @AfterEach
  void stop() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
  }

  private void show(Authority signer) {
    var leaf =
        signer.issue(
            new LeafRequest("xds", List.of(SERVER), List.of(), Purpose.SERVER, Duration.ofDays(1)),
            NOW);
    tls.present(List.of(leaf.certificate()), leaf.key());
  }

  private static Credential client(Authority signer, ObjectId gateway, Duration life, Clock clock) {
    return signer.issue(
        new LeafRequest(
            "envoy", List.of(), List.of(EnvoyIdentity.uri(gateway)), Purpose.CLIENT, life),
        clock);
  }

  private static Credential edge(Authority signer) {
    return client(signer, EDGE, Duration.ofDays(1), NOW);
  }

  @Test
  void anEnvoyWithItsGatewaysCertificateIsServed() throws Exception {
    ask(OURS, edge(OURS), EDGE);
    assertThat(hear()).isEqualTo("opened shop/edge");
    assertThat(refused()).isZero();
  }

  @Test
  void anotherGatewaysCertificateIsRefused() throws Exception {
    var end = ask(OURS, client(OURS, OTHER, Duration.ofDays(1), NOW), EDGE);
    assertThat(end.take().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refused("other_gateway")).isEqualTo(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void aServersCertificateIsNobodysGateway() throws Exception {
    var leaf =
        OURS.issue(
            new LeafRequest("x", List.of(SERVER), List.of(), Purpose.CLIENT, Duration.ofDays(1)),
            NOW);
    assertThat(ask(OURS, leaf, EDGE).take().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refused("other_gateway")).isEqualTo(1);
  }

  @Test
  void withoutACertificateThereIsNoConnection() throws Exception {
    var credentials = TlsChannelCredentials.newBuilder().trustManager(pem(OURS)).build();
    assertThat(ask(credentials, EDGE).take().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitRefused("no_certificate");
  }

  @Test
  void anotherAuthoritysCertificateIsRefused() throws Exception {
    assertThat(ask(OURS, edge(THEIRS), EDGE).take().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitRefused("unknown_authority");
  }

  @Test
  void anAuthorityOfTheSameNameWithAnotherKeyIsRefused() throws Exception {
    var impostor = Authority.create("ours", Duration.ofDays(10), NOW);
    assertThat(ask(OURS, edge(impostor), EDGE).take().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitRefused("unknown_authority");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    var expired = client(OURS, EDGE, Duration.ofDays(1), LAST_YEAR);
    assertThat(ask(OURS, expired, EDGE).take().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitRefused("expired");
  }

  @Test
  void aServersCertificateOfOursDoesNotLetAClientIn() throws Exception {
    var leaf =
        OURS.issue(
            new LeafRequest(
                "x",
                List.of(),
                List.of(EnvoyIdentity.uri(EDGE)),
                Purpose.SERVER,
                Duration.ofDays(1)),
            NOW);
    assertThat(ask(OURS, leaf, EDGE).take().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitRefused("unknown_authority");
  }

  @Test
  void plainTextIsRefused() throws Exception {
    assertThat(ask(InsecureChannelCredentials.create(), EDGE).take().getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    awaitRefused("protocol");
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    var edge = edge(OURS);
    var context = SSLContext.getInstance("TLS");
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("me", edge.key(), new char[0], new X509Certificate[] {edge.certificate()});
    keys.init(store, new char[0]);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    var authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("ours", OURS.credential().certificate());
    trust.init(authorities);
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    try (var socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThat(catchThrowable(socket::startHandshake)).isInstanceOf(IOException.class);
    }
    awaitRefused("protocol");
  }

  @Test
  void aPortThatIsOnlyProbedIsNotARefusal() throws Exception {
    new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
    ask(OURS, edge(OURS), EDGE);
    assertThat(hear()).isEqualTo("opened shop/edge");
    assertThat(refused()).isZero();
  }

  @Test
  void keysAndTrustAreExchangedWhileStreamsStand() throws Exception {
    var first = ask(OURS, edge(OURS), EDGE);
    assertThat(hear()).isEqualTo("opened shop/edge");

    tls.trust(List.of(OURS.credential().certificate(), THEIRS.credential().certificate()));
    show(THEIRS);
    ask(THEIRS, edge(THEIRS), EDGE);
    assertThat(hear()).isEqualTo("opened shop/edge");

    tls.trust(List.of(THEIRS.credential().certificate()));
    assertThat(ask(THEIRS, edge(OURS), EDGE).take().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitRefused("unknown_authority");
    assertThat(first.isOpen()).as("the first stream still stands").isTrue();
  }

  @Test
  void aStreamEndsWithTheCertificateItWasOpenedWith() throws Exception {
    var end = ask(OURS, client(OURS, EDGE, Duration.ofSeconds(3), NOW), EDGE);
    assertThat(hear()).isEqualTo("opened shop/edge");
    assertThat(end.take().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refused("expired")).isEqualTo(1);
    assertThat(hear()).isEqualTo("closed shop/edge");
  }

  private End ask(Authority trusted, Credential me, ObjectId gateway) throws IOException {
    return ask(
        TlsChannelCredentials.newBuilder()
            .keyManager(bytes(me.certificatePem()), bytes(me.keyPem()))
            .trustManager(pem(trusted))
            .build(),
        gateway);
  }

  private End ask(ChannelCredentials credentials, ObjectId gateway) {
    var channel =
        Grpc.newChannelBuilder("127.0.0.1:" + server.port(), credentials)
            .overrideAuthority(SERVER)
            .build();
    channels.add(channel);
    var end = new End();
    var requests = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(end);
    requests.onNext(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl("type.googleapis.com/envoy.config.cluster.v3.Cluster")
            .setNode(Node.newBuilder().setId("n").setCluster(gateway.toString()))
            .build());
    return end;
  }

  private static ByteArrayInputStream pem(Authority authority) {
    return bytes(authority.credential().certificatePem());
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String hear() throws InterruptedException {
    var next = heard.poll(10, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  private double refused() {
    return meters.find("ballast.ads.refused").counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private double refused(String reason) {
    return meters.get("ballast.ads.refused").tag("reason", reason).counter().count();
  }

  /** The client may hear of the end before the server has counted it. */
  private void awaitRefused(String reason) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (refused(reason) < 1 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(refused(reason)).as(reason).isGreaterThanOrEqualTo(1);
    assertThat(refused()).as("nothing else is counted").isEqualTo(refused(reason));
  }

  private static final class End implements StreamObserver<DeltaDiscoveryResponse> {
    private final BlockingQueue<Status> ends = new LinkedBlockingQueue<>();

    Status take() throws InterruptedException {
      var end = ends.poll(20, TimeUnit.SECONDS);
      return end == null ? Status.OK.withDescription("still open after 20 s") : end;
    }

    boolean isOpen() {
      return ends.isEmpty();
    }

    @Override
    public void onNext(DeltaDiscoveryResponse response) {}

    @Override
    public void onError(Throwable error) {
      ends.add(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
      ends.add(Status.OK);
    }
  }
}
