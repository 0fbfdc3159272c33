package dev.ballast.admin;

import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.Optional;

/** Objects and Gateways as they are written in addresses and findings. */
final class ObjectNames {
  private ObjectNames() {}

  /** {@code HTTPRoute/shop/cart}, or {@code GatewayClass/eg} for a kind without namespaces. */
  static Optional<ObjectRef> ref(String written) {
    int slash = written.indexOf('/');
    return slash < 1
        ? Optional.empty()
        : id(written.substring(slash + 1))
            .map(id -> new ObjectRef(written.substring(0, slash), id));
  }

  /** {@code HTTPRoute shop/cart}, as findings name their object. */
  static Optional<ObjectRef> printed(String written) {
    return ref(written.replaceFirst(" ", "/"));
  }

  /** {@code shop/eg}. */
  static Optional<ObjectId> id(String written) {
    String[] parts = written.split("/", -1);
    return switch (parts.length) {
      case 1 -> parts[0].isEmpty() ? Optional.empty() : Optional.of(new ObjectId("", parts[0]));
      case 2 ->
          parts[1].isEmpty() ? Optional.empty() : Optional.of(new ObjectId(parts[0], parts[1]));
      default -> Optional.empty();
    };
  }

  static String address(ObjectRef object) {
    return object.kind() + "/" + object.id();
  }
}
