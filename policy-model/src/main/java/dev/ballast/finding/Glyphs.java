package dev.ballast.finding;

/** How text takes up columns on a terminal, and what of it must not reach one. */
final class Glyphs {
  /** Blocks whose characters are two columns wide, as first and last code point. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
  };

  private Glyphs() {}

  /**
   * The text on one line and without power over the terminal: a tab becomes a space, any other
   * control character its escape, since a value may carry an escape sequence.
   */
  static String harmless(String text) {
    if (text.codePoints().noneMatch(Glyphs::isControl)) {
      return text;
    }
    var clean = new StringBuilder();
    text.codePoints().forEach(c -> clean.append(harmless(c)));
    return clean.toString();
  }

  static String harmless(int codePoint) {
    if (codePoint == '\t') {
      return " ";
    }
    return isControl(codePoint) ? "\\u%04x".formatted(codePoint) : Character.toString(codePoint);
  }

  static int columns(int codePoint) {
    if (isControl(codePoint)) {
      return harmless(codePoint).length();
    }
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] block : WIDE) {
      if (codePoint >= block[0] && codePoint <= block[1]) {
        return 2;
      }
    }
    return 1;
  }

  /** Control characters, and the format characters that turn the direction of writing around. */
  private static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT
        || Character.getType(codePoint) == Character.LINE_SEPARATOR
        || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
  }
}
