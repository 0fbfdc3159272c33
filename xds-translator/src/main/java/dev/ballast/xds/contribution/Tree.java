package dev.ballast.xds.contribution;

import dev.ballast.source.Node;
import dev.ballast.source.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Writes the content of extensions that our API cannot express. */
public final class Tree {
  private final List<Node.Member> members = new ArrayList<>();

  private Tree() {}

  public static Tree object() {
    return new Tree();
  }

  /** An object that starts with the members of another. */
  public static Tree object(Node.ObjectNode start) {
    var tree = new Tree();
    tree.members.addAll(start.members());
    return tree;
  }

  public static Node text(String value) {
    return new Node.TextNode(value, Span.NONE);
  }

  public static Node number(long value) {
    return new Node.IntegerNode(BigInteger.valueOf(value), Span.NONE);
  }

  public static Node list(List<? extends Node> items) {
    return new Node.ArrayNode(List.copyOf(items), Span.NONE);
  }

  public Tree with(String name, Node value) {
    members.add(new Node.Member(name, Span.NONE, value));
    return this;
  }

  public Node.ObjectNode node() {
    return new Node.ObjectNode(members, Span.NONE);
  }
}
