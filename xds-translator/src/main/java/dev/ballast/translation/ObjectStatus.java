package dev.ballast.translation;

import dev.ballast.source.Node;
import dev.ballast.world.ObjectRef;

/**
 * The {@code status} we would write into an object.
 *
 * @param group API group of the object; empty for core kinds
 * @param status the tree of {@code status}, without {@code lastTransitionTime}: the door that
 *     writes it knows the time
 */
public record ObjectStatus(String group, ObjectRef object, Node status) {}
