package dev.ballast.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Lab} that all of them share: each works in a namespace of its own. Where no
 * lab can run the tests are skipped, and the reason is said. After a failure all logs are in {@code
 * target/lab/TEST}.
 */
public final class LabExtension
    implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(LabExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> reason = Lab.whyUnavailable();
    return reason
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("a lab can run"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lab.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return lab(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws IOException {
    if (context.getExecutionException().isPresent()) {
      lab(context).collect(Path.of("target", "lab", context.getRequiredTestMethod().getName()));
    }
  }

  /** Closed by JUnit when all tests are over. */
  private static Lab lab(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .computeIfAbsent("lab", key -> Lab.start(withHello()), Lab.class);
  }

  private static LabOptions withHello() {
    try {
      return LabOptions.defaults().withImage("hello", HelloImage.write(Path.of("target", "hello")));
    } catch (IOException e) {
      throw new IllegalStateException("no image can be written", e);
    }
  }
}
