package dev.ballast.policy.declare;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A rule across fields, in CEL. On a record {@code self} is the object, on a component it is the
 * value. A provider of Jakarta Validation evaluates it on the records as the API server does on the
 * object: absent components are absent fields, and a rule that cannot be evaluated is broken.
 */
@Documented
@Constraint(validatedBy = RuleValidator.class)
@Target({ElementType.TYPE, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Rule.List.class)
public @interface Rule {
  /** The expression, to the letter as in the API. */
  String cel();

  /** What the API server says, to the letter. */
  String message();

  /** The code of our finding. */
  String code();

  /** Our own sentence: what is wrong, and what would be right. */
  String sentence();

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Holds the repetitions. */
  @Documented
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Retention(RetentionPolicy.RUNTIME)
  @interface List {
    Rule[] value();
  }
}
