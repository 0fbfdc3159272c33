package dev.ballast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Laws of judging, on objects that have the fields of the policy and values of any kind. */
class DefaultingLawsTest {
  private static final KindSchema POLICY =
      Schemas.bundled()
          .find("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy")
          .orElseThrow();

  @Property(tries = 300)
  void defaultsTwiceAreDefaultsOnce(@ForAll("policies") ObjectNode policy) {
    Node once = POLICY.judge(policy).defaulted();
    assertThat(POLICY.judge((ObjectNode) once).defaulted()).isEqualTo(once);
  }

  @Property(tries = 300)
  void aDefaultedObjectIsJudgedAsTheOriginalButForUnknownFields(
      @ForAll("policies") ObjectNode policy) {
    Verdict first = POLICY.judge(policy);
    Verdict second = POLICY.judge((ObjectNode) first.defaulted());
    assertThat(second.apiMessages())
        .containsExactlyElementsOf(
            first.apiMessages().stream().filter(m -> !m.startsWith("strict decoding")).toList());
  }

  @Property(tries = 300)
  void everyFindingOfTheSchemaCarriesTheMessageOfTheApiServer(
      @ForAll("policies") ObjectNode policy) {
    Verdict verdict = POLICY.judge(policy);
    assertThat(verdict.findings())
        .extracting(Finding::apiMessage)
        .allSatisfy(message -> assertThat(message).isPresent())
        .allSatisfy(message -> assertThat(verdict.apiMessages()).contains(message.orElseThrow()));
    assertThat(verdict.findings().isEmpty()).isEqualTo(verdict.apiMessages().isEmpty());
  }

  @Provide
  Arbitrary<ObjectNode> policies() {
    Schema spec = POLICY.schema().member("spec").orElseThrow();
    return valueOf(spec)
        .map(
            value ->
                Nodes.object()
                    .with("apiVersion", "gateway.envoyproxy.io/v1alpha1")
                    .with("kind", "BackendTrafficPolicy")
                    .with("metadata", Nodes.object().with("name", "any").build())
                    .with("spec", value)
                    .build());
  }

  private static Arbitrary<Node> valueOf(Schema schema) {
    return Arbitraries.frequencyOf(Tuple.of(14, fitting(schema)), Tuple.of(1, anything()));
  }

  private static Arbitrary<Node> anything() {
    return Arbitraries.of(
        Nodes.nothing(),
        Nodes.text("10"),
        Nodes.text(""),
        Nodes.integer(-1),
        Nodes.integer(Long.MAX_VALUE),
        Nodes.decimal(2.5),
        Nodes.bool(true),
        Nodes.array(),
        Nodes.array(Nodes.nothing()),
        Nodes.object().build(),
        Nodes.object().with("unheard", "of").build());
  }

  private static Arbitrary<Node> fitting(Schema schema) {
    if (!schema.oneOfValues().isEmpty()) {
      return Arbitraries.of(schema.oneOfValues());
    }
    String type = schema.types().isEmpty() ? "object" : schema.types().getFirst();
    return switch (type) {
      case "object" -> object(schema);
      case "array" ->
          Arbitraries.lazy(() -> valueOf(schema.list().items().orElseThrow()))
              .list()
              .ofMaxSize(2)
              .map(Nodes::array);
      case "integer", "number" -> Arbitraries.of(0L, 1L, 100L, 600L, 70_000L).map(Nodes::integer);
      case "boolean" -> Arbitraries.of(true, false).map(Nodes::bool);
      default -> Arbitraries.of("1s", "HTTPRoute", "Text", "a.b", "1Mi").map(Nodes::text);
    };
  }

  private static Arbitrary<Node> object(Schema schema) {
    Map<String, Schema> fields = new LinkedHashMap<>(schema.object().properties());
    schema.object().values().ifPresent(values -> fields.put("key", values));
    if (fields.isEmpty()) {
      return Arbitraries.just(Nodes.object().build());
    }
    var names = new ArrayList<>(fields.keySet());
    return Arbitraries.of(names)
        .set()
        .ofMaxSize(Math.min(4, names.size()))
        .flatMap(chosen -> members(List.copyOf(chosen), fields))
        .map(members -> new ObjectNode(members, Span.NONE));
  }

  private static Arbitrary<List<Member>> members(List<String> names, Map<String, Schema> fields) {
    List<Arbitrary<Member>> members = new ArrayList<>();
    for (String name : names) {
      Schema schema = Objects.requireNonNull(fields.get(name));
      members.add(
          Arbitraries.lazy(() -> valueOf(schema)).map(value -> new Member(name, Span.NONE, value)));
    }
    return Combinators.combine(members).as(List::copyOf);
  }
}
