package dev.ballast.policy.declare;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values a text (or a number, written as text) may take. A few fields of the API state their
 * values twice, on the type and on the field, and the API server then answers twice; these fields
 * carry the annotation twice.
 */
@Documented
@Constraint(validatedBy = OneOfValidator.class)
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(OneOf.List.class)
public @interface OneOf {
  String[] value();

  String message() default "Unsupported value";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Holds the repetitions. */
  @Documented
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface List {
    OneOf[] value();
  }
}
