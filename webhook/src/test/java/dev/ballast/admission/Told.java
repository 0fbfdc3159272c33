package dev.ballast.admission;

import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import java.util.Base64;
import java.util.List;

/** An answer as the API server reads it. */
public record Told(ObjectNode root) {
  public static Told of(byte[] answer) {
    return new Told((ObjectNode) JsonReader.read(answer));
  }

  private ObjectNode response() {
    return (ObjectNode) root.get("response").orElseThrow();
  }

  public String uid() {
    return text(response(), "uid");
  }

  public boolean isAllowed() {
    return ((BooleanNode) response().get("allowed").orElseThrow()).value();
  }

  public List<String> warnings() {
    return items(response(), "warnings").stream().map(n -> ((TextNode) n).value()).toList();
  }

  private ObjectNode status() {
    return (ObjectNode) response().get("status").orElseThrow();
  }

  public String message() {
    return text(status(), "message");
  }

  public String reason() {
    return text(status(), "reason");
  }

  public long code() {
    return ((IntegerNode) status().get("code").orElseThrow()).value().longValueExact();
  }

  /** As {@code kubectl} prints them: field, then message. */
  public List<String> causes() {
    return items((ObjectNode) status().get("details").orElseThrow(), "causes").stream()
        .map(node -> (ObjectNode) node)
        .map(cause -> text(cause, "field") + ": " + text(cause, "message"))
        .toList();
  }

  public List<String> causeReasons() {
    return items((ObjectNode) status().get("details").orElseThrow(), "causes").stream()
        .map(node -> text((ObjectNode) node, "reason"))
        .toList();
  }

  /** Steps of the patch; none when there is no patch. */
  public List<ObjectNode> patch() {
    String patch = response().get("patch").map(node -> ((TextNode) node).value()).orElse("");
    return patch.isEmpty()
        ? List.of()
        : ((ArrayNode) JsonReader.read(Base64.getDecoder().decode(patch)))
            .items().stream().map(node -> (ObjectNode) node).toList();
  }

  /** The object with the steps done, the way RFC 6902 says for additions to objects. */
  public ObjectNode patched(ObjectNode object) {
    ObjectNode next = object;
    for (ObjectNode step : patch()) {
      if (!text(step, "op").equals("add")) {
        throw new AssertionError("not an addition: " + step);
      }
      var path = List.of(text(step, "path").substring(1).split("/", -1));
      next = added(next, path, step.get("value").orElseThrow());
    }
    return next;
  }

  private static ObjectNode added(ObjectNode object, List<String> path, Node value) {
    String name = path.getFirst();
    return path.size() == 1
        ? Nodes.with(object, name, value)
        : Nodes.with(
            object,
            name,
            added(
                (ObjectNode) object.get(name).orElseThrow(), path.subList(1, path.size()), value));
  }

  private static String text(ObjectNode object, String name) {
    return object.get(name).map(node -> ((TextNode) node).value()).orElse("");
  }

  private static List<Node> items(ObjectNode object, String name) {
    return ((ArrayNode) object.get(name).orElse(Nodes.array())).items();
  }
}
