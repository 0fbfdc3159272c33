package dev.ballast.schema;

import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures of CEL-Java in the words of cel-go, which the API server uses. */
final class CelFailures {
  private static final Pattern MISSING_KEY = Pattern.compile("key '([^']*)' is not present");

  private CelFailures() {}

  static String asGoTellsIt(CelEvaluationException failure) {
    String told = String.valueOf(failure.getMessage());
    Matcher missing = MISSING_KEY.matcher(told);
    if (missing.find()) {
      return "no such key: " + missing.group(1);
    }
    return switch (failure.getErrorCode()) {
      case BAD_FORMAT -> "type conversion error from 'string' to 'google.protobuf.Duration'";
      case DIVIDE_BY_ZERO -> "division by zero";
      case OVERLOAD_NOT_FOUND -> "no such overload";
      case INVALID_ARGUMENT -> told.replaceFirst("^evaluation error at [^:]*:[0-9]+: ", "");
      default -> told.replaceFirst("^evaluation error at [^:]*:[0-9]+: ", "");
    };
  }
}
