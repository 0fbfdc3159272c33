package dev.ballast.provider.directory;

import dev.ballast.manifest.ManifestBook;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Numbers of the directory: files read and how long it takes, files with errors, objects. */
final class ProviderMeters {
  private final MeterRegistry registry;
  private final ManifestBook book;
  private final Timer read;
  private final Timer submit;
  private final Set<String> kinds = ConcurrentHashMap.newKeySet();

  ProviderMeters(MeterRegistry registry, ManifestBook book) {
    this.registry = registry;
    this.book = book;
    read =
        Timer.builder("ballast.provider.read")
            .description("reading and judging one file")
            .register(registry);
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
    Gauge.builder("ballast.provider.files", book, ManifestBook::files)
        .description("files that are known")
        .register(registry);
    Gauge.builder("ballast.provider.files.errors", book, ManifestBook::filesWithErrors)
        .description("files with an error now")
        .register(registry);
  }

  void read(long nanos) {
    read.record(nanos, TimeUnit.NANOSECONDS);
  }

  void submitted(long nanos) {
    submit.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A kind is told of from its first object on. */
  void bindKinds() {
    for (String kind : book.kinds().keySet()) {
      if (kinds.add(kind)) {
        Gauge.builder("ballast.provider.objects", book, b -> b.kinds().getOrDefault(kind, 0))
            .description("objects in force, by kind")
            .tags(Tags.of("kind", kind))
            .register(registry);
      }
    }
  }

  void watching(TreeWatcher tree) {
    FunctionCounter.builder("ballast.provider.overflows", tree, TreeWatcher::overflows)
        .description("times a folder was looked through because too much happened at once")
        .register(registry);
  }
}
