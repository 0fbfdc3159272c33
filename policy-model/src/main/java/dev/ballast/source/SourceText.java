package dev.ballast.source;

import java.util.List;
import java.util.Optional;

/**
 * Lines of a text, so that a finding can show the line it is about. Lines count from 1, as in
 * {@link Span}.
 */
public record SourceText(int firstLine, List<String> lines) {
  public static final SourceText NONE = new SourceText(1, List.of());

  public SourceText {
    lines = List.copyOf(lines);
  }

  public Optional<String> line(int number) {
    int index = number - firstLine;
    return index < 0 || index >= lines.size() ? Optional.empty() : Optional.of(lines.get(index));
  }
}
