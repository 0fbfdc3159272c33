package dev.ballast.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.Ballast;
import dev.ballast.cli.Screen;
import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The bench measures everything it promises; how fast it all was is not judged here. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the bench says so itself elsewhere")
class BenchTest {
  @Test
  void everyMeasureIsTakenInASmallWorld() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var screen =
        new Screen(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false);

    int code =
        Ballast.run(
            screen, "bench", "--routes", "10", "--endpoints", "2", "--samples", "3", "-o", "json");

    assertThat(code).as(err.toString(UTF_8)).isZero();
    var root = object(JsonReader.read(out.toString(UTF_8)));
    assertThat(names(root)).contains("routes", "endpoints", "machine", "measures");
    var measures = object(root.get("measures").orElseThrow());
    assertThat(names(measures))
        .containsExactlyInAnyOrder(
            "endpointToAckMs",
            "endpointToTrafficMs",
            "clusterPolicyToActiveMs",
            "routePolicyToActiveMs",
            "routeToAnswerMs",
            "burst50Ms",
            "tenPoliciesWorstMs",
            "coldStartMs",
            "translateMs",
            "rssMiB",
            "cpuPerEndpointChangeMs");
    for (Member measure : measures.members()) {
      assertThat(names(object(measure.value())))
          .as(measure.name())
          .contains("samples", "min", "median", "p99", "max");
    }
  }

  private static ObjectNode object(Node node) {
    return (ObjectNode) node;
  }

  private static List<String> names(ObjectNode object) {
    return object.members().stream().map(Member::name).toList();
  }
}
