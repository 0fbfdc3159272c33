package dev.ballast.policy.declare;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks a value up among those listed. */
public final class OneOfValidator implements ConstraintValidator<OneOf, Object> {
  private Set<String> allowed = Set.of();

  @Override
  public void initialize(OneOf oneOf) {
    allowed = Set.of(oneOf.value());
  }

  @Override
  public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
    return value == null || allowed.contains(value.toString());
  }
}
