package dev.ballast.bench;

import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.standalone.Standalone;
import dev.ballast.standalone.StandaloneOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A small world is served and changed as the bench does it, to an Envoy that only agrees. From this
 * the start-up cache learns what {@code serve} loads, and which of its code is worth compiling.
 */
public final class ServeRehearsal {
  private static final BenchOptions WORLD = new BenchOptions(70, 4, 1, 1);
  private static final int CHANGES = 20;
  private static final int ANY_PORT = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofMillis(5);

  private ServeRehearsal() {}

  public static void play() throws IOException, InterruptedException {
    try (BenchFolder folder = BenchFolder.create()) {
      var world = new BenchWorld(WORLD, folder.path().resolve("objects"), ANY_PORT);
      world.write();
      try (Standalone server = Standalone.start(StandaloneOptions.of(world.folder()))) {
        if (!server.awaitReady(PATIENCE)) {
          throw new IllegalStateException("a small world took more than " + PATIENCE);
        }
        try (var envoy = new RehearsalEnvoy(server.xdsPort())) {
          connect(envoy, server);
          change(world, envoy);
        }
        look(server);
      }
    }
  }

  private static void connect(RehearsalEnvoy envoy, Standalone server) throws InterruptedException {
    Snapshot snapshot = server.published().translation().gateways().values().iterator().next();
    for (ResourceType type :
        List.of(
            ResourceType.CLUSTER,
            ResourceType.ENDPOINT,
            ResourceType.LISTENER,
            ResourceType.ROUTE)) {
      boolean byName = type == ResourceType.ENDPOINT || type == ResourceType.ROUTE;
      envoy.subscribe(type, byName ? snapshot.resources(type).keySet() : List.of());
      envoy.agree(PATIENCE, QUIET);
    }
  }

  private static void change(BenchWorld world, RehearsalEnvoy envoy)
      throws IOException, InterruptedException {
    for (int route : world.choose(CHANGES, any -> true)) {
      world.newEndpoints(route).putInPlace();
      envoy.agree(PATIENCE, QUIET);
    }
    for (int route : world.choose(CHANGES, Balancing::isInCluster)) {
      world.newPolicy(route, world.balancing(route).nextInCluster()).putInPlace();
      envoy.agree(PATIENCE, QUIET);
    }
    for (int route : world.choose(CHANGES, Balancing::isInRoute)) {
      world.newPolicy(route, world.balancing(route).nextInRoute()).putInPlace();
      envoy.agree(PATIENCE, QUIET);
    }
    BenchWorld.Arrival arrival = world.newRoute();
    arrival.draft().putInPlace();
    envoy.agree(PATIENCE, QUIET);
    arrival.leave();
    envoy.agree(PATIENCE, QUIET);
  }

  private static void look(Standalone server) throws IOException {
    for (String page : List.of("/readyz", "/status", "/metrics")) {
      var url = URI.create("http://127.0.0.1:" + server.adminPort() + page).toURL();
      try (var body = url.openStream()) {
        body.readAllBytes();
      }
    }
  }
}
