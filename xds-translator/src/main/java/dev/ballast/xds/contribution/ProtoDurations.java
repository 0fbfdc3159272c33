package dev.ballast.xds.contribution;

import com.google.protobuf.Duration;

/** Durations as protobuf has them. */
public final class ProtoDurations {
  private ProtoDurations() {}

  public static Duration of(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
