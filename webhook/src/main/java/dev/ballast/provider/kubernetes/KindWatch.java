package dev.ballast.provider.kubernetes;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one kind for as long as the API server has it. While it has not, it is asked now and
 * then; when a kind goes away, so do its objects.
 */
final class KindWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KindWatch.class);

  /** How long until a kind that is missing, or an API server that is away, is asked for again. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Who hears of the objects of a kind: on one thread at a time for each kind. */
  interface Hearer {
    void put(WatchedKind kind, GenericKubernetesResource object);

    void removed(WatchedKind kind, GenericKubernetesResource object);

    /** The objects of the kind have been told, or there is no such kind. */
    void listed(WatchedKind kind, Optional<String> version);

    int objects(WatchedKind kind);
  }

  private final KubernetesClient client;
  private final WatchedKind kind;
  private final Hearer hearer;
  private final Thread thread;
  private volatile @Nullable SharedIndexInformer<GenericKubernetesResource> informer;
  private volatile boolean closed;
  private volatile boolean listed;
  private volatile String trouble = "";

  KindWatch(KubernetesClient client, WatchedKind kind, Hearer hearer) {
    this.client = client;
    this.kind = kind;
    this.hearer = hearer;
    this.thread = Thread.ofVirtual().name("ballast-watch-" + kind.plural()).unstarted(this::run);
  }

  KindWatch start() {
    thread.start();
    return this;
  }

  WatchedKind kind() {
    return kind;
  }

  /** 1 while a watch stands. */
  int watching() {
    var running = informer;
    return running != null && running.isWatching() ? 1 : 0;
  }

  int objects() {
    return hearer.objects(kind);
  }

  /** Whether it is known what there is of this kind. */
  boolean isListed() {
    return listed;
  }

  /** What keeps it from watching; empty when nothing does. */
  String trouble() {
    return trouble;
  }

  @Override
  public void close() {
    closed = true;
    var running = informer;
    if (running != null) {
      running.stop();
    }
    thread.interrupt();
  }

  private void run() {
    try {
      while (!closed) {
        Optional<String> version = served();
        if (version.isEmpty()) {
          absent();
          Thread.sleep(PAUSE);
        } else {
          watch(version.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The best version that the API server has; waits for the API server itself. */
  private Optional<String> served() throws InterruptedException {
    while (!closed) {
      try {
        if (kind.isBuiltIn()) {
          return Optional.of(kind.versions().getFirst());
        }
        for (String version : kind.versions()) {
          if (has(client.getApiResources(kind.group() + "/" + version))) {
            return Optional.of(version);
          }
        }
        return Optional.empty();
      } catch (KubernetesClientException e) {
        complain("cannot ask the API server which kinds it has: " + reason(e));
        Thread.sleep(PAUSE);
      }
    }
    throw new InterruptedException();
  }

  private boolean has(@Nullable APIResourceList resources) {
    return resources != null
        && resources.getResources().stream()
            .anyMatch(resource -> resource.getName().equals(kind.plural()));
  }

  private void absent() {
    if (!listed) {
      log.warn("no such kind yet kind={} resource={}", kind.kind(), kind.resource());
    }
    trouble = "";
    listed = true;
    hearer.listed(kind, Optional.empty());
  }

  private void watch(String version) throws InterruptedException {
    var watch =
        client
            .genericKubernetesResources(kind.in(version))
            .inAnyNamespace()
            .runnableInformer(0)
            .itemStore(new SlimStore())
            .exceptionHandler((started, e) -> isWorthAnotherTry(e))
            .addEventHandler(new Events(version));
    informer = watch;
    if (closed) {
      return;
    }
    var unused = watch.start();
    try {
      watch.stopped().toCompletableFuture().join();
    } catch (CompletionException | CancellationException e) {
      log.warn("no longer watching kind={} why=\"{}\"", kind.kind(), reason(e));
    }
    watch.stop();
    informer = null;
    if (!closed) {
      Thread.sleep(PAUSE);
    }
  }

  private boolean isWorthAnotherTry(Throwable thrown) {
    if (closed) {
      return false;
    }
    if (codeOf(thrown) == HttpURLConnection.HTTP_NOT_FOUND) {
      return false; // no such kind any more: begin anew by asking which version there is
    }
    complain(
        codeOf(thrown) == HttpURLConnection.HTTP_FORBIDDEN
            ? "permission missing: list and watch " + kind.resource() + ": " + reason(thrown)
            : "cannot watch: " + reason(thrown));
    return true;
  }

  /** Once for as long as it is the same. */
  private void complain(String why) {
    if (!closed && !why.equals(trouble)) {
      log.warn("{} kind={} resource={}", why, kind.kind(), kind.resource());
    }
    trouble = why;
  }

  private static int codeOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException e && e.getCode() > 0) {
        return e.getCode();
      }
    }
    return 0;
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && codeOf(cause) == 0) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private final class Events implements ResourceEventHandler<GenericKubernetesResource> {
    private final String version;

    Events(String version) {
      this.version = version;
    }

    @Override
    public void onAdd(GenericKubernetesResource object) {
      hearer.put(kind, object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
      hearer.put(kind, object);
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {
      hearer.removed(kind, object);
    }

    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      if (!trouble.isEmpty()) {
        log.info("watching again kind={}", kind.kind());
      }
      trouble = "";
      listed = true;
      hearer.listed(kind, Optional.of(version));
    }
  }
}
