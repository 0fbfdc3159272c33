package dev.ballast.policy.declare;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds duplicates in sets and maps. */
public final class ListSemanticsValidator implements ConstraintValidator<ListSemantics, List<?>> {
  private ListSemantics.Kind kind = ListSemantics.Kind.ATOMIC;
  private List<String> keys = List.of();

  @Override
  public void initialize(ListSemantics semantics) {
    kind = semantics.value();
    keys = List.of(semantics.keys());
  }

  @Override
  public boolean isValid(@Nullable List<?> items, ConstraintValidatorContext context) {
    if (items == null || kind == ListSemantics.Kind.ATOMIC) {
      return true;
    }
    var seen = new HashSet<Object>();
    for (Object item : items) {
      if (item != null && !seen.add(identity(item))) {
        return false;
      }
    }
    return true;
  }

  private Object identity(Object item) {
    Object value = CelValues.of(item);
    if (kind == ListSemantics.Kind.SET || !(value instanceof Map<?, ?> fields)) {
      return value;
    }
    var identity = new ArrayList<@Nullable Object>();
    for (String key : keys) {
      identity.add(fields.get(key));
    }
    return identity;
  }
}
