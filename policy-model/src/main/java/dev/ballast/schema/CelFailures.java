package dev.ballast.schema;

import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures of CEL-Java in the words of cel-go, which the API server uses. */
final class CelFailures {
  private static final Pattern MISSING_KEY = Pattern.compile("key '([^']*)' is not present");

  private static final String NO_DURATION =
      "type conversion error from 'string' to 'google.protobuf.Duration'";

  private CelFailures() {}

  static String asGoTellsIt(CelEvaluationException failure, String expression) {
    String told = String.valueOf(failure.getMessage());
    Matcher missing = MISSING_KEY.matcher(told);
    if (missing.find()) {
      return "no such key: " + missing.group(1);
    }
    return switch (failure.getErrorCode()) {
      case BAD_FORMAT -> NO_DURATION;
      case DIVIDE_BY_ZERO -> "division by zero";
      // CEL-Java negates an error and then only tells that it cannot. In rules that passed the API
      // server's type check nothing but an error meets `!` without being a boolean.
      case OVERLOAD_NOT_FOUND ->
          told.contains("'!_'") && expression.contains("duration(")
              ? NO_DURATION
              : "no such overload";
      default -> told.replaceFirst("^evaluation error at [^:]*:[0-9]+: ", "");
    };
  }
}
