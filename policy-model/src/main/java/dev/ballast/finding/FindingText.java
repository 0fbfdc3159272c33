package dev.ballast.finding;

import dev.ballast.source.SourceText;
import dev.ballast.source.Span;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings for people: on one line for {@code kubectl}, and with their source for the terminal. */
public final class FindingText {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private FindingText() {}

  /**
   * On one line, the path first since the eye searches for it: {@code spec.retry.numRetries: zero
   * turns retries off; remove `retry` [retry-never-tries]}.
   */
  public static String line(Finding finding) {
    String where = where(finding);
    String hint = finding.hint().isEmpty() ? "" : "; " + finding.hint();
    String text = finding.sentence() + hint + " [" + finding.code() + "]";
    return Glyphs.harmless(where.isEmpty() ? text : where + ": " + text);
  }

  private static String where(Finding finding) {
    if (!finding.path().steps().isEmpty()) {
      return finding.path().toString();
    }
    return finding.object().or(() -> place(finding)).orElse("");
  }

  /**
   * With the line it is about, carets below, hint and object; lines end with a line feed.
   *
   * @param text the lines of the finding's file that are at hand; {@link SourceText#NONE} shows
   *     none
   * @param colours whether to paint it for a terminal
   */
  public static String block(Finding finding, SourceText text, boolean colours) {
    var brush = new Brush(colours);
    Span span = finding.span();
    Optional<String> source = span.isKnown() ? text.line(span.line()) : Optional.empty();
    String number = source.isPresent() ? String.valueOf(span.line()) : "";
    String margin = " ".repeat(Math.max(2, number.length()));
    var out = new StringBuilder();
    out.append(headline(finding, brush)).append('\n');
    place(finding)
        .ifPresent(
            at -> out.append(margin).append(brush.paint(BLUE, "--> ")).append(at).append('\n'));
    source.ifPresent(
        line -> appendExcerpt(out, Excerpt.of(line, span), number, margin, finding, brush));
    if (!finding.hint().isEmpty()) {
      appendNote(out, margin, "hint", finding.hint(), brush);
    }
    String subject = subject(finding);
    if (!subject.isEmpty()) {
      appendNote(out, margin, "in", subject, brush);
    }
    appendNote(out, margin, "more", "ballast explain " + finding.code(), brush);
    return out.toString();
  }

  private static String headline(Finding finding, Brush brush) {
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    return brush.paint(brush.of(finding), severity + "[" + finding.code() + "]")
        + brush.paint(BOLD, ": " + Glyphs.harmless(finding.sentence()));
  }

  private static void appendExcerpt(
      StringBuilder out,
      Excerpt excerpt,
      String number,
      String margin,
      Finding finding,
      Brush brush) {
    String bar = brush.paint(BLUE, margin + " |");
    String numbered =
        brush.paint(BLUE, " ".repeat(margin.length() - number.length()) + number + " |");
    out.append(bar).append('\n');
    out.append(numbered).append(' ').append(excerpt.line()).append('\n');
    out.append(bar).append(' ').append(brush.paint(brush.of(finding), excerpt.carets()));
    out.append('\n');
  }

  private static void appendNote(
      StringBuilder out, String margin, String name, String text, Brush brush) {
    out.append(brush.paint(BLUE, margin + " = "))
        .append(brush.paint(BOLD, name + ":"))
        .append(' ')
        .append(Glyphs.harmless(text))
        .append('\n');
  }

  private static String subject(Finding finding) {
    String path = finding.path().toString();
    return Stream.concat(finding.object().stream(), Stream.of(path))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> place(Finding finding) {
    Span span = finding.span();
    String position = span.isKnown() ? ":" + span.line() + ":" + span.column() : "";
    return finding.file().map(file -> Glyphs.harmless(file) + position);
  }

  /** Paints when asked to, else leaves text as it is. */
  private record Brush(boolean paints) {
    String of(Finding finding) {
      return finding.isError() ? RED : YELLOW;
    }

    String paint(String colour, String text) {
      return paints ? colour + text + PLAIN : text;
    }
  }
}
