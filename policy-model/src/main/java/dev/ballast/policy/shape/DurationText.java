package dev.ballast.policy.shape;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A duration as Gateway API writes it (GEP-2257): one to four parts such as {@code 1h30m}, each up
 * to five digits and a unit h, m, s or ms.
 */
@Documented
@Pattern(regexp = "^([0-9]{1,5}(h|m|s|ms)){1,4}$")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface DurationText {
  String message() default "is not a duration";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
