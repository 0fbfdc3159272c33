package dev.ballast.engine;

import dev.ballast.memo.MemoCount;
import dev.ballast.translation.StageClock;
import dev.ballast.translation.TranslationStage;
import dev.ballast.translation.Translator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Numbers of the engine: changes, translations and how long they and their stages take, gateways
 * published.
 */
public final class EngineMeters implements EngineListener, StageClock {
  private final Counter changes;
  private final Timer translations;
  private final Counter published;
  private final Counter broken;
  private final Map<TranslationStage, Timer> stages = new EnumMap<>(TranslationStage.class);

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
    for (TranslationStage stage : TranslationStage.values()) {
      stages.put(
          stage,
          Timer.builder("ballast.engine.stage")
              .description("time spent in one stage of translations")
              .tag("stage", nameOf(stage))
              .register(registry));
    }
  }

  /** Adds how often the stages of a translator had what they were asked for already. */
  public static void bind(MeterRegistry registry, Translator translator) {
    for (TranslationStage stage : TranslationStage.values()) {
      MemoCount count = translator.count(stage);
      memo(registry, stage, "hit", count, MemoCount::hits);
      memo(registry, stage, "miss", count, MemoCount::misses);
    }
  }

  private static void memo(
      MeterRegistry registry,
      TranslationStage stage,
      String result,
      MemoCount count,
      ToDoubleFunction<MemoCount> number) {
    FunctionCounter.builder("ballast.engine.memo", count, number)
        .description("outputs a stage was asked for: had already (hit), or worked out (miss)")
        .tag("stage", nameOf(stage))
        .tag("result", result)
        .register(registry);
  }

  private static String nameOf(TranslationStage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public <T> T timed(TranslationStage stage, Supplier<T> work) {
    Timer timer = stages.get(stage);
    return timer == null ? work.get() : Objects.requireNonNull(timer.record(work));
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
