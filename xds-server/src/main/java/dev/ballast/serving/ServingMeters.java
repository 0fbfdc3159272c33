package dev.ballast.serving;

import dev.ballast.snapshot.ResourceType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** What {@code /metrics} says about serving. */
final class ServingMeters {
  private final AtomicInteger deltaStreams;
  private final AtomicInteger fullStreams;
  private final Map<ResourceType, Counter> sent = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Counter> acks = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Counter> nacks = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Timer> changeToAck = new EnumMap<>(ResourceType.class);

  /**
   * @param withheld how many resources of a type are refused and withheld now
   */
  ServingMeters(MeterRegistry registry, ToIntFunction<ResourceType> withheld) {
    deltaStreams = streams(registry, "delta");
    fullStreams = streams(registry, "state_of_the_world");
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
      Gauge.builder("ballast.ads.withheld", withheld, count -> count.applyAsInt(type))
          .description("resources that an Envoy refused and that are withheld now")
          .tag("type", tag)
          .strongReference(true)
          .register(registry);
    }
  }

  private static AtomicInteger streams(MeterRegistry registry, String protocol) {
    var count = new AtomicInteger();
    Gauge.builder("ballast.ads.streams", count, AtomicInteger::get)
        .description("connected Envoys")
        .tag("protocol", protocol)
        .strongReference(true)
        .register(registry);
    return count;
  }

  void opened(EnvoyStream stream) {
    streams(stream).incrementAndGet();
  }

  void closed(EnvoyStream stream) {
    streams(stream).decrementAndGet();
  }

  private AtomicInteger streams(EnvoyStream stream) {
    return stream.isDelta() ? deltaStreams : fullStreams;
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
