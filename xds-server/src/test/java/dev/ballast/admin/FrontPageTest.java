package dev.ballast.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.StreamStatus;
import dev.ballast.serving.StreamStatus.TopicStatus;
import dev.ballast.serving.StreamStatus.Withheld;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.JsonReader;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrontPageTest {
  private static final ObjectId EG = new ObjectId("shop", "eg");

  @Test
  void whatEnvoyRefusedStandsBeforeEverythingElse() throws IOException {
    var topic =
        new TopicStatus(
            3,
            1,
            List.of("books"),
            Map.of(
                "cart",
                new Withheld(
                    "bad <regex> & worse", Set.of(ObjectRef.of("HTTPRoute", "shop", "cart")))));
    String page =
        page(
            List.of(envoy(1, topic), envoy(2, topic)),
            List.of(Finding.warning("x", FieldPath.ROOT, "a warning", "")));
    assertThat(page)
        .containsSubsequence(
            "0 Gateways, 0 of 2 Envoys up to date",
            "<h2>Refused by Envoy (1)</h2>",
            "/status?object=HTTPRoute/shop/cart",
            "bad &lt;regex&gt; &amp; worse",
            "<h2>Findings (1)</h2>",
            "<h2>Conditions that do not hold (1)</h2>",
            "Programmed: False",
            "behind",
            "clusters 3, unanswered 1, waits for books, refused 1");
  }

  @Test
  void aThousandFindingsAreCounted() throws IOException {
    var finding = Finding.error("x", FieldPath.ROOT, "wrong", "");
    assertThat(page(List.of(), Collections.nCopies(1_234, finding)))
        .contains("<h2>Findings (1,234)</h2>", "and 1,134 more in <a href=\"/status\">");
  }

  private static StreamStatus envoy(long id, TopicStatus topic) {
    return new StreamStatus(
        new EnvoyStream(id, "node-" + id, EG, true),
        false,
        Snapshot.EMPTY,
        Map.of(ResourceType.CLUSTER, topic));
  }

  private static String page(List<StreamStatus> envoys, List<Finding> findings) throws IOException {
    var object =
        new ObjectStatus(
            "gateway.networking.k8s.io",
            ObjectRef.of("HTTPRoute", "shop", "cart"),
            JsonReader.read(
                """
                {"parents": [{"conditions": [
                  {"type": "Accepted", "status": "True", "reason": "Accepted", "message": ""},
                  {"type": "Programmed", "status": "False", "reason": "Invalid", "message": "no"},
                  {"type": "Overridden", "status": "False", "reason": "Merged", "message": ""}]}]}
                """));
    var now =
        new Situation(true, 1, Duration.ZERO, new TreeMap<>(), envoys, List.of(object), findings);
    var out = new ByteArrayOutputStream();
    FrontPage.of(now, "a test").body().writeTo(out);
    return out.toString(UTF_8);
  }
}
