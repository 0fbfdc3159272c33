package dev.ballast.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.policy.loadbalancer.ConsistentHashSpec;
import dev.ballast.policy.shape.QuantitySpec;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class WireReaderTest {
  @Test
  void fieldsFindTheirComponents() {
    var spec =
        read(
            """
            {"targetRefs": [{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"}],
             "loadBalancer": {"type": "ConsistentHash", "consistentHash":
               {"type": "Cookie", "tableSize": 2.0,
                "cookie": {"name": "sid", "attributes": {"SameSite": "Strict"}}}}}
            """);
    var hash = Objects.requireNonNull(Objects.requireNonNull(spec.loadBalancer()).consistentHash());
    assertThat(spec.targetRefs()).extracting("name").containsExactly("cart");
    assertThat(hash.tableSize()).isEqualTo(2L);
    assertThat(hash.cookie())
        .isEqualTo(new ConsistentHashSpec.CookieSpec("sid", null, Map.of("SameSite", "Strict")));
  }

  @Test
  void nullsAndUnknownFieldsAreLeftAside() {
    assertThat(read("{\"loadBalancer\": null, \"loadBalncer\": 7}"))
        .isEqualTo(read("{}"))
        .hasAllNullFieldsOrProperties();
  }

  @Test
  void aQuantityIsKeptAsWritten() {
    assertThat(read("{\"requestBuffer\": {\"limit\": \"4Ki\"}}").requestBuffer())
        .extracting("limit")
        .isEqualTo(new QuantitySpec.Text("4Ki"));
    assertThat(read("{\"requestBuffer\": {\"limit\": 4096}}").requestBuffer())
        .extracting("limit")
        .isEqualTo(new QuantitySpec.Whole(BigInteger.valueOf(4096)));
  }

  @Test
  void aShapeThatTheSchemaWouldHaveRefusedIsABugWithAPath() {
    assertThatThrownBy(() -> read("{\"targetRefs\": [{\"group\": \"\", \"kind\": 1}]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("targetRefs[0].kind should be text");
    assertThatThrownBy(() -> read("{\"loadBalancer\": {}}"))
        .hasMessageContaining("loadBalancer.type is required");
    assertThatThrownBy(() -> read("{\"tcpKeepalive\": {\"probes\": 2147483648}}"))
        .hasMessageContaining("tcpKeepalive.probes 2147483648 needs more than 32 bits");
  }

  private static BackendTrafficPolicySpec read(String json) {
    return WireReader.read(node(new Yaml().load(json)), BackendTrafficPolicySpec.class);
  }

  private static Node node(@Nullable Object value) {
    return switch (value) {
      case null -> new NullNode(Span.NONE);
      case Map<?, ?> fields ->
          new ObjectNode(
              fields.entrySet().stream()
                  .map(e -> new Member((String) e.getKey(), Span.NONE, node(e.getValue())))
                  .toList(),
              Span.NONE);
      case List<?> items ->
          new ArrayNode(items.stream().map(WireReaderTest::node).toList(), Span.NONE);
      case Integer number -> new IntegerNode(BigInteger.valueOf(number), Span.NONE);
      case Long number -> new IntegerNode(BigInteger.valueOf(number), Span.NONE);
      case Double number -> new DecimalNode(BigDecimal.valueOf(number), Span.NONE);
      case Boolean truth -> new BooleanNode(truth, Span.NONE);
      default -> new TextNode((String) value, Span.NONE);
    };
  }
}
