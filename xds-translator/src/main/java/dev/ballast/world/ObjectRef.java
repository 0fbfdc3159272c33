package dev.ballast.world;

import org.jspecify.annotations.Nullable;

/** An object of a kind. Printed {@code HTTPRoute shop/cart}, as findings name their object. */
public record ObjectRef(String kind, ObjectId id) implements Comparable<ObjectRef> {
  public static ObjectRef of(String kind, String namespace, String name) {
    return new ObjectRef(kind, new ObjectId(namespace, name));
  }

  @Override
  public int compareTo(ObjectRef other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : id.compareTo(other.id);
  }

  // For the reason that ObjectId has its own.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ObjectRef(var otherKind, var otherId)
            && id.equals(otherId)
            && kind.equals(otherKind));
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + kind.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
