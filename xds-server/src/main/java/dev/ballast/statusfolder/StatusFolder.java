package dev.ballast.statusfolder;

import dev.ballast.admin.Situation;
import dev.ballast.engine.EngineListener;
import dev.ballast.engine.Published;
import dev.ballast.finding.Finding;
import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.ServingListener;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a folder equal to what there is to tell: {@code KIND/NAMESPACE/NAME.yaml} with the status
 * of each object, {@code findings.txt} and {@code findings.json}. Written on a thread of its own,
 * at most once in a while, and only what changed, so that {@code watch} and {@code git diff} are of
 * use. When it cannot be written, that is said once and tried again; serving goes on.
 */
public final class StatusFolder implements EngineListener, ServingListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusFolder.class);

  /** The least time between two rounds: nobody reads faster, and a round looks at all objects. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How many times longer it waits when it could not write. */
  private static final int PATIENCE_AFTER_FAILURE = 5;

  private final Path folder;
  private final Supplier<Situation> now;
  private final StatusFiles files;
  private final Duration pause;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private boolean failing;

  /**
   * @param now asked on a thread of this folder
   * @param lines the line a finding is about
   */
  public StatusFolder(
      Path folder, Supplier<Situation> now, Function<Finding, SourceText> lines, Clock clock) {
    this(folder, now, lines, clock, PAUSE);
  }

  StatusFolder(
      Path folder,
      Supplier<Situation> now,
      Function<Finding, SourceText> lines,
      Clock clock,
      Duration pause) {
    this.folder = folder;
    this.now = now;
    this.pause = pause;
    this.files = new StatusFiles(new FolderWriter(folder), lines, clock);
    this.thread = Thread.ofPlatform().name("ballast-status").daemon().unstarted(this::run);
  }

  /**
   * Refuses a status folder that the server would read its own words from.
   *
   * @param watched the folder that objects come from
   * @throws IOException when one of the two lies in the other
   */
  public static void refuseOverlap(Path folder, Path watched) throws IOException {
    Path status = real(folder);
    Path tree = real(watched);
    if (status.startsWith(tree)) {
      throw new IOException(
          "the status directory %s lies in the folder that is watched, %s; name one outside"
              .formatted(folder, watched));
    }
    if (tree.startsWith(status)) {
      throw new IOException(
          "the folder that is watched, %s, lies in the status directory %s; name another one"
              .formatted(watched, folder));
    }
  }

  /** With links followed as far as the path exists. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path there = absolute; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        return there.toRealPath().resolve(there.relativize(absolute));
      }
    }
    return absolute;
  }

  /**
   * Makes the folder and begins to write.
   *
   * @throws IOException when it holds other people's files, or cannot be made
   */
  public void start() throws IOException {
    files.claim();
    thread.start();
  }

  @Override
  public void published(Published published) {
    changed();
  }

  @Override
  public void opened(EnvoyStream stream) {
    changed();
  }

  @Override
  public void closed(EnvoyStream stream) {
    changed();
  }

  @Override
  public void acked(
      EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
    changed();
  }

  @Override
  public void rejected(EnvoyStream stream, Resource resource, String words) {
    changed();
  }

  /** Something may be different; costs nothing. */
  public void changed() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        news.acquire();
        news.drainPermits();
        boolean written = write();
        if (!written) {
          changed();
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos() * (written ? 1 : PATIENCE_AFTER_FAILURE));
      }
    } catch (InterruptedException e) {
      log.debug("no longer writing {}", folder);
    }
  }

  private boolean write() {
    try {
      Situation situation = now.get();
      if (!situation.ready()) {
        // The last run's files would go and come back. The engine tells of its first translation
        // a moment before it counts as ready, so nobody may call again.
        changed();
        return true;
      }
      int count = files.write(situation);
      if (failing) {
        log.info("status folder is written again folder={}", folder);
        failing = false;
      }
      log.debug("status folder written folder={} files={}", folder, count);
      return true;
    } catch (IOException e) {
      if (!failing) {
        log.error(
            "status folder cannot be written; serving goes on folder={} why=\"{}\"", folder, e);
        failing = true;
      }
      return false;
    } catch (RuntimeException e) {
      log.error("bug: writing the status folder broke", e);
      return true;
    }
  }
}
