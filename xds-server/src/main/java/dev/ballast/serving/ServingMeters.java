package dev.ballast.serving;

import dev.ballast.snapshot.ResourceType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code /metrics} says about serving. */
final class ServingMeters {
  private final AtomicInteger streams;
  private final Map<ResourceType, Counter> sent = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Counter> acks = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Counter> nacks = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Timer> changeToAck = new EnumMap<>(ResourceType.class);

  ServingMeters(MeterRegistry registry) {
    var gauge = new AtomicInteger();
    io.micrometer.core.instrument.Gauge.builder("ballast.ads.streams", gauge, AtomicInteger::get)
        .description("connected Envoys")
        .strongReference(true)
        .register(registry);
    streams = gauge;
    for (ResourceType type : ResourceType.values()) {
      var tag = type.name().toLowerCase(Locale.ROOT);
      sent.put(
          type,
          Counter.builder("ballast.ads.resources.sent")
              .description("resources and removals written to Envoys")
              .tag("type", tag)
              .register(registry));
      acks.put(
          type,
          Counter.builder("ballast.ads.acks")
              .description("responses that an Envoy accepted")
              .tag("type", tag)
              .register(registry));
      nacks.put(
          type,
          Counter.builder("ballast.ads.nacks")
              .description("responses that an Envoy refused")
              .tag("type", tag)
              .register(registry));
      changeToAck.put(
          type,
          Timer.builder("ballast.ads.change.to.ack")
              .description("from the publish of a change to an Envoy's answer")
              .tag("type", tag)
              .publishPercentileHistogram()
              .minimumExpectedValue(Duration.ofMillis(1))
              .maximumExpectedValue(Duration.ofSeconds(30))
              .register(registry));
    }
  }

  void opened() {
    streams.incrementAndGet();
  }

  void closed() {
    streams.decrementAndGet();
  }

  void sent(Push push) {
    var counter = sent.get(push.type());
    if (counter != null) {
      counter.increment(push.resources().size() + push.removed().size());
    }
  }

  void answered(Outcome outcome, long now) {
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        count(acks, accepted.type());
        var timer = changeToAck.get(accepted.type());
        if (accepted.changedAt() != 0 && timer != null) {
          timer.record(now - accepted.changedAt(), TimeUnit.NANOSECONDS);
        }
      }
      case Outcome.Refused refused -> count(nacks, refused.type());
      case Outcome.Unclear unclear -> count(nacks, unclear.type());
    }
  }

  private static void count(Map<ResourceType, Counter> counters, ResourceType type) {
    var counter = counters.get(type);
    if (counter != null) {
      counter.increment();
    }
  }
}
