package dev.ballast.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers findings while a reader goes on, so that one answer lists everything. Order is the order
 * of reading, which is the order of the fields.
 */
public final class FindingCollector {
  private final List<Finding> findings = new ArrayList<>();

  public void add(Finding finding) {
    findings.add(finding);
  }

  /** An error about a field that was not written. */
  public void error(String code, FieldPath path, String sentence, String hint) {
    add(Finding.error(code, path, sentence, hint));
  }

  public void error(String code, FieldPath path, Object value, String sentence, String hint) {
    add(Finding.error(code, path, sentence, hint).withValue(written(value)));
  }

  /** A warning about a field that was not written. */
  public void warn(String code, FieldPath path, String sentence, String hint) {
    add(Finding.warning(code, path, sentence, hint));
  }

  public void warn(String code, FieldPath path, Object value, String sentence, String hint) {
    add(Finding.warning(code, path, sentence, hint).withValue(written(value)));
  }

  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Text in quotes with its invisible characters shown, anything else as it is. */
  public static String written(Object value) {
    return value instanceof String text ? quoted(text) : value.toString();
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (Character.isISOControl(c)) {
                    quoted.append(String.format("\\u%04x", c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
