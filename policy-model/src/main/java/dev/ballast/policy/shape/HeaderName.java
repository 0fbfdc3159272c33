package dev.ballast.policy.shape;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of an HTTP header: a token as in RFC 9110. */
@Documented
@Pattern(regexp = "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface HeaderName {
  String message() default "is not a header name";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
