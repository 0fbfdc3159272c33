package dev.ballast.standalone;

import dev.ballast.engine.Change;
import dev.ballast.engine.Published;
import dev.ballast.finding.Finding;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.provider.directory.DirectoryProvider;
import dev.ballast.provider.directory.SourceLine;
import dev.ballast.server.ObjectSource;
import dev.ballast.server.TrafficServer;
import dev.ballast.serving.StreamStatus;
import dev.ballast.statusfolder.StatusFolder;
import dev.ballast.world.ObjectRef;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole server without Kubernetes: what stands in a directory is what connected Envoys have. Runs
 * from {@link #start} until closed.
 */
public final class Standalone implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Standalone.class);

  private final TrafficServer server;
  private final DirectoryProvider provider;
  private final Optional<StatusFolder> statusFolder;

  private Standalone(StandaloneOptions options, TrafficServer server) throws IOException {
    this.server = server;
    statusFolder =
        options
            .statusDirectory()
            .map(
                folder ->
                    new StatusFolder(folder, server::situation, SourceLine::of, Clock.systemUTC()));
    statusFolder.ifPresent(server::heardBy);
    provider =
        new DirectoryProvider(
            options.directory(), ManifestLoader.bundled(), server.meters(), this::submit);
    server.describedBy(new Files(provider));
  }

  /** What the provider tells beside its changes. */
  private record Files(DirectoryProvider provider) implements ObjectSource {
    @Override
    public List<Finding> findings() {
      return provider.findings();
    }

    @Override
    public Finding placed(Finding finding) {
      return provider.placed(finding);
    }

    @Override
    public Optional<String> fileOf(ObjectRef object) {
      return provider.fileOf(object);
    }
  }

  private void submit(List<Change> changes) {
    server.submit(changes);
    statusFolder.ifPresent(StatusFolder::changed);
  }

  /**
   * Returns when the directory has been read; {@link #awaitReady} waits for its translation too.
   *
   * @throws IOException when the directory cannot be read or an address cannot be bound
   */
  public static Standalone start(StandaloneOptions options) throws IOException {
    if (options.statusDirectory().isPresent()) {
      StatusFolder.refuseOverlap(options.statusDirectory().get(), options.directory());
    }
    var server = new TrafficServer(options.server().withServes(options.directory().toString()));
    Standalone standalone;
    try {
      standalone = new Standalone(options, server);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    try {
      server.start();
      standalone.provider.start();
      if (standalone.statusFolder.isPresent()) {
        standalone.statusFolder.get().start();
      }
    } catch (IOException | RuntimeException e) {
      standalone.close();
      throw e;
    }
    log.debug("serving xds={} admin={}", standalone.xdsPort(), standalone.adminPort());
    return standalone;
  }

  /** The port Envoys connect to. */
  public int xdsPort() {
    return server.xdsPort();
  }

  public int adminPort() {
    return server.adminPort();
  }

  /** What holds now. */
  public Published published() {
    return server.published();
  }

  /** What is wrong in the directory now. */
  public List<Finding> findings() {
    return provider.findings();
  }

  /** The connected Envoys. */
  public List<StreamStatus> envoys() {
    return server.envoys();
  }

  /**
   * Waits until everything that was in the directory at the start is translated and published.
   *
   * @return false when the time was over first
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    return server.engine().awaitSequence(1, patience);
  }

  /** Stops watching, then serving. Envoys keep what they have. */
  @Override
  public void close() {
    provider.close();
    server.close();
    statusFolder.ifPresent(StatusFolder::close);
  }
}
