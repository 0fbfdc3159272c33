package dev.ballast.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventSeries;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events behind everyone's back: nobody waits for one, and when there are too many the
 * newest are dropped and counted. The same note about the same object within a while is one Event
 * with a series, as the API asks.
 */
final class EventRecorder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);

  private static final String REPORTER = "ballast";
  private static final int MOST_WAITING = 1_000;
  private static final int MOST_REMEMBERED = 2_000;
  private static final Duration SERIES = Duration.ofMinutes(10);

  /** Source: validation of {@code events.k8s.io/v1}. */
  private static final int LONGEST_NOTE = 1_024;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private record Told(String uid, Note note) {}

  private record Memory(Event event, Instant at, int count) {}

  private final KubernetesClient client;
  private final String instance;
  private final Clock clock;
  private final Counter written;
  private final Counter dropped;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofVirtual().name("ballast-events").factory(),
          (task, executor) -> {});

  // Touched by the writer only.
  private final Map<Told, Memory> memory =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Memory> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /**
   * @param instance which of several replicas speaks
   */
  EventRecorder(KubernetesClient client, String instance, Clock clock, MeterRegistry registry) {
    this.client = client;
    this.instance = instance;
    this.clock = clock;
    written = counter(registry, "written");
    dropped = counter(registry, "dropped");
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("ballast.operator.events")
        .description("Kubernetes Events, by what became of them")
        .tag("result", result)
        .register(registry);
  }

  void record(HasMetadata object, List<Note> notes) {
    for (Note note : notes) {
      if (writer.getQueue().remainingCapacity() == 0 || writer.isShutdown()) {
        dropped.increment();
      } else {
        writer.execute(() -> write(object, note));
      }
    }
  }

  /** Drops what is not written yet. */
  @Override
  public void close() {
    writer.shutdownNow();
  }

  private void write(HasMetadata object, Note note) {
    Instant now = clock.instant();
    var told = new Told(object.getMetadata().getUid(), note);
    Memory before = memory.get(told);
    try {
      Memory after =
          before == null || before.at().plus(SERIES).isBefore(now)
              ? create(object, note, now)
              : again(before, now);
      memory.put(told, after);
      written.increment();
    } catch (KubernetesClientException e) {
      dropped.increment();
      memory.remove(told);
      log.debug("no Event for {}: {}", object.getMetadata().getName(), e.getMessage());
    }
  }

  private Memory create(HasMetadata object, Note note, Instant now) {
    String namespace = object.getMetadata().getNamespace();
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withName(
                Messages.capped(object.getMetadata().getName(), 200)
                    + "."
                    + Long.toHexString(now.getEpochSecond() * 1_000_000_000L + now.getNano()))
            .withNamespace(namespace == null ? "default" : namespace)
            .endMetadata()
            .withEventTime(time(now))
            .withReportingController(REPORTER)
            .withReportingInstance(instance)
            .withAction("Reconcile")
            .withReason(note.reason())
            .withType(note.isWarning() ? "Warning" : "Normal")
            .withNote(Messages.capped(note.text(), LONGEST_NOTE))
            .withNewRegarding()
            .withApiVersion(object.getApiVersion())
            .withKind(object.getKind())
            .withNamespace(namespace)
            .withName(object.getMetadata().getName())
            .withUid(object.getMetadata().getUid())
            .endRegarding()
            .build();
    return new Memory(client.resource(event).create(), now, 1);
  }

  private Memory again(Memory before, Instant now) {
    int count = before.count() + 1;
    Event event = new EventBuilder(before.event()).build();
    event.setSeries(new EventSeries(count, time(now)));
    event.getMetadata().setResourceVersion(null);
    event.getMetadata().setManagedFields(null);
    return new Memory(client.resource(event).update(), now, count);
  }

  private static MicroTime time(Instant instant) {
    return new MicroTime(MICROS.format(instant));
  }
}
