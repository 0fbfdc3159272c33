package dev.ballast.world;

import org.jspecify.annotations.Nullable;

/**
 * Namespace and name of an object; the namespace is empty for cluster-scoped kinds. Printed {@code
 * shop/cart}.
 */
public record ObjectId(String namespace, String name) implements Comparable<ObjectId> {
  @Override
  public int compareTo(ObjectId other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  // Maps of everything have it as their key; what a record gets by itself takes ten times as long
  // until the optimizing compiler has seen it, and a server is run without that one.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ObjectId(var otherNamespace, var otherName)
            && name.equals(otherName)
            && namespace.equals(otherNamespace));
  }

  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
