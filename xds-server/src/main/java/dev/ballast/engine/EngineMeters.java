package dev.ballast.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Numbers of the engine: changes, translations and how long they take, gateways published. */
public final class EngineMeters implements EngineListener {
  private final Counter changes;
  private final Timer translations;
  private final Counter published;
  private final Counter broken;

  public EngineMeters(MeterRegistry registry) {
    changes =
        Counter.builder("ballast.engine.changes")
            .description("changes of objects that were translated")
            .register(registry);
    translations =
        Timer.builder("ballast.engine.rebuild")
            .description("time from a batch of changes to its translation")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry);
    published =
        Counter.builder("ballast.engine.published")
            .description("snapshots of gateways that were published because they differ")
            .register(registry);
    broken =
        Counter.builder("ballast.engine.broken")
            .description("changes set aside because the translation breaks on them: a bug")
            .register(registry);
  }

  @Override
  public void published(Published translation) {
    changes.increment(translation.changes());
    translations.record(translation.took());
    published.increment(translation.changed().size());
  }

  @Override
  public void broken(Change change, Throwable cause) {
    broken.increment();
  }
}
