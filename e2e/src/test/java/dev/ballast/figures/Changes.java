package dev.ballast.figures;

import dev.ballast.bench.Balancing;
import dev.ballast.bench.Moment;
import dev.ballast.bench.PolicyChange;
import dev.ballast.bench.Prober;
import dev.ballast.traffic.LoadRequest;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes that should show at once, each kind in turn, one at a time. The first request is sent
 * when the API server has answered, so nothing competes with it for the processor before; that also
 * means that a change is never seen earlier than one request after that answer.
 */
final class Changes {
  private static final String ASKED = "figures-asked";
  private static final String EXEMPT = "figures-exempt";

  private final Stage stage;
  private final ClusterWorld world;
  private final FigureTable table;
  private final List<Integer> slices;
  private final List<Integer> algorithms;
  private final List<Integer> hashes;
  private final int samples;
  private Moment returned = Moment.now();

  Changes(Stage stage, int samples, FigureTable table) {
    this.stage = stage;
    this.samples = samples;
    this.table = table;
    world = stage.world();
    slices = world.choose(samples, any -> true);
    algorithms = world.choose(samples, Balancing::isInCluster);
    hashes = world.choose(samples, Balancing::isInRoute);
  }

  void take() throws InterruptedException {
    stage.lab().kubectl("create", "namespace", ASKED).orThrow();
    stage.lab().kubectl("create", "namespace", EXEMPT).orThrow();
    stage.lab().kubectl("label", "namespace", EXEMPT, "ballast.dev/admission=off").orThrow();
    for (int i = 0; i < samples; i++) {
      world.createSpare(i);
    }
    for (int i = 0; i < samples; i++) {
      slice(slices.get(i));
      policy(algorithms.get(i), Balancing::nextInCluster, Figure.ALGORITHM, Figure.ALGORITHM_AFTER);
      policy(hashes.get(i), Balancing::nextInRoute, Figure.HASH, Figure.HASH_AFTER);
      status(i);
      pair(i);
    }
  }

  private void slice(int route) throws InterruptedException {
    LoadRequest request = world.request(route);
    stage.prober().ask(request);
    stage.settle();
    Moment start = world.writeEndpoints(route);
    returned = Moment.now();
    var fresh = Set.copyOf(world.endpoints(route));
    Moment end =
        stage
            .prober()
            .askUntil(
                request,
                answer -> Prober.endpoint(answer).filter(fresh::contains).isPresent(),
                "the change of the endpoints of " + ClusterWorld.name(route));
    table.add(Figure.SLICE, start.millisTo(end));
    table.add(Figure.SLICE_AFTER, returned.millisTo(end));
  }

  private void policy(int route, UnaryOperator<Balancing> next, Figure figure, Figure after)
      throws InterruptedException {
    var change =
        new PolicyChange(
            world, this::write, route, next.apply(world.balancing(route)), stage.prober());
    change.prepare();
    stage.settle();
    Moment start = change.begin();
    Moment end = change.await();
    table.add(figure, start.millisTo(end));
    table.add(after, returned.millisTo(end));
    change.verify();
  }

  private Moment write(int route, Balancing next) {
    Moment start = world.writePolicy(route, next);
    returned = Moment.now();
    return start;
  }

  /** A policy for a route that has none. */
  private void status(int number) throws InterruptedException {
    var policy = world.spare(ClusterWorld.namespace(), number);
    String name = policy.getMetadata().getName();
    stage.settle();
    Moment start = world.createPolicy(policy);
    table.add(
        Figure.STATUS,
        start.millisTo(stage.policies().awaitStatus(ClusterWorld.namespace(), name)));
    table.add(
        Figure.PROGRAMMED,
        start.millisTo(stage.policies().awaitProgrammed(ClusterWorld.namespace(), name)));
    world.delete(policy);
  }

  /** The same policy in two namespaces, of which the webhooks are asked about one. */
  private void pair(int number) throws InterruptedException {
    boolean askedFirst = number % 2 == 0;
    double first = create(askedFirst ? ASKED : EXEMPT, number);
    double second = create(askedFirst ? EXEMPT : ASKED, number);
    double asked = askedFirst ? first : second;
    double exempt = askedFirst ? second : first;
    table.add(Figure.CREATE_ASKED, asked);
    table.add(Figure.CREATE_EXEMPT, exempt);
    table.add(Figure.SHARE, asked - exempt);
  }

  private double create(String namespace, int number) throws InterruptedException {
    var policy = world.spare(namespace, number);
    stage.settle();
    Moment start = world.createPolicy(policy);
    return start.millisTo(Moment.now());
  }
}
