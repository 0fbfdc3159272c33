package dev.ballast.source;

import dev.ballast.source.LineReader.Line;
import java.util.Optional;

/** The text between two separators while it is collected, and what is already known against it. */
final class Chunk {
  private final int firstLine;
  private final StringBuilder text = new StringBuilder();
  private final JsonNesting nesting = new JsonNesting();
  private int lines;
  private long size;
  private Optional<Refusal> refusal = Optional.empty();

  Chunk(int firstLine) {
    this.firstLine = firstLine;
  }

  void add(Line line) {
    int number = firstLine + lines;
    lines++;
    size += line.bytes();
    if (refusal.isPresent()) {
      return;
    }
    if (size > Limits.DOCUMENT) {
      refuse(tooLarge(number));
    } else if (line.flaw() == LineReader.Flaw.NOT_TEXT) {
      refuse(notText(number, line.text()));
    } else {
      // A mark in front of a later document comes from files put together with `cat`.
      boolean isMarked = lines == 1 && line.text().startsWith("\uFEFF");
      String content = isMarked ? line.text().substring(1) : line.text();
      text.append(content);
      nesting.add(content);
    }
  }

  /** A refused chunk lets go of its text at once: it may be far larger than a document. */
  void refuse(Refusal why) {
    refusal = Optional.of(why);
    text.setLength(0);
    text.trimToSize();
  }

  Optional<Refusal> refusal() {
    return refusal;
  }

  String text() {
    return text.toString();
  }

  int firstLine() {
    return firstLine;
  }

  int nextLine() {
    return firstLine + lines;
  }

  /** Whether this line begins another JSON object behind a complete one. */
  boolean endsBefore(Line line) {
    return refusal.isEmpty() && nesting.isComplete() && line.text().stripLeading().startsWith("{");
  }

  private Refusal tooLarge(int line) {
    return new Refusal(
        SourceProblem.TOO_LARGE,
        new Span(firstLine, 1, line, 1),
        "this document is larger than 3 MiB",
        "put each object into a document of its own, between lines `---`");
  }

  private static Refusal notText(int line, String before) {
    int column = before.codePointCount(0, before.length()) + 1;
    return new Refusal(
        SourceProblem.NOT_TEXT,
        new Span(line, column, line, column + 1),
        "a byte here is no text; is this a binary file?",
        "write YAML or JSON in UTF-8, or in UTF-16 with a byte order mark");
  }
}
