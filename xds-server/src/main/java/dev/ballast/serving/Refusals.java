package dev.ballast.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs who is refused. An Envoy tries again several times a second for ever, so of the
 * same refusal one line a minute is written, which says how many there were.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int REMEMBERED = 1_000;

  private record Case(TlsRefusal reason, String host, String detail) {}

  private static final class Tally {
    private long loggedAt;
    private long unsaid;
  }

  private final Map<TlsRefusal, Counter> counters = new EnumMap<>(TlsRefusal.class);

  /** In the order of their first time; the oldest is forgotten. */
  private final Map<Case, Tally> tallies =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Case, Tally> eldest) {
          return size() > REMEMBERED;
        }
      };

  Refusals(MeterRegistry registry) {
    for (TlsRefusal reason : TlsRefusal.values()) {
      counters.put(
          reason,
          Counter.builder("ballast.ads.refused")
              .description("connections and streams refused for who the other side is, or is not")
              .tag("reason", reason.word())
              .register(registry));
    }
  }

  /**
   * @param address of the other side
   * @param detail what more there is to say, as {@code key=value}; may be empty
   */
  void add(TlsRefusal reason, String address, String detail) {
    var counter = counters.get(reason);
    if (counter != null) {
      counter.increment();
    }
    long times = due(new Case(reason, address.replaceFirst(":\\d+$", ""), detail));
    if (times > 0) {
      LOG.warn("refused reason={} address={} times={} {}", reason.word(), address, times, detail);
    }
  }

  /** How many the line is about; zero when it is too early for another. */
  private synchronized long due(Case seen) {
    long now = System.nanoTime();
    var tally = tallies.get(seen);
    if (tally == null) {
      tally = new Tally();
      tally.loggedAt = now;
      tallies.put(seen, tally);
      return 1;
    }
    tally.unsaid++;
    if (now - tally.loggedAt < QUIET_NANOS) {
      return 0;
    }
    long times = tally.unsaid;
    tally.loggedAt = now;
    tally.unsaid = 0;
    return times;
  }
}
