package dev.ballast.finding;

import dev.ballast.source.Span;
import java.util.Optional;

/**
 * One thing the user should hear.
 *
 * @param code lower-case-with-dashes, stable, never reused; {@code ballast explain CODE} tells more
 * @param severity whether it refuses the object
 * @param object the object it is about, as {@code BackendTrafficPolicy shop/sticky}; empty when
 *     there is none (a file that is no YAML)
 * @param path the field it is about; the root when it is about the whole object
 * @param value the value as written, quoted if it is text; empty when nothing was written
 * @param sentence what is wrong with this value, in one sentence
 * @param hint what would be right; empty when there is nothing to add
 * @param apiMessage what the Kubernetes API server says to the same thing, to the letter (path
 *     included, such as {@code spec.mergeType: Invalid value: ...}); empty when it would accept it
 * @param file the file it stands in; empty for objects that came from no file
 * @param span its place in that file
 */
public record Finding(
    String code,
    Severity severity,
    Optional<String> object,
    FieldPath path,
    Optional<String> value,
    String sentence,
    String hint,
    Optional<String> apiMessage,
    Optional<String> file,
    Span span) {

  public static Finding error(String code, FieldPath path, String sentence, String hint) {
    return of(code, Severity.ERROR, path, sentence, hint);
  }

  public static Finding warning(String code, FieldPath path, String sentence, String hint) {
    return of(code, Severity.WARNING, path, sentence, hint);
  }

  private static Finding of(
      String code, Severity severity, FieldPath path, String sentence, String hint) {
    return new Finding(
        code,
        severity,
        Optional.empty(),
        path,
        Optional.empty(),
        sentence,
        hint,
        Optional.empty(),
        Optional.empty(),
        Span.NONE);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  public Finding withValue(String written) {
    return new Finding(
        code, severity, object, path, Optional.of(written), sentence, hint, apiMessage, file, span);
  }

  public Finding withApiMessage(String message) {
    return new Finding(
        code, severity, object, path, value, sentence, hint, Optional.of(message), file, span);
  }

  public Finding about(String subject) {
    return new Finding(
        code, severity, Optional.of(subject), path, value, sentence, hint, apiMessage, file, span);
  }

  public Finding at(String fileName, Span place) {
    return new Finding(
        code,
        severity,
        object,
        path,
        value,
        sentence,
        hint,
        apiMessage,
        Optional.of(fileName),
        place);
  }
}
