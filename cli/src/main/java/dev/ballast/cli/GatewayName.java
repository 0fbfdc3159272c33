package dev.ballast.cli;

import dev.ballast.world.ObjectId;
import java.util.Collection;
import java.util.stream.Collectors;

/** A Gateway as it is named on the command line: {@code namespace/name}. */
final class GatewayName {
  private GatewayName() {}

  static ObjectId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new UnusableException(
          "a Gateway is named NAMESPACE/NAME, such as default/eg; this is \"" + text + "\"");
    }
    return new ObjectId(parts[0], parts[1]);
  }

  static String list(Collection<ObjectId> gateways) {
    return gateways.isEmpty()
        ? "none"
        : gateways.stream().map(ObjectId::toString).collect(Collectors.joining(", "));
  }
}
