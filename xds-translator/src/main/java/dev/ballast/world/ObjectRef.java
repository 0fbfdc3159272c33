package dev.ballast.world;

import java.util.Comparator;

/** An object of a kind. Printed {@code HTTPRoute shop/cart}, as findings name their object. */
public record ObjectRef(String kind, ObjectId id) implements Comparable<ObjectRef> {
  private static final Comparator<ObjectRef> ORDER =
      Comparator.comparing(ObjectRef::kind).thenComparing(ObjectRef::id);

  public static ObjectRef of(String kind, String namespace, String name) {
    return new ObjectRef(kind, new ObjectId(namespace, name));
  }

  @Override
  public int compareTo(ObjectRef other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
