package dev.ballast.bench;

import dev.ballast.traffic.LoadRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What every route of a world says now, wherever that is written. Routes are numbers from 0; each
 * has a policy, a Service and an EndpointSlice of its own, all of the name {@link #name}.
 */
public class RouteBook {
  /** Every route that was asked holds connections, and nobody wants ten thousand of them. */
  private static final int MOST_DIFFERENT = 100;

  private final BenchOptions options;
  private final int backendPort;
  private final Addresses addresses;
  private final List<List<String>> endpoints = new ArrayList<>();
  private final Balancing[] balancings;
  private final int[] editions;

  /**
   * @param addresses where endpoints are
   * @param backendPort where each of them answers
   */
  protected RouteBook(BenchOptions options, Addresses addresses, int backendPort) {
    this.options = options;
    this.addresses = addresses;
    this.backendPort = backendPort;
    this.balancings = new Balancing[options.routes()];
    this.editions = new int[options.routes()];
    for (int route = 0; route < options.routes(); route++) {
      endpoints.add(addresses.next(options.endpoints()));
    }
    Arrays.setAll(balancings, Balancing::of);
  }

  public static String name(int route) {
    return WorldText.name(route);
  }

  /** The namespace of everything but the GatewayClass. */
  public static String namespace() {
    return WorldText.NAMESPACE;
  }

  /** A request that this route answers; nothing in it chooses an endpoint. */
  public LoadRequest request(int route) {
    return LoadRequest.get(WorldText.host(route), "/" + WorldText.name(route));
  }

  /** The endpoints of a route as answers name them. */
  public List<String> endpoints(int route) {
    return endpoints.get(route).stream().map(address -> address + ":" + backendPort).toList();
  }

  public Balancing balancing(int route) {
    return balancings[route];
  }

  /** How often its policy was changed. */
  public int edition(int route) {
    return editions[route];
  }

  /**
   * Routes to change, chosen by the seed: as many different ones as there are, and then again from
   * the first.
   *
   * @param suits told the balancing a route has now
   */
  public List<Integer> choose(int count, Predicate<Balancing> suits) {
    var fitting =
        new ArrayList<>(
            IntStream.range(0, options.routes())
                .filter(route -> suits.test(balancings[route]))
                .boxed()
                .toList());
    Collections.shuffle(fitting, new Random(options.seed()));
    int different = Math.min(fitting.size(), MOST_DIFFERENT);
    return IntStream.range(0, count).mapToObj(i -> fitting.get(i % different)).toList();
  }

  /** All endpoints of a route are others from now on, as at the end of a rollout. */
  protected final void replaceEndpoints(int route) {
    endpoints.set(route, newAddresses());
  }

  protected final void replacePolicy(int route, Balancing balancing) {
    balancings[route] = balancing;
    editions[route]++;
  }

  /** As many as a route has. */
  protected final List<String> newAddresses() {
    return addresses.next(options.endpoints());
  }

  /** GatewayClass and Gateway. */
  protected static String frontText(String controllerName) {
    return WorldText.front(controllerName);
  }

  protected static String routeText(int route) {
    return WorldText.route(WorldText.name(route), WorldText.host(route));
  }

  protected final String policyText(int route) {
    return WorldText.policy(WorldText.name(route), balancings[route].yaml(editions[route]));
  }

  /** A policy of this name for the route of the same name. */
  protected static String policyText(String name, Balancing balancing) {
    return WorldText.policy(name, balancing.yaml(0));
  }

  protected final String serviceText(int route) {
    return WorldText.service(WorldText.name(route), backendPort);
  }

  protected final String sliceText(int route) {
    return WorldText.slice(WorldText.name(route), backendPort, endpoints.get(route));
  }
}
