package dev.ballast.figures;

import dev.ballast.bench.Yardstick;
import java.util.OptionalDouble;

/** What is measured, in the order of the table; milliseconds where nothing else is said. */
enum Figure {
  SLICE("EndpointSlice write → answered by a new one", "307", 15, 8),
  SLICE_AFTER("  from the API server's answer", "", 15, 8),
  ALGORITHM("policy write, algorithm → active", "15,400", 20, 12),
  ALGORITHM_AFTER("  from the API server's answer", "", 20, 12),
  HASH("policy write, header/cookie → active", "15,400", 45, 28),
  HASH_AFTER("  from the API server's answer", "", 45, 28),
  STATUS("policy created → status readable", "146-235", 40, 15),
  PROGRAMMED("policy created → Programmed True readable"),
  CREATE_ASKED("a policy's create, with the webhooks"),
  CREATE_EXEMPT("a policy's create, without"),
  SHARE("both webhooks' share, paired", "", 4, 2.5),
  NO_OP_SENT("changes of nothing: resources sent", "", 0, 0),
  NO_OP_ACKED("changes of nothing: xDS responses", "", 0, 0),
  NO_OP_WRITTEN("changes of nothing: status writes", "", 0, 0),
  REPLACED("pod deleted → the next is ready", "", 5_000, 3_000),
  REPLACED_WRITES("  status writes meanwhile", "", 0, 0),
  ROLLED("rollout restart → the next is ready", "", 5_000, 3_000),
  ROLLED_WRITES("  status writes meanwhile", "", 0, 0),
  MEMORY("memory, settled (MiB)", "234", 384, 256);

  private static final int STANDARD = 1_000;

  private final String title;
  private final String peer;
  private final double must;
  private final double aim;

  /** Nothing is promised. */
  Figure(String title) {
    this(title, "", Double.NaN, Double.NaN);
  }

  Figure(String title, String peer, double must, double aim) {
    this.title = title;
    this.peer = peer;
    this.must = must;
    this.aim = aim;
  }

  String title() {
    return title;
  }

  /** Promises are for 1,000 routes; what must not happen at all is for any number. */
  Yardstick yardstick(int routes) {
    boolean holds = !Double.isNaN(must) && (routes == STANDARD || mustNotHappen());
    return new Yardstick(
        peer,
        "",
        holds ? OptionalDouble.of(must) : OptionalDouble.empty(),
        holds ? OptionalDouble.of(aim) : OptionalDouble.empty());
  }

  boolean mustNotHappen() {
    return must == 0;
  }
}
