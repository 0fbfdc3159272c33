package dev.ballast.world;

import java.util.Map;

/** Which namespaces count, seen from the namespace of the object that says so. */
public sealed interface NamespaceScope {
  record Same() implements NamespaceScope {}

  record All() implements NamespaceScope {}

  record Selected(LabelSelector selector) implements NamespaceScope {}

  /**
   * @param labels labels of the other namespace
   */
  default boolean covers(String own, String other, Map<String, String> labels) {
    return switch (this) {
      case Same() -> own.equals(other);
      case All() -> true;
      case Selected(LabelSelector selector) -> selector.matches(labels);
    };
  }
}
