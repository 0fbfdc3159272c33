package dev.ballast.value;

/**
 * What became of a text that should mean a value: the value, or what is wrong with the text.
 *
 * @param <T> the value's type
 */
public sealed interface Parsed<T> {
  record Good<T>(T value) implements Parsed<T> {}

  /**
   * @param code the finding's code
   * @param sentence what is wrong with the text
   * @param hint what would be right; empty when there is nothing to add
   */
  record Bad<T>(String code, String sentence, String hint) implements Parsed<T> {}
}
