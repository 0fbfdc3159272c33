package dev.ballast.policy.shape;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds a {@link QuantitySpec} that is written as text: a whole number without a leading zero and
 * a suffix, powers of 1024 ({@code Ki} to {@code Ei}) or of 1000 ({@code k} to {@code E}).
 */
@Documented
@Constraint(validatedBy = QuantityValidator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Quantity {
  /** What every quantity of Kubernetes looks like. */
  String KUBERNETES =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  /** What this API narrows it to. */
  String BYTES = "^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$";

  String message() default "is not a whole number of bytes";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
