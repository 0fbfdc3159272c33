package dev.ballast.policy.shape;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An HTTP status code, 100 to 599. */
@Documented
@Min(100)
@Max(599)
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface HttpStatus {
  String message() default "is not an HTTP status code";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
