package dev.ballast.policy.declare;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What makes an item of a list itself, for server-side apply and for the check of duplicates. */
@Documented
@Constraint(validatedBy = ListSemanticsValidator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ListSemantics {
  /** How the API server sees the list. */
  enum Kind {
    /** One value; duplicates are allowed. */
    ATOMIC,
    /** Items are unique. */
    SET,
    /** Items are unique by their {@link #keys}. */
    MAP
  }

  Kind value();

  String[] keys() default {};

  String message() default "Duplicate value";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
