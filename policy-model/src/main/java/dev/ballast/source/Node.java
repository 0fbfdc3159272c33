package dev.ballast.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * One node of a parsed document. Everything the user wrote is still visible here: unknown fields,
 * wrong types and nulls. Members keep the order in which they were written; keys are unique (the
 * reader refuses duplicates).
 */
public sealed interface Node {
  Span span();

  /** A JSON object or YAML mapping. */
  record ObjectNode(List<Member> members, Span span) implements Node {
    public ObjectNode {
      members = List.copyOf(members);
    }

    public Optional<Node> get(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return Optional.of(member.value());
        }
      }
      return Optional.empty();
    }
  }

  /** A name with its value; {@code nameSpan} is where the name itself stands. */
  record Member(String name, Span nameSpan, Node value) {}

  record ArrayNode(List<Node> items, Span span) implements Node {
    public ArrayNode {
      items = List.copyOf(items);
    }
  }

  record TextNode(String value, Span span) implements Node {}

  /** A whole number, of any size, as YAML 1.1 resolves it ({@code 0x10} is 16). */
  record IntegerNode(BigInteger value, Span span) implements Node {}

  /** A number written with a fraction or an exponent. */
  record DecimalNode(BigDecimal value, Span span) implements Node {}

  record BooleanNode(boolean value, Span span) implements Node {}

  record NullNode(Span span) implements Node {}
}
