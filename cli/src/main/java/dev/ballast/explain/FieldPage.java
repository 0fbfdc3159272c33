package dev.ballast.explain;

import dev.ballast.finding.Nearest;
import dev.ballast.policy.DeclaredRule;
import dev.ballast.policy.Field;
import dev.ballast.policy.Fields;
import java.util.List;
import java.util.Optional;

/** What a field of BackendTrafficPolicy means, in the form of a page. */
public final class FieldPage {
  private FieldPage() {}

  /**
   * @param path such as {@code spec.loadBalancer.consistentHash.tableSize}; {@code spec} and
   *     brackets may be left out
   */
  public static Optional<String> find(String path) {
    return Fields.find(path).map(FieldPage::text);
  }

  /** A field that a mistyped path may have meant. */
  public static Optional<String> near(String path) {
    List<String> paths = Fields.all().stream().map(Field::path).toList();
    return Nearest.of(path.startsWith("spec") ? path : "spec." + path, paths);
  }

  private static String text(Field field) {
    var text = new StringBuilder();
    text.append("# ").append(field.path()).append("\n\n");
    if (!field.meaning().isEmpty()) {
      text.append(field.meaning()).append("\n\n");
    }
    row(text, "type", field.type());
    row(text, "required", field.isRequired() ? "yes" : "no");
    field.defaultValue().ifPresent(value -> row(text, "default", value));
    field.bounds().forEach(bound -> row(text, "bound", bound));
    field.useInstead().ifPresent(other -> row(text, "out of date", "use `" + other + "`"));
    rules(field.rules(), text);
    children(Fields.below(field), text);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("%-12s %s%n".formatted(name + ":", value));
  }

  private static void rules(List<DeclaredRule> rules, StringBuilder text) {
    if (rules.isEmpty()) {
      return;
    }
    text.append("\n## Rules\n\n");
    for (DeclaredRule rule : rules) {
      text.append("- ").append(rule.sentence()).append(" [").append(rule.code()).append("]\n");
    }
  }

  private static void children(List<Field> fields, StringBuilder text) {
    if (fields.isEmpty()) {
      return;
    }
    text.append("\n## Fields below\n\n");
    int longest = fields.stream().mapToInt(field -> name(field).length()).max().orElse(0);
    for (Field field : fields) {
      String name = name(field);
      text.append("- ")
          .append(name)
          .append(" ".repeat(longest - name.length() + 2))
          .append(field.meaning().lines().findFirst().orElse(""))
          .append('\n');
    }
  }

  private static String name(Field field) {
    return field.path().substring(field.path().lastIndexOf('.') + 1);
  }
}
