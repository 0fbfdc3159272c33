package dev.ballast.world;

import java.util.Comparator;

/**
 * Namespace and name of an object; the namespace is empty for cluster-scoped kinds. Printed {@code
 * shop/cart}.
 */
public record ObjectId(String namespace, String name) implements Comparable<ObjectId> {
  private static final Comparator<ObjectId> ORDER =
      Comparator.comparing(ObjectId::namespace).thenComparing(ObjectId::name);

  @Override
  public int compareTo(ObjectId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
