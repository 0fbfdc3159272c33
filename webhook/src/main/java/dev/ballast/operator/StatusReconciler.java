package dev.ballast.operator;

import dev.ballast.source.Node.ObjectNode;
import dev.ballast.world.ObjectRef;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;

/**
 * Writes the statuses of one kind. Called for an object when it changes, and when the engine has
 * news of it.
 */
abstract class StatusReconciler<P extends StatusObject> implements Reconciler<P> {
  private static final int FIRST_RETRY_MILLIS = 50;
  private static final int LONGEST_RETRY_MILLIS = 30_000;

  /** More looks a second at one object than this are of use to nobody. */
  private static final int LOOKS_A_SECOND = 100;

  private final StatusDesk desk;
  private final StatusShape shape;
  private final SimpleInboundEventSource<P> news = new SimpleInboundEventSource<>("engine");

  StatusReconciler(StatusDesk desk, StatusShape shape) {
    this.desk = desk;
    this.shape = shape;
  }

  /** The engine has something else to say about it, perhaps. */
  void changed(ObjectRef object) {
    String namespace = object.id().namespace();
    news.propagateEvent(
        namespace.isEmpty()
            ? new ResourceID(object.id().name())
            : new ResourceID(object.id().name(), namespace));
  }

  @Override
  public List<EventSource<?, P>> prepareEventSources(EventSourceContext<P> context) {
    return List.of(news);
  }

  SimpleInboundEventSource<P> news() {
    return news;
  }

  @Override
  public UpdateControl<P> reconcile(P object, Context<P> context) {
    return desk.reconcile(object, shape, wanted -> completed(object, wanted, context), context);
  }

  /** Adds what only this kind knows. */
  ObjectNode completed(P object, ObjectNode wanted, Context<P> context) {
    return wanted;
  }

  void configure(ControllerConfigurationOverrider<P> configuration) {
    configuration
        // A status that somebody else wrote over has no new generation.
        .withGenerationAware(false)
        .withItemStore(new StatusStore<>())
        .withRetry(
            new GenericRetry()
                .setInitialInterval(FIRST_RETRY_MILLIS)
                .setIntervalMultiplier(2)
                .setMaxInterval(LONGEST_RETRY_MILLIS)
                .setMaxAttempts(-1))
        .withRateLimiter(new LinearRateLimiter(Duration.ofSeconds(1), LOOKS_A_SECOND))
        .withReconciliationMaxInterval(null);
  }
}
