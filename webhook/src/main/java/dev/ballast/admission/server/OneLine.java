package dev.ballast.admission.server;

/** Text of strangers on its way into a line of {@code key=value}. */
final class OneLine {
  private static final int LONGEST = 200;

  private OneLine() {}

  /** Without anything that could end the value or the line; never empty. */
  static String of(String text) {
    var clean = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : '_'));
    return clean.isEmpty() ? "-" : clean.toString();
  }

  private static boolean isHarmless(int c) {
    return c > ' ' && c != '"' && c != '=' && c < 0x7F;
  }
}
