package dev.ballast.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns offsets into lines and columns. Lines end at a line feed, a carriage return, or both, as
 * editors count them; that is why the parsers' own line numbers are not used.
 */
final class Positions {
  private final String text;
  private final int firstLine;
  private final int[] charStarts;
  private final int[] codePointStarts;

  Positions(String text, int firstLine) {
    this.text = text;
    this.firstLine = firstLine;
    this.charStarts = lineStarts(text);
    this.codePointStarts = inCodePoints(text, charStarts);
  }

  /** A span between two offsets counted in code points, the end exclusive. */
  Span ofCodePoints(int start, int end) {
    int first = lineOf(codePointStarts, start);
    int last = lineOf(codePointStarts, end);
    return new Span(
        firstLine + first,
        start - codePointStarts[first] + 1,
        firstLine + last,
        end - codePointStarts[last] + 1);
  }

  /** A span between two offsets counted in chars, the end exclusive. */
  Span ofChars(int start, int end) {
    int first = lineOf(charStarts, start);
    int last = lineOf(charStarts, end);
    return new Span(
        firstLine + first,
        text.codePointCount(charStarts[first], start) + 1,
        firstLine + last,
        text.codePointCount(charStarts[last], end) + 1);
  }

  int charOffset(int codePoints) {
    int line = lineOf(codePointStarts, codePoints);
    return text.offsetByCodePoints(charStarts[line], codePoints - codePointStarts[line]);
  }

  /** The offset behind the JSON string that starts here, in chars. */
  int endOfQuoted(int start) {
    int at = start + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** The end of a block scalar, in code points, without the line breaks that close it. */
  int withoutBlankEnd(int start, int end) {
    int at = charOffset(end);
    int trimmed = end;
    while (trimmed > start && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
      trimmed--;
    }
    return trimmed;
  }

  SourceText sourceText() {
    var lines = new ArrayList<String>(charStarts.length);
    for (int i = 0; i < charStarts.length; i++) {
      int end = i + 1 < charStarts.length ? charStarts[i + 1] : text.length();
      while (end > charStarts[i] && isBreak(text.charAt(end - 1))) {
        end--;
      }
      lines.add(text.substring(charStarts[i], end));
    }
    return new SourceText(firstLine, lines);
  }

  private static int lineOf(int[] starts, int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }

  private static int[] lineStarts(String text) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isFirstOfTwo = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isBreak(c) && !isFirstOfTwo) {
        starts.add(i + 1);
      }
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] inCodePoints(String text, int[] charStarts) {
    int[] starts = new int[charStarts.length];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + text.codePointCount(charStarts[i - 1], charStarts[i]);
    }
    return starts;
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
