package dev.ballast.manifest;

import dev.ballast.world.ObjectRef;
import java.util.Comparator;

/** An object by all that tells it from others: kinds of several groups may share a name. */
record ObjectKey(String group, ObjectRef ref) implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::ref).thenComparing(ObjectKey::group);

  static ObjectKey of(LoadedObject object) {
    int slash = object.apiVersion().indexOf('/');
    return new ObjectKey(slash < 0 ? "" : object.apiVersion().substring(0, slash), object.ref());
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }
}
