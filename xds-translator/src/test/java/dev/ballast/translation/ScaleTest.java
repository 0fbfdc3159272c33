package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing may be quadratic. */
class ScaleTest {
  private static final int MANY = 4_000;

  /** Processor time: what others do on the machine does not count. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Warm, 4,000 routes with a policy and a Service each take a third of a second; the bound leaves
   * room for a slow machine, and is far below what anything quadratic would need.
   */
  @Test
  void thousandsOfRoutesWithPoliciesTranslateInNoTime() {
    World world = World.of(objects());
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 4; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      var translation = Translator.translate(world, TranslationOptions.offline());
      Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
      best = took.compareTo(best) < 0 ? took : best;
      assertThat(translation.statuses()).hasSize(2 * MANY + 2);
    }
    assertThat(best).isLessThan(Duration.ofSeconds(4));
  }

  private static List<WorldObject> objects() {
    var objects = new ArrayList<>(Yaml.objects(Yaml.GATEWAY));
    var one =
        List.of(
            Yaml.node(Yaml.route("NAME").replace("name: cart,", "name: NAME,")),
            Yaml.node(Yaml.service("NAME", 80)),
            Yaml.node(Yaml.slice("NAME", 8080, "10.0.0.1", "10.0.0.2")),
            Yaml.node(
                Yaml.policy(
                    "NAME",
                    "{targetRefs: [%s], loadBalancer: {type: RoundRobin}}"
                        .formatted(Yaml.target("HTTPRoute", "NAME")))));
    for (int i = 0; i < MANY; i++) {
      for (var document : one) {
        WorldReader.read(Yaml.renamed(document, "NAME", "r" + i)).ifPresent(objects::add);
      }
    }
    return objects;
  }
}
