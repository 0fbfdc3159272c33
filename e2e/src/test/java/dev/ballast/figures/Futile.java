package dev.ballast.figures;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;

/** Changes that change nothing: labels, and the same endpoints in another order. */
final class Futile {
  private final Stage stage;
  private final FigureTable table;
  private final List<Integer> routes;

  Futile(Stage stage, int count, FigureTable table) {
    this.stage = stage;
    this.table = table;
    routes = stage.world().choose(count, any -> true);
  }

  /** Each kind is one sample. */
  void take(Replica replica) throws InterruptedException {
    ClusterWorld world = stage.world();
    try (ServerPage page = replica.page()) {
      take(page, route -> world.labelSlice(route, "one"));
      take(page, route -> world.labelRoute(route, "one"));
      take(page, world::reorderEndpoints);
    }
  }

  private void take(ServerPage page, IntConsumer change) throws InterruptedException {
    stage.settle();
    double heard = page.heard();
    double sent = page.resourcesSent();
    double responses = page.responses();
    double written = page.statusWrites();
    routes.forEach(change::accept);
    Patience.until("news of all changes", () -> page.heard() >= heard + routes.size());
    Patience.until("an end of what came of them", unchanged(page));
    table.add(Figure.NO_OP_SENT, page.resourcesSent() - sent);
    table.add(Figure.NO_OP_ACKED, page.responses() - responses);
    table.add(Figure.NO_OP_WRITTEN, page.statusWrites() - written);
  }

  /** Two looks that tell the same, a good while apart. */
  private static BooleanSupplier unchanged(ServerPage page) {
    DoubleSupplier all = () -> page.heard() + page.responses() + page.statusWrites();
    return Patience.sameFor(all, 20);
  }
}
