package dev.ballast.finding;

import dev.ballast.source.Span;

/**
 * One line of source with carets below what is meant. A line too long for a terminal is shortened
 * around the carets.
 *
 * @param line the line as shown
 * @param carets the carets, with the spaces in front of them
 */
record Excerpt(String line, String carets) {
  private static final int WIDTH = 96;
  private static final String CUT = "...";

  static Excerpt of(String source, Span span) {
    int[] points = source.codePoints().toArray();
    int start = Math.min(span.column() - 1, points.length);
    int end = span.endLine() > span.line() ? points.length : span.endColumn() - 1;
    end = Math.clamp(end, Math.min(start + 1, points.length), points.length);
    int from = columns(points, 0, points.length) <= WIDTH ? 0 : firstShown(points, start, end);
    int to = lastShown(points, from);
    String before = from > 0 ? CUT : "";
    String after = to < points.length ? CUT : "";
    int pad = before.length() + columns(points, from, start);
    int width = Math.max(1, columns(points, start, Math.min(end, to)));
    return new Excerpt(
        before + shown(points, from, to) + after, " ".repeat(pad) + "^".repeat(width));
  }

  /** Leaves the carets in the middle, or at the left when they are wide. */
  private static int firstShown(int[] points, int start, int end) {
    int room = Math.max(WIDTH / 8, (WIDTH - columns(points, start, end)) / 2);
    int from = start;
    while (from > 0 && room > 0) {
      from--;
      room -= columns(points, from, from + 1);
    }
    return from;
  }

  private static int lastShown(int[] points, int from) {
    int to = from;
    int room = WIDTH;
    while (to < points.length && room > 0) {
      room -= columns(points, to, to + 1);
      to++;
    }
    return to;
  }

  private static int columns(int[] points, int from, int to) {
    int columns = 0;
    for (int i = from; i < to; i++) {
      columns += Glyphs.columns(points[i]);
    }
    return columns;
  }

  private static String shown(int[] points, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(Glyphs.harmless(points[i]));
    }
    return text.toString();
  }
}
