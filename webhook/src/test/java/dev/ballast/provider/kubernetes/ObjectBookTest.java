package dev.ballast.provider.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.engine.Change;
import dev.ballast.finding.Finding;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectBookTest {
  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: cart, namespace: shop, generation: 1, resourceVersion: "1", uid: u}
      spec:
        parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: eg}]
        rules: [{backendRefs: [{group: "", kind: Service, name: cart, port: 80, weight: 1}]}]
      """;

  private static final String SLICE =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: cart-1
        namespace: shop
        generation: 1
        labels: {kubernetes.io/service-name: cart}
        annotations: {endpoints.kubernetes.io/last-change-trigger-time: "2026"}
      addressType: IPv4
      ports: [{name: http, port: 80, protocol: TCP}]
      endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
      """;

  private final ObjectBook book = new ObjectBook();

  @Test
  void aStatusOrAFieldOwnerIsNoChange() {
    assertThat(enter(ROUTE)).containsInstanceOf(Change.Put.class);
    assertThat(enter(ROUTE.replace("\"1\"", "\"2\"") + "status: {parents: []}\n")).isEmpty();
    assertThat(
            enter(
                ROUTE.replace(
                    "uid: u", "uid: u, managedFields: [{manager: m}], annotations: {a: b}")))
        .isEmpty();
    assertThat(enter(ROUTE.replace("80", "81"))).isPresent();
  }

  @Test
  void aSliceThatOnlyTellsWhenItWasWrittenIsNoChange() {
    assertThat(enter(SLICE)).isPresent();
    assertThat(
            enter(SLICE.replace("\"2026\"", "\"2027\"").replace("generation: 1", "generation: 2")))
        .isEmpty();
    assertThat(enter(SLICE.replace("10.0.0.1", "10.0.0.2"))).isPresent();
  }

  @Test
  void anObjectThatIsRefusedKeepsWhatItSaidBefore() {
    enter(ROUTE);
    assertThat(enter(ROUTE.replace("name: cart, port: 80", "port: eighty"))).isEmpty();
    assertThat(book.objects("HTTPRoute")).isOne();
    assertThat(book.findings()).isNotEmpty().allMatch(f -> f.object().isPresent());
    assertThat(book.findings()).anyMatch(Finding::isError);

    assertThat(enter(ROUTE)).as("as it was before").isEmpty();
    assertThat(book.findings()).isEmpty();
  }

  @Test
  void aPolicyThatCannotWorkTellsItItself() {
    var policy =
        enter(
            """
            apiVersion: gateway.envoyproxy.io/v1alpha1
            kind: BackendTrafficPolicy
            metadata: {name: sticky, namespace: shop, generation: 3}
            spec:
              targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]
              loadBalancer:
                type: ConsistentHash
                consistentHash: {type: SourceIP, tableSize: 65536}
            """);

    assertThat(policy)
        .hasValueSatisfying(
            change ->
                assertThat(((Change.Put) change).object())
                    .isInstanceOfSatisfying(
                        BackendTrafficPolicy.class, p -> assertThat(p.isBroken()).isTrue()));
    assertThat(book.findings()).extracting(Finding::code).contains("hash-table-prime");
  }

  @Test
  void aKindThatIsNoMoreTakesItsObjectsAlong() {
    enter(ROUTE);
    enter(SLICE);
    assertThat(book.removeKind("HTTPRoute"))
        .containsExactly(new Change.Delete(ObjectRef.of("HTTPRoute", "shop", "cart")));
    assertThat(book.remove(new ObjectRef("HTTPRoute", new ObjectId("shop", "cart")))).isEmpty();
    assertThat(book.objects("EndpointSlice")).isOne();
  }

  private Optional<Change> enter(String yaml) {
    var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    var ref =
        ObjectRef.of(
            object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
    boolean isBuiltIn = object.getKind().equals("EndpointSlice");
    return book.enter(ObjectReading.of(ref, ObjectTree.of(object), isBuiltIn));
  }
}
