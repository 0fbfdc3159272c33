package dev.ballast.policy.loadbalancer;

import dev.ballast.value.DurationFormat;
import dev.ballast.value.Parsed;
import java.time.Duration;

/** Durations whose pattern the schema has checked. */
final class WrittenDurations {
  private WrittenDurations() {}

  static Duration read(String text) {
    return switch (DurationFormat.parse(text)) {
      case Parsed.Good<Duration>(var duration) -> duration;
      case Parsed.Bad<Duration> bad ->
          throw new IllegalStateException("the schema let through the duration " + text);
    };
  }
}
