package dev.ballast.admission;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;

/**
 * One step of a JSON patch that adds a field (RFC 6902). There are no other steps: what the user
 * wrote, known here or not, stays as it is.
 *
 * @param pointer where, such as {@code /spec/loadBalancer}
 */
public record Addition(String pointer, Node value) {
  ObjectNode step() {
    return Nodes.object().with("op", "add").with("path", pointer).with("value", value).build();
  }
}
