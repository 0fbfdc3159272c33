package dev.ballast.provider.kubernetes;

import dev.ballast.engine.Change;
import dev.ballast.finding.Finding;
import dev.ballast.provider.FindingLog;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the engine's world equal to what the API server has.
 *
 * <p>The first hand-over comes when all kinds have been listed, so that nothing is published of
 * half a world; after that each event is handed over at once. A kind that the API server does not
 * have counts as empty, and its objects come together when it appears. An object that cannot be
 * read keeps its last good version and is reported.
 */
public final class KubernetesProvider implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KubernetesProvider.class);

  private final Consumer<List<Change>> changes;
  private final BiConsumer<String, Optional<String>> served;
  private final ProviderMeters meters;
  private final List<KindWatch> watches;
  private final long begin = System.nanoTime();

  // Guarded by this.
  private final ObjectBook book = new ObjectBook();
  private final Set<WatchedKind> awaited = new HashSet<>(WatchedKind.ALL);
  private final Map<WatchedKind, List<Change>> held = new HashMap<>();
  private final Map<WatchedKind, Optional<String>> versions = new HashMap<>();

  /**
   * @param client stays open when this is closed
   * @param changes called in order, one call at a time: once with everything there is, then with
   *     what changed; must not block
   * @param served told of each kind, with the version that is watched, or none, when that changes
   */
  public KubernetesProvider(
      KubernetesClient client,
      MeterRegistry registry,
      Consumer<List<Change>> changes,
      BiConsumer<String, Optional<String>> served) {
    this.changes = changes;
    this.served = served;
    this.meters = new ProviderMeters(registry);
    var hearer = new Desk();
    this.watches =
        WatchedKind.ALL.stream().map(kind -> new KindWatch(client, kind, hearer)).toList();
    watches.forEach(meters::watching);
    WatchedKind.ALL.forEach(kind -> held.put(kind, new ArrayList<>()));
  }

  /** Begins to watch, and returns at once. */
  public void start() {
    watches.forEach(KindWatch::start);
  }

  /** What is wrong with objects now. */
  public synchronized List<Finding> findings() {
    return book.findings();
  }

  /** What keeps it from knowing everything; empty once all kinds were listed. */
  public Optional<String> missing() {
    var waiting = watches.stream().filter(watch -> !watch.isListed()).toList();
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not listed yet: "
                + String.join(
                    ", ",
                    waiting.stream()
                        .map(
                            watch ->
                                watch.kind().resource()
                                    + (watch.trouble().isEmpty()
                                        ? ""
                                        : " (" + watch.trouble() + ")"))
                        .toList()));
  }

  @Override
  public void close() {
    watches.forEach(KindWatch::close);
  }

  private static ObjectRef refOf(WatchedKind kind, GenericKubernetesResource object) {
    String namespace = object.getMetadata().getNamespace();
    return new ObjectRef(
        kind.kind(),
        new ObjectId(namespace == null ? "" : namespace, object.getMetadata().getName()));
  }

  /** Takes what the watches tell; reading an object happens on the watch's own thread. */
  private final class Desk implements KindWatch.Hearer {
    @Override
    public void put(WatchedKind kind, GenericKubernetesResource object) {
      long since = System.nanoTime();
      var reading = ObjectReading.of(refOf(kind, object), ObjectTree.of(object), kind.isBuiltIn());
      List<Finding> news;
      synchronized (KubernetesProvider.this) {
        var known = book.findings(reading.ref());
        news = reading.findings().stream().filter(f -> !known.contains(f)).toList();
        var change = book.enter(reading);
        meters.event(
            kind.kind(), reading.isRefused() ? "refused" : change.isEmpty() ? "same" : "changed");
        change.ifPresent(c -> pass(kind, List.of(c)));
      }
      meters.submitted(System.nanoTime() - since);
      FindingLog.say(news);
    }

    @Override
    public void removed(WatchedKind kind, GenericKubernetesResource object) {
      synchronized (KubernetesProvider.this) {
        meters.event(kind.kind(), "gone");
        book.remove(refOf(kind, object)).ifPresent(change -> pass(kind, List.of(change)));
      }
    }

    @Override
    public void listed(WatchedKind kind, Optional<String> version) {
      boolean isNews;
      synchronized (KubernetesProvider.this) {
        if (version.isEmpty()) {
          pass(kind, book.removeKind(kind.kind()));
        }
        isNews = !version.equals(versions.put(kind, version));
        release(kind, version);
      }
      if (isNews) {
        version.ifPresent(v -> log.info("watching kind={} version={}", kind.kind(), v));
        served.accept(kind.kind(), version);
      }
    }

    @Override
    public int objects(WatchedKind kind) {
      synchronized (KubernetesProvider.this) {
        return book.objects(kind.kind());
      }
    }
  }

  /** Objects of a kind that is being listed for the first time wait for each other. */
  private void pass(WatchedKind kind, List<Change> news) {
    List<Change> waiting = held.get(kind);
    if (waiting != null) {
      waiting.addAll(news);
    } else if (!news.isEmpty()) {
      changes.accept(news);
    }
  }

  private void release(WatchedKind kind, Optional<String> version) {
    if (awaited.remove(kind)) {
      if (awaited.isEmpty()) {
        first();
      }
    } else if (awaited.isEmpty()) {
      List<Change> waiting = held.remove(kind);
      if (waiting != null && !waiting.isEmpty()) {
        changes.accept(waiting);
      }
    }
    if (version.isEmpty() && awaited.isEmpty()) {
      held.putIfAbsent(kind, new ArrayList<>()); // should it appear one day
    }
  }

  private void first() {
    var all = new ArrayList<Change>();
    for (WatchedKind each : WatchedKind.ALL) {
      all.addAll(held.getOrDefault(each, List.of()));
      if (versions.getOrDefault(each, Optional.empty()).isPresent()) {
        held.remove(each);
      } else {
        held.put(each, new ArrayList<>());
      }
    }
    changes.accept(all);
    log.info(
        "loaded objects={} ms={}",
        all.size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }
}
