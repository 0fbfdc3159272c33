package dev.ballast.operator;

import dev.ballast.topology.Condition;
import dev.ballast.world.ObjectRef;
import java.util.Optional;

/** Another room that has a say in whether an object is accepted. */
@FunctionalInterface
public interface Judge {
  /** Finds fault with nothing. */
  Judge NOBODY = (object, generation) -> Optional.of(new Judgement(Optional.empty()));

  /**
   * @param rejection the condition {@code Accepted}, False, whatever the engine says; empty when
   *     nothing is wrong
   */
  record Judgement(Optional<Condition> rejection) {}

  /**
   * Empty while it has not looked at this generation of the object; its status is not written
   * meanwhile.
   */
  Optional<Judgement> of(ObjectRef object, long generation);
}
