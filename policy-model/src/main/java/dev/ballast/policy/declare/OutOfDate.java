package dev.ballast.policy.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The API keeps the field for old objects; new ones use another. Java's own {@code @Deprecated}
 * would make our readers warn about the fields they must still read.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OutOfDate {
  /** The field to use instead. */
  String useInstead();
}
