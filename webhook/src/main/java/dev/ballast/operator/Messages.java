package dev.ballast.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import java.util.ArrayList;

/** Messages of conditions, cut to what the API server takes. */
final class Messages {
  /** Source: {@code maxLength} of a condition's message in the CRDs. */
  static final int MOST_BYTES = 32_768;

  private static final String CUT = " (message truncated).";

  private Messages() {}

  /** Every message in a status, however deep. */
  static Node capped(Node node) {
    return switch (node) {
      case ObjectNode object -> {
        var members = new ArrayList<Member>(object.members().size());
        for (Member member : object.members()) {
          Node value =
              member.name().equals("message") && member.value() instanceof TextNode text
                  ? Nodes.text(capped(text.value(), MOST_BYTES))
                  : capped(member.value());
          members.add(new Member(member.name(), Span.NONE, value));
        }
        yield new ObjectNode(members, Span.NONE);
      }
      case ArrayNode array -> Nodes.array(array.items().stream().map(Messages::capped).toList());
      default -> node;
    };
  }

  /** No character is cut in two. */
  static String capped(String text, int bytes) {
    if (text.length() * 3 <= bytes || text.getBytes(UTF_8).length <= bytes) {
      return text;
    }
    int room = bytes - CUT.length();
    int end = 0;
    while (end < text.length()) {
      int next = end + Character.charCount(text.codePointAt(end));
      int size = text.substring(end, next).getBytes(UTF_8).length;
      if (size > room) {
        break;
      }
      room -= size;
      end = next;
    }
    return text.substring(0, end) + CUT;
  }
}
