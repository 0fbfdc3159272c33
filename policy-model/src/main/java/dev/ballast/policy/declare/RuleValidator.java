package dev.ballast.policy.declare;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
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
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(CelExtensions.strings())
          .addVar("self", SimpleType.DYN)
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().addLibraries(CelExtensions.strings()).build();
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
      return RUNTIME.createProgram(COMPILER.compile(cel).getAst());
    } catch (CelValidationException | CelEvaluationException broken) {
      throw new IllegalStateException("the rule does not compile: " + cel, broken);
    }
  }
}
