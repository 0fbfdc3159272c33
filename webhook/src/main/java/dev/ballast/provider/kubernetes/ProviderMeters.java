package dev.ballast.provider.kubernetes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Numbers of the watches: events by kind and what became of them, objects, watches that hold. */
final class ProviderMeters {
  private final MeterRegistry registry;
  private final Timer submit;

  ProviderMeters(MeterRegistry registry) {
    this.registry = registry;
    submit =
        Timer.builder("ballast.provider.submit")
            .description("from the news of a change to its hand-over to the engine")
            .serviceLevelObjectives(
                Duration.ofNanos(500_000),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(1))
            .register(registry);
  }

  /**
   * @param result {@code changed}, {@code same}, {@code refused} or {@code gone}
   */
  void event(String kind, String result) {
    Counter.builder("ballast.provider.events")
        .description("events of the API server, by what became of them")
        .tag("kind", kind)
        .tag("result", result)
        .register(registry)
        .increment();
  }

  void submitted(long nanos) {
    submit.record(nanos, TimeUnit.NANOSECONDS);
  }

  void watching(KindWatch watch) {
    gauge("ballast.provider.watching", "1 while a kind is watched", watch, KindWatch::watching);
    gauge("ballast.provider.objects", "objects in force, by kind", watch, KindWatch::objects);
  }

  private void gauge(
      String name, String description, KindWatch watch, ToDoubleFunction<KindWatch> number) {
    Gauge.builder(name, watch, number)
        .description(description)
        .tag("kind", watch.kind().kind())
        .register(registry);
  }
}
