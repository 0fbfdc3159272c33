package dev.ballast.policy.declare;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The format of a text. The formats of whole numbers follow from their Java types. */
@Documented
@Constraint(validatedBy = FormatValidator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Format {
  /** Formats that the API uses. */
  enum Kind {
    /** Base64 with the standard alphabet. */
    BYTE("byte"),
    /** A time as in RFC 3339. */
    DATE_TIME("date-time");

    private final String apiName;

    Kind(String apiName) {
      this.apiName = apiName;
    }

    public String apiName() {
      return apiName;
    }
  }

  Kind value();

  String message() default "has another format";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
