package dev.ballast.bench;

import dev.ballast.traffic.LoadRequest;
import dev.ballast.translation.TranslationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The objects, each in a file of its own, and what they say now. What is drafted here counts as
 * said: drafts are put in place right away.
 */
final class BenchWorld {
  private final BenchOptions options;
  private final Path folder;
  private final int backendPort;
  private final Addresses addresses;
  private final List<List<String>> endpoints;
  private final Balancing[] balancings;
  private final int[] editions;
  private int arrivals;

  /**
   * @param backendPort where every address of loopback answers
   */
  BenchWorld(BenchOptions options, Path folder, int backendPort) {
    this.options = options;
    this.folder = folder;
    this.backendPort = backendPort;
    this.addresses = new Addresses(options.seed());
    this.endpoints = new ArrayList<>();
    this.balancings = new Balancing[options.routes()];
    this.editions = new int[options.routes()];
    for (int route = 0; route < options.routes(); route++) {
      endpoints.add(addresses.next(options.endpoints()));
    }
    Arrays.setAll(balancings, Balancing::of);
  }

  Path folder() {
    return folder;
  }

  void write() throws IOException {
    for (String kind : List.of("routes", "policies", "services", "slices", "new")) {
      Files.createDirectories(folder.resolve(kind));
    }
    Files.writeString(folder.resolve("front.yaml"), WorldText.front(TranslationOptions.BALLAST));
    for (int route = 0; route < options.routes(); route++) {
      String name = WorldText.name(route);
      Files.writeString(file("routes", name), WorldText.route(name, WorldText.host(route)));
      Files.writeString(file("policies", name), policyText(route));
      Files.writeString(file("services", name), WorldText.service(name, backendPort));
      Files.writeString(file("slices", name), sliceText(route));
    }
  }

  /** A request that this route answers; nothing in it chooses an endpoint. */
  LoadRequest request(int route) {
    return LoadRequest.get(WorldText.host(route), "/" + WorldText.name(route));
  }

  /** The endpoints of a route as answers name them. */
  List<String> endpoints(int route) {
    return endpoints.get(route).stream().map(address -> address + ":" + backendPort).toList();
  }

  Balancing balancing(int route) {
    return balancings[route];
  }

  /** How often its policy was changed. */
  int edition(int route) {
    return editions[route];
  }

  /** All endpoints of a route are others than before, as at the end of a rollout. */
  Draft newEndpoints(int route) {
    endpoints.set(route, addresses.next(options.endpoints()));
    return Draft.write(file("slices", WorldText.name(route)), sliceText(route));
  }

  Draft newPolicy(int route, Balancing balancing) {
    balancings[route] = balancing;
    editions[route]++;
    return Draft.write(file("policies", WorldText.name(route)), policyText(route));
  }

  /**
   * A route that was not there, with its policy, Service and slice, in one file.
   *
   * @param request what it answers
   */
  record Arrival(Draft draft, LoadRequest request) {
    void leave() throws IOException {
      Files.delete(draft.place());
    }
  }

  Arrival newRoute() {
    String name = "n%05d".formatted(arrivals);
    String host = WorldText.host(options.routes() - 1);
    String text =
        String.join(
            "---\n",
            WorldText.route(name, host),
            WorldText.policy(name, Balancing.of(arrivals).yaml(0)),
            WorldText.service(name, backendPort),
            WorldText.slice(name, backendPort, addresses.next(options.endpoints())));
    arrivals++;
    return new Arrival(Draft.write(file("new", name), text), LoadRequest.get(host, "/" + name));
  }

  /**
   * Routes to change, chosen by the seed: as many different ones as there are, and then again from
   * the first.
   *
   * @param suits told the balancing a route has now
   */
  List<Integer> choose(int count, Predicate<Balancing> suits) {
    var fitting =
        new ArrayList<>(
            IntStream.range(0, options.routes())
                .filter(route -> suits.test(balancings[route]))
                .boxed()
                .toList());
    Collections.shuffle(fitting, new Random(options.seed()));
    // Every route that was asked holds connections, and nobody wants ten thousand of them.
    int different = Math.min(fitting.size(), MOST_DIFFERENT);
    return IntStream.range(0, count).mapToObj(i -> fitting.get(i % different)).toList();
  }

  private static final int MOST_DIFFERENT = 100;

  private String policyText(int route) {
    return WorldText.policy(WorldText.name(route), balancings[route].yaml(editions[route]));
  }

  private String sliceText(int route) {
    return WorldText.slice(WorldText.name(route), backendPort, endpoints.get(route));
  }

  private Path file(String kind, String name) {
    return folder.resolve(kind).resolve(name + ".yaml");
  }
}
