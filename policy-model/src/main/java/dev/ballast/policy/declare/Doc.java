package dev.ballast.policy.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field means to the user: unit, range, what absence means, what Envoy does with it. Becomes
 * the description in the CRD and the text of {@code ballast explain}. On a record it describes the
 * items of a list or map of that record.
 */
@Documented
@Target({ElementType.FIELD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
  String value();
}
