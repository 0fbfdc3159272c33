package dev.ballast.bench;

import dev.ballast.traffic.Answer;
import dev.ballast.traffic.LoadRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One change of one policy, and how it is known from answers alone that it is active.
 *
 * <p>A changed cluster is another cluster to Envoy: it warms up, and the moment it takes over, the
 * connections of the old one are left alone and new ones are opened. So before the change every
 * endpoint is asked until Envoy holds a connection to each, and the first answer of a known
 * endpoint over another connection proves that the new cluster is in use, whatever its algorithm.
 * What changes in the route shows in {@code set-cookie}: there as soon as a cookie of the new name
 * is hashed, gone as soon as none is.
 *
 * <p>That the new policy does what it says is looked at afterwards, on nobody's time.
 */
public final class PolicyChange {
  private static final int TIMES = 5;

  private final RouteBook world;
  private final PolicyWriter writer;
  private final int route;
  private final Balancing next;
  private final Prober client;
  private final LoadRequest request;
  private Map<String, String> connections = Map.of();

  /** Where a policy is written. */
  public interface PolicyWriter {
    /** Gives a route's policy another balancing; the moment right before that. */
    Moment write(int route, Balancing next);
  }

  public PolicyChange(
      RouteBook world, PolicyWriter writer, int route, Balancing next, Prober client) {
    this.world = world;
    this.writer = writer;
    this.route = route;
    this.next = next;
    this.client = client;
    this.request = world.request(route);
  }

  Prober client() {
    return client;
  }

  /** Makes Envoy hold a connection to each endpoint. */
  public void prepare() {
    Balancing before = world.balancing(route);
    String cookie = Balancing.cookie(world.edition(route));
    // Without a cookie Envoy makes one of the client's address, and so has one endpoint for it.
    connections =
        client.connectAll(
            turn ->
                before == Balancing.COOKIE
                    ? request.cookie(cookie, Integer.toString(turn))
                    : request,
            world.endpoints(route).size());
  }

  /** Writes the policy; the moment before that. */
  public Moment begin() {
    return writer.write(route, next);
  }

  /** When the first answer was there that only the changed policy can explain. */
  public Moment await() {
    Predicate<Answer> inCluster = this::isOverNewConnection;
    Predicate<Answer> inRoute =
        switch (next) {
          case COOKIE -> answer -> setsCookie(answer, Balancing.cookie(world.edition(route)));
          case HEADER -> answer -> answer.setCookies().isEmpty();
          case ROUND_ROBIN, RANDOM, LEAST_REQUEST, SOURCE_IP, ENDPOINT_OVERRIDE -> answer -> true;
        };
    return client.askUntil(
        request,
        inCluster.and(inRoute),
        "the change of the policy of %s to %s".formatted(WorldText.name(route), next));
  }

  /**
   * @throws NeverActiveException when endpoints are chosen otherwise than the policy says
   */
  public void verify() {
    List<String> endpoints = world.endpoints(route);
    switch (next) {
      case ROUND_ROBIN -> {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 2 * endpoints.size(); i++) {
          seen.add(endpoint(request));
        }
        require(seen.size() == endpoints.size(), "goes round in " + seen);
      }
      case ENDPOINT_OVERRIDE ->
          endpoints.stream()
              .limit(TIMES)
              .forEach(
                  named -> {
                    String seen = endpoint(request.with(Balancing.OVERRIDE_HEADER, named));
                    require(seen.equals(named), "sends " + seen + " what is for " + named);
                  });
      case HEADER -> sticks(request.with(Balancing.header(world.edition(route)), "anna"));
      case COOKIE -> sticks(request.cookie(Balancing.cookie(world.edition(route)), "anna"));
      case SOURCE_IP -> sticks(request);
      case RANDOM, LEAST_REQUEST -> {
        // Left to chance: nothing that a few answers could disprove.
      }
    }
  }

  private void sticks(LoadRequest always) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < TIMES; i++) {
      seen.add(endpoint(always));
    }
    require(seen.size() == 1, "sends one client to " + seen);
  }

  private String endpoint(LoadRequest asked) {
    return client.ask(asked).flatMap(Prober::endpoint).orElse("nobody");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new NeverActiveException(
          "the policy of %s is %s, yet Envoy %s".formatted(WorldText.name(route), next, otherwise));
    }
  }

  private boolean isOverNewConnection(Answer answer) {
    return Prober.endpoint(answer)
        .map(connections::get)
        .filter(known -> !known.equals(Prober.connection(answer)))
        .isPresent();
  }

  private static boolean setsCookie(Answer answer, String name) {
    return answer.setCookies().stream().anyMatch(cookie -> cookie.startsWith(name + "="));
  }
}
