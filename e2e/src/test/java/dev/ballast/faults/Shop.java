package dev.ballast.faults;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.traffic.EchoBackend;
import dev.ballast.traffic.SteadyTraffic.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Routes that change at random, one file each: some are always there and must always answer, from
 * one of the two backends that are theirs; some come and go.
 */
final class Shop {
  private static final List<String> POLICIES =
      List.of(
          "",
          "type: RoundRobin",
          "type: Random",
          "type: LeastRequest",
          "type: ConsistentHash\nconsistentHash:\n  type: SourceIP",
          "type: ConsistentHash\nconsistentHash:\n  type: Headers\n  headers:\n    - name: x-user");

  private final FaultLab lab;
  private final Random random;
  private final int steady;
  private final int fleeting;

  Shop(FaultLab lab, Random random, int steady, int fleeting) {
    this.lab = lab;
    this.random = random;
    this.steady = steady;
    this.fleeting = fleeting;
  }

  /** All that is always there, and nothing that comes and goes. */
  void rest() throws IOException {
    for (int i = 0; i < steady; i++) {
      write("steady-" + i, backends(i), POLICIES.getFirst());
    }
    for (int i = 0; i < fleeting; i++) {
      lab.delete("fleeting-" + i + ".yaml");
    }
  }

  /** One change: of endpoints, policy or both, or a route that comes, changes or goes. */
  void change() throws IOException {
    if (random.nextInt(3) > 0) {
      int route = random.nextInt(steady);
      write("steady-" + route, some(backends(route)), any(POLICIES));
    } else if (random.nextInt(3) > 0) {
      int route = random.nextInt(fleeting);
      write("fleeting-" + route, some(backends(route)), any(POLICIES));
    } else {
      lab.delete("fleeting-" + random.nextInt(fleeting) + ".yaml");
    }
  }

  /** Requests for all that is always there. */
  Probe[] probes() {
    var probes = new ArrayList<Probe>();
    for (int i = 0; i < steady; i++) {
      Set<String> pods = FaultLab.pods(backends(i));
      probes.add(new Probe(Lab.get("/steady-" + i), pods));
    }
    return probes.toArray(Probe[]::new);
  }

  private void write(String name, List<EchoBackend> backends, String policy) throws IOException {
    lab.write(
        name + ".yaml",
        Manifests.service(name, backends)
            + "---\n"
            + Manifests.route(name, "        - {name: " + name + ", port: 80}\n")
            + "---\n"
            + Manifests.policy(name, policy));
  }

  /** Two backends are shared by every second route, so that a mix-up shows. */
  private List<EchoBackend> backends(int route) {
    return route % 2 == 0 ? lab.backends(1, 2) : lab.backends(3, 4);
  }

  private List<EchoBackend> some(List<EchoBackend> backends) {
    return random.nextBoolean() ? backends : List.of(any(backends));
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
