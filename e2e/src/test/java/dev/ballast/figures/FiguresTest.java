package dev.ballast.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.bench.Machine;
import dev.ballast.bench.ProcessUse;
import dev.ballast.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints a table; what must not happen at all is held, times are not judged. */
@Tag("figures")
class FiguresTest {
  private static final Path KEPT = Path.of("target", "figures");

  @Test
  void whatAChangeTakesInACluster() throws IOException, InterruptedException {
    Optional<String> unavailable = Lab.whyUnavailable();
    Assumptions.assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
    var options = FigureOptions.ofThisRun();
    var table = new FigureTable();
    var machine = Machine.now();
    try (var stage = Stage.set(options)) {
      var replica = new Replica(stage.lab());
      try {
        measure(options, stage, replica, table);
      } finally {
        stage.lab().collect(KEPT.resolve("lab"));
        String text = table.text(options, machine.atTheEnd(), versions(stage, replica));
        Files.writeString(KEPT.resolve("figures.txt"), text);
        System.out.println(text);
      }
    }
    assertThat(table.broken()).isEmpty();
  }

  private static void measure(
      FigureOptions options, Stage stage, Replica replica, FigureTable table)
      throws IOException, InterruptedException {
    tell("creating " + options.world().routes() + " routes");
    stage.world().create();
    stage.policies().awaitProgrammed(options.world().routes());
    stage.settle();
    table.add(Figure.MEMORY, ProcessUse.rssMiB(replica.pid()));
    tell("changing one thing after another, " + options.world().samples() + " times");
    try (ServerPage page = replica.page()) {
      OwnTimes before = OwnTimes.at(page);
      new Changes(stage, options.world().samples(), table).take();
      table.note(OwnTimes.at(page).since(before));
    }
    tell("changing nothing");
    new Futile(stage, options.futile(), table).take(replica);
    table.add(Figure.MEMORY, ProcessUse.rssMiB(replica.pid()));
    tell("restarting " + options.restarts() + " times each way");
    new Restarts(stage, replica, table).take(options.restarts());
    table.add(Figure.MEMORY, ProcessUse.rssMiB(replica.pid()));
  }

  /** Progress; the table alone is for standard output. */
  private static void tell(String what) {
    System.err.println("figures: " + what);
  }

  private static String versions(Stage stage, Replica replica) {
    try (ServerPage page = replica.page()) {
      String build =
          page.text()
              .lines()
              .filter(line -> line.startsWith("ballast_build{"))
              .findFirst()
              .orElse("");
      return "%s, Kubernetes %s, Envoy %s"
          .formatted(
              build.replaceAll("^ballast_build\\{|\\}.*$", ""),
              stage.client().getKubernetesVersion().getGitVersion(),
              stage.envoyVersion());
    }
  }
}
