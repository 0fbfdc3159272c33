package dev.ballast.figures;

import dev.ballast.bench.Moment;
import io.fabric8.kubernetes.api.model.Pod;

/** The one replica is followed by another, by force and by the book, while everything is there. */
final class Restarts {
  private final Stage stage;
  private final Replica replica;
  private final FigureTable table;

  Restarts(Stage stage, Replica replica, FigureTable table) {
    this.stage = stage;
    this.replica = replica;
    this.table = table;
  }

  void take(int ofEach) throws InterruptedException {
    for (int i = 0; i < ofEach; i++) {
      one(replica::delete, Figure.REPLACED, Figure.REPLACED_WRITES);
      one(replica::roll, Figure.ROLLED, Figure.ROLLED_WRITES);
    }
  }

  private void one(Runnable restart, Figure ready, Figure writes) throws InterruptedException {
    stage.settle();
    Pod old = replica.serving();
    int told = stage.policies().events();
    Moment start = Moment.now();
    restart.run();
    table.add(ready, start.millisTo(replica.awaitSuccessor(old)));
    replica.awaitGone(old);
    try (ServerPage page = replica.page()) {
      Patience.until("the new one to lead", () -> page.sum("ballast_operator_leader") == 1);
      Patience.until("an end of its looks at statuses", Patience.sameFor(page::looks, 40));
      // What the old one wrote on its way out counts too.
      table.add(writes, Math.max(page.statusWrites(), stage.policies().events() - told));
    }
  }
}
