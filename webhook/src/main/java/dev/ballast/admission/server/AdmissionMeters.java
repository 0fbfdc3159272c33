package dev.ballast.admission.server;

import dev.ballast.admission.Door;
import dev.ballast.credentials.CredentialSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Numbers of the webhook. Series appear with the first review of their kind. */
final class AdmissionMeters {
  /** A review that could not be read. */
  static final String UNREADABLE = "unreadable";

  /** A decision that broke: a bug of ours. */
  static final String UNCHECKED = "unchecked";

  private final MeterRegistry registry;

  AdmissionMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void bind(CredentialSource credentials) {
    Gauge.builder(
            "ballast.admission.certificate.expiry",
            credentials,
            source -> source.current().certificate().getNotAfter().toInstant().getEpochSecond())
        .description("when the certificate that is shown ends, in seconds of the Unix epoch")
        .baseUnit("seconds")
        .register(registry);
  }

  void answered(Door door, String verdict, boolean isDryRun, Duration took) {
    Counter.builder("ballast.admission.reviews")
        .description("reviews that were answered")
        .tag("door", door.label())
        .tag("verdict", verdict)
        .tag("dry_run", Boolean.toString(isDryRun))
        .register(registry)
        .increment();
    Timer.builder("ballast.admission.decision")
        .description("time from the body of a review to the body of its answer")
        .tag("door", door.label())
        .serviceLevelObjectives(
            Duration.ofNanos(500_000),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(100))
        .register(registry)
        .record(took);
  }
}
