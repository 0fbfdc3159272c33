package dev.ballast.server;

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
import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.AdsServer;
import dev.ballast.serving.ServingListener;
import dev.ballast.serving.StreamStatus;
import dev.ballast.translation.Translator;
import dev.ballast.world.ObjectRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A server that lacks only a provider: what is handed to {@link #submit} is what connected Envoys
 * have. Listeners are added before {@link #start}.
 */
public final class TrafficServer implements AutoCloseable {
  private static final ObjectSource NOTHING = List::of;

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ServerOptions options;
  private final List<ServingListener> heardBy = new ArrayList<>();
  private final List<Supplier<Optional<String>>> conditions = new ArrayList<>();
  private final DecisionLog decisions = new DecisionLog(this::placed);
  private final Engine engine;
  private final AdsServer ads;
  private final AdminServer admin;
  private final ProcessMeters process;
  private volatile ObjectSource source = NOTHING;

  /**
   * @throws IOException when the address of the admin pages cannot be bound
   */
  public TrafficServer(ServerOptions options) throws IOException {
    this.options = options;
    var serving =
        AdsOptions.onLoopback()
            .withAddress(options.xds())
            .withListener(new ServingListeners(heardBy))
            .withMeters(meters);
    ads = new AdsServer(options.tls().map(serving::withMutualTls).orElse(serving));
    heardBy.add(decisions);
    var numbers = new EngineMeters(meters);
    var translator = new Translator(options.translation(), numbers);
    EngineMeters.bind(meters, translator);
    engine =
        new Engine(translator::next)
            .listenedBy(publishingTo(ads))
            .listenedBy(decisions)
            .listenedBy(numbers);
    conditions.add(
        () ->
            engine.isReady()
                ? Optional.empty()
                : Optional.of("the first translation is not out yet"));
    admin = AdminServer.start(options.admin(), pages(), meters);
    process = new ProcessMeters(meters, options.version());
  }

  /** Where findings, and the places of objects, are asked for. */
  public TrafficServer describedBy(ObjectSource provider) {
    source = provider;
    return this;
  }

  /** Told of what is published, and of what Envoys say to it. */
  public <L extends EngineListener & ServingListener> TrafficServer heardBy(L listener) {
    engine.listenedBy(listener);
    heardBy.add(listener);
    return this;
  }

  /**
   * Adds to what must hold before the server counts as ready.
   *
   * @param missing what is missing, in a few words; empty when nothing is
   */
  public TrafficServer readyUnless(Supplier<Optional<String>> missing) {
    conditions.add(missing);
    return this;
  }

  /**
   * @throws IOException when the address for Envoys cannot be bound
   */
  public void start() throws IOException {
    ads.start();
    engine.start();
  }

  /** Hands changes to the engine and tells the log. */
  public long submit(List<Change> changes) {
    decisions.heard();
    long sequence = engine.submit(changes);
    if (sequence > 1) { // the provider itself tells what it loaded
      decisions.changed(changes);
    }
    return sequence;
  }

  public MeterRegistry meters() {
    return meters;
  }

  public Engine engine() {
    return engine;
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

  /** The connected Envoys. */
  public List<StreamStatus> envoys() {
    return ads.statuses();
  }

  /** Everything there is to tell now. */
  public Situation situation() {
    return Situation.of(
        engine.isReady(), engine.last(), source.findings(), this::placed, ads.statuses());
  }

  /** What keeps the server from being ready; empty when it is. */
  public List<String> missing() {
    return conditions.stream().flatMap(condition -> condition.get().stream()).toList();
  }

  /** Stops translating, then serving. Envoys keep what they have. */
  @Override
  public void close() {
    engine.close();
    ads.close();
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
    return source.placed(finding);
  }

  private Optional<String> fileOf(ObjectRef object) {
    return source.fileOf(object);
  }

  private SortedMap<String, Function<PageQuery, Page>> pages() {
    var pages = new TreeMap<String, Function<PageQuery, Page>>();
    pages.put(
        "/",
        query ->
            FrontPage.of(
                situation(),
                "Version %s serves %s".formatted(options.version(), options.serves())));
    pages.put("/healthz", query -> Page.text(200, "ok\n"));
    pages.put("/readyz", query -> readiness());
    pages.put("/status", query -> StatusPage.of(query, this::situation, this::fileOf));
    pages.put(
        "/metrics",
        query -> Page.of(200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
    return pages;
  }

  private Page readiness() {
    List<String> missing = missing();
    return missing.isEmpty()
        ? Page.text(200, "ready\n")
        : Page.text(503, String.join("\n", missing) + "\n");
  }
}
