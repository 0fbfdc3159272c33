package dev.ballast.engine;

import dev.ballast.world.ObjectRef;
import dev.ballast.world.WorldObject;

/** What happened to one object. A later change of an object replaces an earlier one. */
public sealed interface Change {
  ObjectRef ref();

  /** The object is there now, in this form. */
  record Put(WorldObject object) implements Change {
    @Override
    public ObjectRef ref() {
      return object.ref();
    }

    @Override
    public String toString() {
      return "put " + ref();
    }
  }

  record Delete(ObjectRef ref) implements Change {
    @Override
    public String toString() {
      return "delete " + ref;
    }
  }
}
