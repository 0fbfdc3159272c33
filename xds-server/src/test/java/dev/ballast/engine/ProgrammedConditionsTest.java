package dev.ballast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.StreamStatus;
import dev.ballast.serving.StreamStatus.TopicStatus;
import dev.ballast.serving.StreamStatus.Withheld;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.JsonReader;
import dev.ballast.source.JsonWriter;
import dev.ballast.translation.ObjectReport;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.translation.Reports;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A policy that owns one cluster in each of two gateways, "one" and "two". */
class ProgrammedConditionsTest {
  private static final ObjectRef POLICY = ObjectRef.of("BackendTrafficPolicy", "shop", "sticky");

  @Test
  void withoutAnEnvoyNobodyKnows() {
    assertThat(conditions("True"))
        .contains(condition("Unknown", "Pending", "No Envoy of this Gateway is connected."));
  }

  @Test
  void whatEveryEnvoyConfirmedIsProgrammed() {
    assertThat(conditions("True", envoy("one", Map.of(), 0), envoy("one", Map.of(), 0)))
        .contains(condition("True", "Programmed", "Every connected Envoy has confirmed it."));
    assertThat(conditions("True", envoy("one", Map.of(), 0), envoy("one", Map.of(), 1)))
        .contains(condition("Unknown", "Pending", "1 of 2 Envoys have not confirmed it."));
  }

  @Test
  void aRejectionIsShownInEnvoysWordsAtTheGatewayWhereItHappened() {
    String conditions =
        conditions(
            "True",
            envoy("one", Map.of(), 0),
            envoy(
                "two",
                Map.of("cart", withheld("table size is not prime"), "other", withheld("no")),
                0));
    int two = conditions.indexOf("\"two\"");
    assertThat(conditions.substring(0, two))
        .contains(condition("True", "Programmed", "Every connected Envoy has confirmed it."));
    assertThat(conditions.substring(two))
        .contains(
            condition("False", "Invalid", "Envoy refused cluster cart: table size is not prime"));
  }

  @Test
  void anOwnerWhosePartIsSentAllTheSameIsNotBlamed() {
    var other = ObjectRef.of("HTTPRoute", "shop", "other");

    assertThat(
            conditions(
                "True", envoy("one", Map.of("cart", new Withheld("bad regex", Set.of(other))), 0)))
        .contains(condition("True", "Programmed", "Every connected Envoy has confirmed it."));
    assertThat(
            conditions(
                "True",
                envoy("one", Map.of("cart", new Withheld("bad regex", Set.of(other, POLICY))), 0)))
        .contains(condition("False", "Invalid", "Envoy refused cluster cart: bad regex"));
  }

  private static Withheld withheld(String words) {
    return new Withheld(words, Set.of());
  }

  @Test
  void aPolicyThatWasNotAcceptedIsNotProgrammedEither() {
    assertThat(conditions("False", envoy("one", Map.of(), 0))).doesNotContain("Programmed");
  }

  private static String condition(String status, String reason, String message) {
    return """
    {"type":"Programmed","status":"%s","reason":"%s","message":"%s","observedGeneration":3}\
    """
        .formatted(status, reason, message);
  }

  private static String conditions(String accepted, StreamStatus... envoys) {
    String ancestor =
        """
        {"ancestorRef":{"kind":"Gateway","namespace":"shop","name":"%s"},
         "conditions":[{"type":"Accepted","status":"%s","observedGeneration":3}]}\
        """;
    String status =
        "{\"ancestors\":[%s,%s]}"
            .formatted(ancestor.formatted("one", accepted), ancestor.formatted("two", accepted));
    var gateways = new TreeMap<ObjectId, Snapshot>();
    for (String name : List.of("one", "two")) {
      gateways.put(new ObjectId("shop", name), Snapshot.of(List.of(cluster())));
    }
    var reported =
        new ObjectStatus(
            "gateway.envoyproxy.io",
            POLICY,
            JsonReader.read(status.getBytes(StandardCharsets.UTF_8)));
    var translation =
        new Translation(
            gateways,
            Reports.of(Map.of(POLICY, new ObjectReport(Optional.of(reported), List.of()))));
    return JsonWriter.text(
        ProgrammedConditions.merge(translation, List.of(envoys)).getFirst().status());
  }

  private static Resource cluster() {
    return new Resource(
        ResourceType.CLUSTER,
        "cart",
        "v1",
        Cluster.getDefaultInstance(),
        List.of(),
        List.of(POLICY));
  }

  private static StreamStatus envoy(
      String gateway, Map<String, Withheld> rejected, int unanswered) {
    return new StreamStatus(
        new EnvoyStream(1, "node", new ObjectId("shop", gateway), true),
        false,
        Snapshot.of(List.of(cluster())),
        Map.of(ResourceType.CLUSTER, new TopicStatus(1, unanswered, List.of(), rejected)));
  }
}
