package dev.ballast.policy.shape;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The kind of an object: letters, digits and dashes, a letter first. */
@Documented
@Pattern(regexp = "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface KindName {
  String message() default "is not a kind";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
