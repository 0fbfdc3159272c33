package dev.ballast.app;

import dev.ballast.admission.server.AdmissionOptions;
import dev.ballast.admission.server.AdmissionServer;
import dev.ballast.certificates.Authority;
import dev.ballast.certificates.LeafRequest;
import dev.ballast.credentials.CredentialSource;
import dev.ballast.credentials.ServingCredential;
import dev.ballast.engine.Change;
import dev.ballast.json.JsonValues;
import dev.ballast.server.TrafficServer;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.verdict.ObjectJudge;
import dev.ballast.world.WorldReader;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Starts everything against an API server that is not there, so that a start-up cache holds the
 * classes that a start needs: those of the server, of a translation, and of an admission call.
 */
final class Rehearsal {
  private static final Duration LENGTH = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NAME = "rehearsal";

  private static final List<String> WORLD =
      List.of(
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: GatewayClass
          metadata: {name: rehearsal}
          spec: {controllerName: ballast.dev/gatewayclass-controller}
          """,
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata: {name: front, namespace: rehearsal, generation: 1}
          spec:
            gatewayClassName: rehearsal
            listeners: [{name: http, port: 80, protocol: HTTP}]
          """,
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: HTTPRoute
          metadata: {name: cart, namespace: rehearsal, generation: 1}
          spec:
            parentRefs: [{name: front}]
            hostnames: [www.example.com]
            rules:
              - matches: [{path: {type: PathPrefix, value: /cart}}]
                backendRefs: [{name: cart, port: 80}]
          """,
          """
          apiVersion: v1
          kind: Service
          metadata: {name: cart, namespace: rehearsal}
          spec: {ports: [{name: http, port: 80, targetPort: 3000, protocol: TCP}]}
          """,
          """
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata:
            {name: cart-1, namespace: rehearsal, labels: {kubernetes.io/service-name: cart}}
          addressType: IPv4
          ports: [{name: http, port: 3000, protocol: TCP}]
          endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
          """,
          """
          apiVersion: gateway.envoyproxy.io/v1alpha1
          kind: BackendTrafficPolicy
          metadata: {name: cart, namespace: rehearsal, generation: 1}
          spec:
            targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]
            loadBalancer:
              type: ConsistentHash
              consistentHash: {type: Cookie, cookie: {name: cart, ttl: 60s}}
          """);

  private Rehearsal() {}

  static void run() throws IOException, InterruptedException {
    var config =
        new ConfigBuilder()
            .withMasterUrl("https://127.0.0.1:1/")
            .withRequestRetryBackoffLimit(0)
            .withTrustCerts(true)
            .build();
    try (var client = ClientSettings.client(config);
        var server = new KubernetesServer(KubernetesOptions.alone(), client).start();
        var http = HttpClient.newHttpClient()) {
      server.operator().served("Gateway", Optional.of("v1"));
      translate(server.server());
      admit(server.server());
      for (String page : new String[] {"/readyz", "/status", "/metrics", "/"}) {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.server().adminPort(), page));
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
      }
      Thread.sleep(LENGTH);
    }
  }

  private static void translate(TrafficServer server) throws InterruptedException {
    server.submit(
        WORLD.stream()
            .map(text -> JsonValues.node(Serialization.unmarshal(text, Map.class)))
            .map(tree -> ObjectJudge.judge(tree).defaulted())
            .flatMap(tree -> WorldReader.read(tree).stream())
            .<Change>map(Change.Put::new)
            .toList());
    if (!server.engine().awaitSequence(1, PATIENCE)) {
      throw new IllegalStateException("a small world took more than " + PATIENCE);
    }
  }

  private static void admit(TrafficServer server) {
    var options =
        AdmissionOptions.usual(NAME, Set.of(TranslationOptions.BALLAST))
            .withPort(0)
            .withQuiet(Duration.ZERO);
    try (var webhook =
        AdmissionServer.start(options, server.engine()::world, credential(), server.meters())) {
      webhook
          .selfCall()
          .ifPresent(
              why -> {
                throw new IllegalStateException("the webhook does not answer: " + why);
              });
    }
  }

  private static CredentialSource credential() {
    var clock = Clock.systemUTC();
    var authority = Authority.create(NAME, Duration.ofDays(1), clock);
    var leaf =
        authority.issue(
            new LeafRequest(
                NAME, List.of(NAME), List.of(), LeafRequest.Purpose.SERVER, Duration.ofDays(1)),
            clock);
    var credential =
        new ServingCredential(
            List.of(leaf.certificate()), leaf.key(), List.of(authority.credential().certificate()));
    return new CredentialSource() {
      @Override
      public ServingCredential current() {
        return credential;
      }

      @Override
      public void onChange(Consumer<ServingCredential> listener) {
        // It never does.
      }
    };
  }
}
