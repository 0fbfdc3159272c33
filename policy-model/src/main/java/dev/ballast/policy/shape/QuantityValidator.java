package dev.ballast.policy.shape;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches a quantity that is written as text. */
public final class QuantityValidator implements ConstraintValidator<Quantity, QuantitySpec> {
  private static final Pattern KUBERNETES = Pattern.compile(Quantity.KUBERNETES);
  private static final Pattern BYTES = Pattern.compile(Quantity.BYTES);

  @Override
  public boolean isValid(@Nullable QuantitySpec quantity, ConstraintValidatorContext context) {
    return switch (quantity) {
      case null -> true;
      case QuantitySpec.Whole whole -> true;
      case QuantitySpec.Text(String text) ->
          KUBERNETES.matcher(text).matches() && BYTES.matcher(text).matches();
    };
  }
}
