package dev.ballast.source;

/**
 * Why a text, or one document of it, could not be read. The other documents of the same text are
 * read all the same.
 *
 * @param code lower-case-with-dashes, stable
 * @param file the name to print, such as {@code shop/cart.yaml} or {@code <stdin>}
 * @param span where reading stopped making sense
 * @param sentence what is wrong there
 * @param hint what would be right; empty when there is nothing to add
 */
public record SourceProblem(String code, String file, Span span, String sentence, String hint) {
  /** The text holds no object at all: nothing was refused, and nothing was found either. */
  public static final String NO_OBJECTS = "no-objects";

  static final String NOT_JSON = "not-json";
  static final String NOT_YAML = "not-yaml";
  static final String NOT_TEXT = "not-text";
  static final String NOT_AN_OBJECT = "not-an-object";
  static final String TAB_INDENT = "tab-indent";
  static final String DUPLICATE_KEY = "duplicate-key";
  static final String KEY_TYPE = "key-type";
  static final String NUMBER_RANGE = "number-range";
  static final String SCALAR_TAG = "scalar-tag";
  static final String ALIAS = "alias";
  static final String ALIAS_BOMB = "alias-bomb";
  static final String MERGE_KEY = "merge-key";
  static final String TOO_DEEP = "too-deep";
  static final String TOO_LARGE = "too-large";
  static final String SEPARATOR = "document-separator";

  /** Whether something the user wrote was left out; false only for a text without objects. */
  public boolean refusesSomething() {
    return !code.equals(NO_OBJECTS);
  }
}
