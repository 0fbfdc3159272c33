package dev.ballast.policy.declare;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values a text (or a number, written as text) may take. */
@Documented
@Constraint(validatedBy = OneOfValidator.class)
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneOf {
  String[] value();

  /**
   * A few fields of the API state their values both on the type and on the field, so that the API
   * server answers twice. The CRD keeps that, to be answered alike.
   */
  boolean statedTwice() default false;

  String message() default "Unsupported value";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
