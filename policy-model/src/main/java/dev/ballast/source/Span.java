package dev.ballast.source;

/**
 * Where a node stands in its text. Lines and columns count from 1, columns in characters (code
 * points); the end is the position just behind the last character. {@link #NONE} marks a node that
 * came from no text, such as an object held in memory.
 */
public record Span(int line, int column, int endLine, int endColumn) {
  public static final Span NONE = new Span(0, 0, 0, 0);

  public boolean isKnown() {
    return line > 0;
  }
}
