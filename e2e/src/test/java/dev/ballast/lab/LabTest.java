package dev.ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.process.Ran;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lab against what a real cluster would do. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class LabTest {
  private final Lab lab;
  private final Place place;

  LabTest(Lab lab, TestInfo test) {
    this.lab = lab;
    this.place = Place.create(lab, name(test));
  }

  @AfterEach
  void clear() {
    place.delete();
  }

  @Test
  void aDeploymentSpreadsOverTheZonesAndItsSliceSaysSo() {
    place.apply(Manifests.echo(4));
    place.awaitEcho(4);
    List<Endpoint> endpoints =
        lab
            .client()
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(place.name())
            .withLabel("kubernetes.io/service-name", "echo")
            .list()
            .getItems()
            .stream()
            .flatMap(slice -> slice.getEndpoints().stream())
            .toList();
    assertThat(endpoints).hasSize(4);
    assertThat(endpoints).extracting(Endpoint::getZone).contains("zone-1", "zone-2", "zone-3");
  }

  @Test
  void logsShowTwoLinesAndThenOneForEachRequest() {
    place.apply(Manifests.echo(1));
    place.awaitEcho(1);
    String address = place.loadBalancer("echo");
    lab.sh("for i in 1 2 3; do curl -sSf -o /dev/null http://" + address + "/n$i; done").orThrow();
    List<String> lines = place.kubectl("logs -l app=echo").out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.subList(2, 5)).allMatch(line -> line.contains("/n"));
    assertThat(place.kubectl("logs -l app=echo --tail=1").out().lines()).hasSize(1);
  }

  @Test
  void aLoadBalancerGoesRoundThePodsAndTheySeeWhoAsked() {
    place.apply(Manifests.echo(3));
    place.awaitEcho(3);
    String address = place.loadBalancer("echo");
    Ran ran =
        lab.sh("for i in $(seq 30); do curl -sSf http://" + address + "/x | jq -r .pod; done");
    List<String> answers = ran.orThrow().out().lines().toList();
    // Turn by turn, but the turns begin anew when any Service of the cluster changes, as while the
    // namespaces of other tests go away.
    assertThat(answers).containsAll(place.pods("echo"));
    assertThat(IntStream.range(1, 30).boxed())
        .filteredOn(i -> !answers.get(i).equals(answers.get(i - 1)))
        .as("who comes next is asked next: %s", answers)
        .hasSizeGreaterThan(15);
    assertThat(place.kubectl("logs -l app=echo").out()).contains("/x to 10.244.0.1:");

    // A pod comes by name and ClusterIP, and with its own address.
    place.apply(Manifests.shell("asker", "curl -sSf http://echo/y; exec sleep infinity", ""));
    String own = place.awaitReady("asker").getStatus().getPodIP();
    place.awaitLine("asker", "\"pod\"");
    assertThat(place.kubectl("logs -l app=echo").out()).contains("/y to " + own + ":");
  }

  @Test
  void nobodyHomeMeansRefused() {
    place.apply(Manifests.echo(0));
    String address = place.loadBalancer("echo");
    Ran ran = lab.sh("curl -sS --max-time 10 http://" + address + "/");
    assertThat(ran.exitCode()).as(ran.said()).isEqualTo(7);
  }

  @Test
  void scalingDownLosesNoRequest() throws Exception {
    place.apply(Manifests.echo(4));
    place.awaitEcho(4);
    String address = place.loadBalancer("echo");
    // 300 requests a second for ten seconds; going away takes an echo five.
    var load =
        CompletableFuture.supplyAsync(
            () ->
                lab.sh("hey -n 3000 -c 3 -q 100 -disable-keepalive http://%s/".formatted(address)));
    place.kubectl("scale deployment echo --replicas=2");
    place.awaitPods("echo", 2);
    place.kubectl("scale deployment echo --replicas=4");
    place.awaitEcho(4);
    String said = load.get(2, TimeUnit.MINUTES).orThrow().out();
    assertThat(said).contains("[200]\t3000 responses");
  }

  @Test
  void aChangedConfigMapArrivesAllAtOnce() {
    place.kubectl("create configmap settings --from-literal=a=1 --from-literal=b=1");
    place.apply(
        Manifests.shell(
                "reader",
                "while sleep 0.05; do echo $(readlink /settings/a) $(cat /settings/..data/*);"
                    + " done",
                "volumeMounts: [{name: settings, mountPath: /settings}]")
            + "  volumes: [{name: settings, configMap: {name: settings}}]\n");
    place.awaitReady("reader");
    assertThat(place.awaitLine("reader", ".")).isEqualTo("..data/a 11");
    place.kubectl("patch configmap settings -p '{\"data\":{\"a\":\"2\",\"b\":\"2\"}}'");
    place.awaitLine("reader", " 22$");
    assertThat(place.kubectl("logs reader").out()).doesNotContain(" 12", " 21");
  }

  @Test
  void aPodKnowsItselfAndItsRightsEnd() throws IOException {
    place.apply(
        Manifests.shell(
            "knower",
            """
            echo "pod $NAME on $NODE in $ZONE at $IP with $CPU cores"
            token=$(cat /var/run/secrets/kubernetes.io/serviceaccount/token)
            ca=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt
            curl -s --cacert $ca -H "Authorization: Bearer $token" \
            https://kubernetes.default.svc/api/v1/secrets | grep message
            touch /anywhere || echo read-only
            exec sleep infinity
            """,
            """
            securityContext: {readOnlyRootFilesystem: true}
            resources: {limits: {cpu: "2"}}
            env:
              - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
              - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
              - {name: ZONE, valueFrom: {fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}}}
              - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
              - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
            """));
    var pod = place.awaitReady("knower");
    place.awaitLine("knower", "^read-only$");
    String node = pod.getSpec().getNodeName();
    assertThat(place.kubectl("logs knower").out())
        .contains(
            "pod knower on %s in %s at %s with 2 cores"
                .formatted(node, node.replace("node", "zone"), pod.getStatus().getPodIP()))
        .contains("system:serviceaccount:%s:default".formatted(place.name()))
        .contains("cannot list resource");
    assertThat(Files.readString(lab.auditLog())).contains("\"name\":\"knower\"");
  }

  @Test
  void aContainerThatEndsIsStartedAgainAndOneThatIsIllIsStopped() {
    place.apply(Manifests.shell("fails", "echo run; exit 3", ""));
    place.apply(
        Manifests.shell(
            "ill",
            "touch /tmp/well; sleep 1; rm /tmp/well; exec sleep infinity",
            "livenessProbe: {exec: {command: [cat, /tmp/well]}, periodSeconds: 1,"
                + " failureThreshold: 2}"));
    place.await(
        "fails",
        pod ->
            pod.getStatus().getContainerStatuses().stream()
                .anyMatch(
                    status ->
                        status.getRestartCount() >= 2
                            && status.getLastState().getTerminated().getExitCode() == 3));
    place.await(
        "ill",
        pod ->
            pod.getStatus().getContainerStatuses().stream()
                .anyMatch(status -> status.getRestartCount() >= 1));
    assertThat(place.kubectl("describe pod ill").out()).contains("liveness probe failed");
  }

  @Test
  void aJobEndsAndAnUnknownImageIsSaid() {
    place.kubectl("create job work --image=busybox -- sh -c 'echo done'");
    place.kubectl("wait --for=condition=complete job/work --timeout=60s");
    assertThat(place.kubectl("logs job/work").out()).isEqualTo("done\n");
    place.kubectl("run stranger --image=registry/stranger:1");
    place.await(
        "stranger",
        pod ->
            pod.getStatus().getContainerStatuses().stream()
                .anyMatch(
                    status ->
                        status.getState().getWaiting() != null
                            && "ErrImagePull".equals(status.getState().getWaiting().getReason())));
  }

  @Test
  void anImageLayoutRuns() {
    place.kubectl("run greeter --image=somewhere/hello:7 -- you");
    assertThat(place.awaitLine("greeter", "hello")).isEqualTo("hello you from /app");
    assertThat(place.awaitLine("greeter", "version")).isEqualTo("version 7");
  }

  @Test
  void anEnvoyRunsBehindAPortOfItsOwn() {
    place.kubectl("create configmap envoy --from-literal=envoy.yaml='" + ENVOY + "'");
    place.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: envoy, labels: {app: envoy}}
        spec:
          containers:
            - name: envoy
              image: envoyproxy/envoy:distroless-v1.40.0
              args: [-c, /etc/envoy/envoy.yaml, --concurrency, "1"]
              readinessProbe: {httpGet: {path: /, port: 10080}}
              volumeMounts: [{name: config, mountPath: /etc/envoy}]
          volumes: [{name: config, configMap: {name: envoy}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: envoy}
        spec:
          type: LoadBalancer
          selector: {app: envoy}
          ports: [{port: 80, targetPort: 10080}]
        """);
    place.awaitReady("envoy");
    String address = place.loadBalancer("envoy");
    assertThat(lab.sh("curl -sS --retry 5 --retry-connrefused http://" + address).orThrow().out())
        .isEqualTo("envoy was here");
  }

  private static final String ENVOY =
      """
      static_resources:
        listeners:
          - address: {socket_address: {address: 0.0.0.0, port_value: 10080}}
            filter_chains:
              - filters:
                  - name: http
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                      stat_prefix: http
                      route_config:
                        virtual_hosts:
                          - name: all
                            domains: ["*"]
                            routes:
                              - match: {prefix: /}
                                direct_response:
                                  status: 200
                                  body: {inline_string: "envoy was here"}
                      http_filters:
                        - name: router
                          typed_config:
                            "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
      """;

  private static String name(TestInfo test) {
    String method = test.getTestMethod().orElseThrow().getName();
    String words = method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return words.substring(0, Math.min(50, words.length())).replaceAll("-+$", "");
  }
}
