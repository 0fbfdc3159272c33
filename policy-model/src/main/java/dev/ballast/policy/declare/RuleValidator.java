package dev.ballast.policy.declare;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Evaluates a rule on a record or on one value. */
public final class RuleValidator implements ConstraintValidator<Rule, Object> {
  // An integer may be compared with a fraction, as the API server does.
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder()
          .setOptions(OPTIONS)
          .addLibraries(CelExtensions.strings())
          .build();
  private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

  private String cel = "";

  @Override
  public void initialize(Rule rule) {
    cel = rule.cel();
  }

  @Override
  public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
    if (value == null) {
      return true;
    }
    try {
      var program = PROGRAMS.computeIfAbsent(cel, RuleValidator::compile);
      return Boolean.TRUE.equals(program.eval(Map.of("self", CelValues.of(value))));
    } catch (CelEvaluationException unevaluable) {
      return false;
    }
  }

  private static CelRuntime.Program compile(String cel) {
    try {
      return RUNTIME.createProgram(PARSER.parse(cel).getAst());
    } catch (CelValidationException | CelEvaluationException broken) {
      throw new IllegalStateException("the rule does not compile: " + cel, broken);
    }
  }
}
