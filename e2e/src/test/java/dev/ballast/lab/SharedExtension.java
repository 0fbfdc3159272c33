package dev.ballast.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests something that lives in a lab and that all of them share: each works in a namespace
 * of its own. Where no lab can run the tests are skipped, and the reason is said. After a failure
 * all logs are in {@code target/lab/CLASS.TEST}.
 *
 * @param <T> what a test takes as a parameter
 */
public abstract class SharedExtension<T extends AutoCloseable>
    implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
  private final Class<T> type;
  private final Supplier<T> start;
  private final Function<T, Lab> lab;

  /**
   * @param start called once for all tests
   * @param lab where it lives
   */
  protected SharedExtension(Class<T> type, Supplier<T> start, Function<T, Lab> lab) {
    this.type = type;
    this.start = start;
    this.lab = lab;
  }

  @Override
  public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> reason = Lab.whyUnavailable();
    return reason
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("a lab can run"));
  }

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }

  @Override
  public final void afterTestExecution(ExtensionContext context) throws IOException {
    if (context.getExecutionException().isPresent()) {
      String test =
          context.getRequiredTestClass().getSimpleName()
              + "."
              + context.getRequiredTestMethod().getName();
      lab.apply(shared(context)).collect(Path.of("target", "lab", test));
    }
  }

  /** Closed by JUnit when all tests are over. */
  private T shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(type))
        .computeIfAbsent("shared", key -> start.get(), type);
  }
}
