package dev.ballast.source;

import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Nodes made in code; they stand in no text, so their spans are {@link Span#NONE}. */
public final class Nodes {
  private Nodes() {}

  /** Starts an object: {@code object().with("kind", "Gateway").with("port", 80).build()}. */
  public static ObjectBuilder object() {
    return new ObjectBuilder();
  }

  public static ArrayNode array(Node... items) {
    return new ArrayNode(List.of(items), Span.NONE);
  }

  public static ArrayNode array(List<? extends Node> items) {
    return new ArrayNode(List.copyOf(items), Span.NONE);
  }

  /** An array of texts. */
  public static ArrayNode texts(List<String> items) {
    return array(items.stream().map(Nodes::text).toList());
  }

  public static TextNode text(String value) {
    return new TextNode(value, Span.NONE);
  }

  public static IntegerNode integer(long value) {
    return new IntegerNode(BigInteger.valueOf(value), Span.NONE);
  }

  public static DecimalNode decimal(double value) {
    return new DecimalNode(Numbers.decimal(value), Span.NONE);
  }

  public static BooleanNode bool(boolean value) {
    return new BooleanNode(value, Span.NONE);
  }

  public static NullNode nothing() {
    return new NullNode(Span.NONE);
  }

  /** The object with one member put in its place, or added behind the others. */
  public static ObjectNode with(ObjectNode object, String name, Node value) {
    var members = new ArrayList<Member>(object.members().size() + 1);
    boolean isPut = false;
    for (Member member : object.members()) {
      boolean isIt = member.name().equals(name);
      isPut |= isIt;
      members.add(isIt ? new Member(name, member.nameSpan(), value) : member);
    }
    if (!isPut) {
      members.add(new Member(name, Span.NONE, value));
    }
    return new ObjectNode(members, object.span());
  }

  /** The same tree without its spans, so that two trees can be compared by what they say. */
  public static Node withoutSpans(Node node) {
    return switch (node) {
      case ObjectNode object ->
          new ObjectNode(
              object.members().stream()
                  .map(m -> new Member(m.name(), Span.NONE, withoutSpans(m.value())))
                  .toList(),
              Span.NONE);
      case ArrayNode array -> array(array.items().stream().map(Nodes::withoutSpans).toList());
      case TextNode text -> new TextNode(text.value(), Span.NONE);
      case IntegerNode number -> new IntegerNode(number.value(), Span.NONE);
      case DecimalNode number -> new DecimalNode(number.value(), Span.NONE);
      case BooleanNode bool -> new BooleanNode(bool.value(), Span.NONE);
      case NullNode ignored -> new NullNode(Span.NONE);
    };
  }

  /** Collects the members of an object, in the order in which they are given. */
  public static final class ObjectBuilder {
    private final Members members = new Members();

    private ObjectBuilder() {}

    /**
     * @throws IllegalStateException if the object already has a member of that name
     */
    public ObjectBuilder with(String name, Node value) {
      try {
        members.add(new Member(name, Span.NONE, value));
      } catch (Refusal duplicate) {
        throw new IllegalStateException("member " + name + " is given twice", duplicate);
      }
      return this;
    }

    public ObjectBuilder with(String name, String value) {
      return with(name, text(value));
    }

    public ObjectBuilder with(String name, long value) {
      return with(name, integer(value));
    }

    public ObjectBuilder with(String name, boolean value) {
      return with(name, bool(value));
    }

    public ObjectNode build() {
      return new ObjectNode(members.inOrder(), Span.NONE);
    }
  }
}
