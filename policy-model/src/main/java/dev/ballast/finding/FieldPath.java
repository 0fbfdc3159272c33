package dev.ballast.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in an object a finding is, printed as the API server prints it: {@code
 * spec.targetRefs[1].kind}, and {@code spec.labels[app.kubernetes.io/name]} for a key of a map.
 */
public record FieldPath(List<Step> steps) {
  public static final FieldPath ROOT = new FieldPath(List.of());

  /** One step down. */
  public sealed interface Step {
    record Field(String name) implements Step {}

    record Index(int index) implements Step {}

    record Key(String key) implements Step {}
  }

  public FieldPath {
    steps = List.copyOf(steps);
  }

  public static FieldPath of(String... fields) {
    FieldPath path = ROOT;
    for (String field : fields) {
      path = path.child(field);
    }
    return path;
  }

  public FieldPath child(String field) {
    return plus(new Step.Field(field));
  }

  public FieldPath item(int index) {
    return plus(new Step.Index(index));
  }

  public FieldPath key(String key) {
    return plus(new Step.Key(key));
  }

  FieldPath plus(Step step) {
    var longer = new ArrayList<Step>(steps.size() + 1);
    longer.addAll(steps);
    longer.add(step);
    return new FieldPath(longer);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Step.Field(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Step.Index(var index) -> text.append('[').append(index).append(']');
        case Step.Key(var key) -> text.append('[').append(key).append(']');
      }
    }
    return text.toString();
  }
}
