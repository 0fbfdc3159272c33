package dev.ballast.standalone;

import dev.ballast.admin.AdminServer;
import dev.ballast.admin.FrontPage;
import dev.ballast.admin.Page;
import dev.ballast.admin.PageQuery;
import dev.ballast.admin.Situation;
import dev.ballast.admin.StatusPage;
import dev.ballast.engine.Change;
import dev.ballast.engine.Engine;
import dev.ballast.engine.EngineListener;
import dev.ballast.engine.EngineMeters;
import dev.ballast.engine.Published;
import dev.ballast.finding.Finding;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.provider.directory.DirectoryProvider;
import dev.ballast.provider.directory.SourceLine;
import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.AdsServer;
import dev.ballast.serving.ServingListener;
import dev.ballast.serving.StreamStatus;
import dev.ballast.statusfolder.StatusFolder;
import dev.ballast.translation.Translator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole server without Kubernetes: what stands in a directory is what connected Envoys have. Runs
 * from {@link #start} until closed.
 */
public final class Standalone implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Standalone.class);

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StandaloneOptions options;
  private final DecisionLog decisions;
  private final Engine engine;
  private final AdsServer ads;
  private final DirectoryProvider provider;
  private final Optional<StatusFolder> statusFolder;
  private final AdminServer admin;
  private final ProcessMeters process;

  private Standalone(StandaloneOptions options) throws IOException {
    this.options = options;
    if (options.statusDirectory().isPresent()) {
      StatusFolder.refuseOverlap(options.statusDirectory().get(), options.directory());
    }
    decisions = new DecisionLog(this::placed);
    statusFolder =
        options
            .statusDirectory()
            .map(
                folder ->
                    new StatusFolder(folder, this::situation, SourceLine::of, Clock.systemUTC()));
    var heardBy = new ArrayList<ServingListener>(List.of(decisions));
    statusFolder.ifPresent(heardBy::add);
    ads =
        new AdsServer(
            AdsOptions.onLoopback()
                .withAddress(options.xds())
                .withListener(new ServingListeners(heardBy))
                .withMeters(meters)
                .withRouteOrigins(options.routeOrigins()));
    var numbers = new EngineMeters(meters);
    var translator = new Translator(options.translation(), numbers);
    EngineMeters.bind(meters, translator);
    engine =
        new Engine(translator::next)
            .listenedBy(publishingTo(ads))
            .listenedBy(decisions)
            .listenedBy(numbers);
    statusFolder.ifPresent(engine::listenedBy);
    provider =
        new DirectoryProvider(options.directory(), ManifestLoader.bundled(), meters, this::submit);
    admin = AdminServer.start(options.admin(), pages(), meters);
    process = new ProcessMeters(meters, options.version());
  }

  private void submit(List<Change> changes) {
    decisions.heard();
    long sequence = engine.submit(changes);
    if (sequence > 1) { // the provider itself tells what it loaded
      decisions.changed(changes);
    }
    statusFolder.ifPresent(StatusFolder::changed);
  }

  /**
   * Returns when the directory has been read; {@link #awaitReady} waits for its translation too.
   *
   * @throws IOException when the directory cannot be read or an address cannot be bound
   */
  public static Standalone start(StandaloneOptions options) throws IOException {
    var standalone = new Standalone(options);
    try {
      standalone.ads.start();
      standalone.engine.start();
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
    return ads.port();
  }

  public int adminPort() {
    return admin.port();
  }

  /** What holds now. */
  public Published published() {
    return engine.last();
  }

  /** What is wrong in the directory now. */
  public List<Finding> findings() {
    return provider.findings();
  }

  /** The connected Envoys. */
  public List<StreamStatus> envoys() {
    return ads.statuses();
  }

  /**
   * Waits until everything that was in the directory at the start is translated and published.
   *
   * @return false when the time was over first
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    return engine.awaitSequence(1, patience);
  }

  /** Stops watching, then serving. Envoys keep what they have. */
  @Override
  public void close() {
    provider.close();
    engine.close();
    ads.close();
    statusFolder.ifPresent(StatusFolder::close);
    decisions.close();
    admin.close();
    process.close();
    meters.close();
  }

  private static EngineListener publishingTo(AdsServer ads) {
    return published -> {
      published.changed().forEach(ads::publish);
      published.removed().forEach(ads::remove);
    };
  }

  private Finding placed(Finding finding) {
    return provider.placed(finding);
  }

  private Situation situation() {
    return Situation.of(
        engine.isReady(), engine.last(), provider.findings(), this::placed, ads.statuses());
  }

  private SortedMap<String, Function<PageQuery, Page>> pages() {
    var pages = new TreeMap<String, Function<PageQuery, Page>>();
    pages.put(
        "/",
        query ->
            FrontPage.of(
                situation(),
                "Version %s serves %s".formatted(options.version(), options.directory())));
    pages.put("/healthz", query -> Page.text(200, "ok\n"));
    pages.put(
        "/readyz",
        query ->
            engine.isReady()
                ? Page.text(200, "ready\n")
                : Page.text(503, "the first translation is not out yet\n"));
    pages.put("/status", query -> StatusPage.of(query, this::situation, provider::fileOf));
    pages.put(
        "/metrics",
        query -> Page.of(200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
    return pages;
  }
}
