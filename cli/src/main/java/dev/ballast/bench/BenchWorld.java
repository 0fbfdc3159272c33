package dev.ballast.bench;

import dev.ballast.traffic.LoadRequest;
import dev.ballast.translation.TranslationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The objects, each in a file of its own. What is drafted here counts as said: drafts are put in
 * place right away.
 */
final class BenchWorld extends RouteBook {
  private final BenchOptions options;
  private final Path folder;
  private final int backendPort;
  private int arrivals;

  /**
   * @param backendPort where every address of loopback answers
   */
  BenchWorld(BenchOptions options, Path folder, int backendPort) {
    super(options, Addresses.ofLoopback(options.seed()), backendPort);
    this.options = options;
    this.folder = folder;
    this.backendPort = backendPort;
  }

  Path folder() {
    return folder;
  }

  void write() throws IOException {
    for (String kind : List.of("routes", "policies", "services", "slices", "new")) {
      Files.createDirectories(folder.resolve(kind));
    }
    Files.writeString(folder.resolve("front.yaml"), frontText(TranslationOptions.BALLAST));
    for (int route = 0; route < options.routes(); route++) {
      String name = WorldText.name(route);
      Files.writeString(file("routes", name), routeText(route));
      Files.writeString(file("policies", name), policyText(route));
      Files.writeString(file("services", name), serviceText(route));
      Files.writeString(file("slices", name), sliceText(route));
    }
  }

  /** All endpoints of a route are others than before. */
  Draft newEndpoints(int route) {
    replaceEndpoints(route);
    return Draft.write(file("slices", WorldText.name(route)), sliceText(route));
  }

  Draft newPolicy(int route, Balancing balancing) {
    replacePolicy(route, balancing);
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
            WorldText.slice(name, backendPort, newAddresses()));
    arrivals++;
    return new Arrival(Draft.write(file("new", name), text), LoadRequest.get(host, "/" + name));
  }

  private Path file(String kind, String name) {
    return folder.resolve(kind).resolve(name + ".yaml");
  }
}
