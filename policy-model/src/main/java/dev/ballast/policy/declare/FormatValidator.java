package dev.ballast.policy.declare;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads a text as its format asks, and drops what it read. */
public final class FormatValidator implements ConstraintValidator<Format, CharSequence> {
  private Format.Kind kind = Format.Kind.BYTE;

  @Override
  public void initialize(Format format) {
    kind = format.value();
  }

  @Override
  public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
    return text == null
        || switch (kind) {
          case BYTE -> isBase64(text.toString());
          case DATE_TIME -> isDateTime(text);
        };
  }

  private static boolean isBase64(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      // Java would also take text without its padding, and none at all; the API server does not.
      return decoded.length > 0 && text.length() == (decoded.length + 2) / 3 * 4;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static boolean isDateTime(CharSequence text) {
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text) != null;
    } catch (DateTimeException notTime) {
      return false;
    }
  }
}
