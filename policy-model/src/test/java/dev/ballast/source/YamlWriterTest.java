package dev.ballast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlWriterTest {
  @Test
  void writesBlocksInTheirOwnOrder() {
    var list = new Node.ArrayNode(List.of(text("a"), text("b: c")), Span.NONE);
    var root = object("z", list, "a", object("empty", new Node.ObjectNode(List.of(), Span.NONE)));
    assertThat(YamlWriter.write(root))
        .isEqualTo(
            """
            z:
            - a
            - 'b: c'
            a:
              empty: {}
            """);
  }

  @Test
  void quotesTextThatWouldReadAsSomethingElse() {
    assertThat(YamlWriter.write(object("a", text("true"), "b", text("8080"), "c", text("~"))))
        .isEqualTo("a: \"true\"\nb: \"8080\"\nc: \"~\"\n");
  }

  private static Node.TextNode text(String value) {
    return new Node.TextNode(value, Span.NONE);
  }

  private static Node.ObjectNode object(Object... namesAndValues) {
    var members = new java.util.ArrayList<Node.Member>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.add(
          new Node.Member((String) namesAndValues[i], Span.NONE, (Node) namesAndValues[i + 1]));
    }
    return new Node.ObjectNode(members, Span.NONE);
  }
}
