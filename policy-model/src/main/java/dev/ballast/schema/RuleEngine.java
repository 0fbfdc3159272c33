package dev.ballast.schema;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.cel.runtime.planner.ProgramPlanner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CEL as the API server runs it, for rules over {@code self}. Every rule is parsed when it is first
 * reached, and kept.
 *
 * <p>Rules are parsed but not type-checked here: {@code self} has no static type for CEL-Java, so a
 * check could only find mistakes in the rules themselves, and costs more than all the rest of a
 * short run. A test checks every bundled rule instead.
 */
final class RuleEngine {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  /** What a rule came to. */
  sealed interface Answer {
    record Holds() implements Answer {}

    record Broken() implements Answer {}

    /** It could not be evaluated; the reason as the API server's own CEL would tell it. */
    record Failed(String because) implements Answer {}
  }

  /** One environment for all: it is immutable, and dear to make. */
  private static final class Shared {
    private static final RuleEngine ENGINE = new RuleEngine();
  }

  private final CelParser parser =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .build();

  private final ProgramPlanner planner = RuleFunctions.planner(OPTIONS);

  private final Map<String, Program> programs = new ConcurrentHashMap<>();

  private RuleEngine() {}

  static RuleEngine shared() {
    return Shared.ENGINE;
  }

  Answer ask(String expression, Object self) {
    Program program = programs.computeIfAbsent(expression, this::planned);
    try {
      return Boolean.TRUE.equals(program.eval(Map.of("self", self)))
          ? new Answer.Holds()
          : new Answer.Broken();
    } catch (CelEvaluationException failure) {
      return new Answer.Failed(CelFailures.asGoTellsIt(failure, expression));
    }
  }

  /** The text of a message expression; empty when it yields none. */
  String message(String expression, Object self) {
    try {
      Object text = programs.computeIfAbsent(expression, this::planned).eval(Map.of("self", self));
      return text instanceof String message && !message.contains("\n") ? message.strip() : "";
    } catch (CelEvaluationException noMessage) {
      return "";
    }
  }

  private Program planned(String expression) {
    try {
      CelAbstractSyntaxTree parsed = parser.parse(expression).getAst();
      return planner.plan(parsed);
    } catch (CelValidationException | CelEvaluationException wrong) {
      throw new IllegalStateException("this rule is no CEL: " + expression, wrong);
    }
  }
}
