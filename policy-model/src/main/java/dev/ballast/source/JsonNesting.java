package dev.ballast.source;

/**
 * Follows braces and quotes, just enough to know where one JSON object of several ends, so that a
 * long stream of objects need not be held at once. It judges nothing: the reader does.
 */
final class JsonNesting {
  private boolean isUndecided = true;
  private boolean isJson;
  private boolean isInText;
  private boolean isEscaped;
  private long depth;

  void add(String line) {
    for (int i = 0; i < line.length() && (isUndecided || isJson); i++) {
      add(line.charAt(i));
    }
  }

  /** Whether an object has been opened, and all that was opened is closed. */
  boolean isComplete() {
    return isJson && depth == 0 && !isInText;
  }

  private void add(char c) {
    if (isUndecided && !Character.isWhitespace(c)) {
      isUndecided = false;
      isJson = c == '{';
    }
    if (isEscaped) {
      isEscaped = false;
    } else if (isInText) {
      isEscaped = c == '\\';
      isInText = c != '"';
    } else {
      isInText = c == '"';
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
  }
}
