package dev.ballast.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Numbers of the operator: statuses by kind and what became of them, what waits, who leads. */
final class OperatorMeters {
  /** What became of one look at a status. */
  enum Look {
    /** It was written. */
    WRITTEN,
    /** It says already what it should. */
    SAME,
    /** It is of another generation than what was translated; the next event settles it. */
    STALE,
    /** Envoys are about to confirm it, which would change it again; it is looked at again then. */
    HELD,
    /** Somebody else wrote meanwhile; it is looked at again. */
    CONFLICT,
    /** The object is no more. */
    GONE,
    /** The API server refused; it is tried again. */
    FAILED
  }

  private final MeterRegistry registry;
  private final Timer write;

  OperatorMeters(MeterRegistry registry) {
    this.registry = registry;
    write =
        Timer.builder("ballast.operator.status.write")
            .description("time the API server takes for a status")
            .serviceLevelObjectives(
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(1))
            .register(registry);
  }

  void look(String kind, Look result) {
    Counter.builder("ballast.operator.statuses")
        .description("looks at the status of an object, by what became of them")
        .tag("kind", kind)
        .tag("result", result.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  void wrote(long nanos) {
    write.record(nanos, TimeUnit.NANOSECONDS);
  }

  void waiting(Supplier<Number> waiting) {
    Gauge.builder("ballast.operator.queue", waiting)
        .description("objects whose status waits to be looked at")
        .register(registry);
  }

  void leader(BooleanSupplier leads) {
    Gauge.builder("ballast.operator.leader", () -> leads.getAsBoolean() ? 1 : 0)
        .description("1 while this replica writes statuses and Events")
        .register(registry);
  }
}
