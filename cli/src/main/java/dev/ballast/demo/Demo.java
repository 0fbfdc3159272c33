package dev.ballast.demo;

import dev.ballast.demo.Outcome.StepOutcome;
import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.traffic.Answer;
import dev.ballast.traffic.LoadClient;
import dev.ballast.traffic.LoadRequest;
import dev.ballast.traffic.LoadResult;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Plays the walk-through on a real Envoy. */
public final class Demo {
  private static final Duration ROUTE_PATIENCE = Duration.ofSeconds(20);

  private final PrintStream answer;
  private final Script script;
  private final boolean once;
  private final boolean json;
  private Runnable beforeStayingUp = () -> {};

  /**
   * @param out the answer
   * @param err progress; with JSON, the whole play
   * @param once ends after the last section; else everything stays up until the process is stopped
   * @param json answers with JSON
   */
  public Demo(PrintStream out, PrintStream err, boolean colours, boolean once, boolean json) {
    this.answer = out;
    this.script = new Script(json ? err : out, colours && !json);
    this.once = once;
    this.json = json;
  }

  /** What happens between the last section and the time that belongs to the reader. */
  public Demo beforeStayingUp(Runnable change) {
    beforeStayingUp = change;
    return this;
  }

  /**
   * @return whether everything was as promised
   */
  public boolean play(EnvoyBinary envoy) throws IOException, InterruptedException {
    WorkFolder folder = WorkFolder.create();
    boolean ok;
    try (Stage stage = Stage.open(envoy, folder, Walkthrough.samples())) {
      script.opening(envoy, stage);
      List<Outcome> outcomes = playAll(stage);
      ok = outcomes.stream().allMatch(Outcome::ok);
      script.ending(outcomes, stage, once);
      if (json) {
        answer.println(JsonWriter.pretty(tree(outcomes)));
      }
      answer.flush();
      if (!once) {
        stayUp(stage);
      }
    }
    if (once && ok) {
      folder.delete();
    }
    return ok;
  }

  private List<Outcome> playAll(Stage stage) throws IOException {
    var backend = stage.backends().getFirst();
    var walkthrough =
        new Walkthrough(
            stage.base(),
            backend.pod(),
            backend.hostAndPort(),
            System.getProperty("os.name").startsWith("Linux"));
    var client = LoadClient.toPort(stage.port());
    List<Section> sections = walkthrough.sections();
    var outcomes = new ArrayList<Outcome>();
    for (Section section : sections) {
      awaitRoute(client, section, stage);
      script.section(section, sections.size(), stage.folder().loadBalancerOf(section.file()));
      var steps = new ArrayList<StepOutcome>();
      for (Step step : section.steps()) {
        StepOutcome outcome = play(step, client, stage.pods());
        script.step(outcome, stage.pods());
        steps.add(outcome);
      }
      outcomes.add(new Outcome(section, steps));
    }
    return outcomes;
  }

  private static StepOutcome play(Step step, LoadClient client, List<String> pods) {
    LoadResult result = client.send(step.requests(), step.inFlight(), step.request());
    boolean ok = result.allOk() && step.promise().holds(result, pods);
    return new StepOutcome(step, result, step.promise().measured(result, pods), ok);
  }

  /** Envoy is live with its first configuration; should a part come later, this waits for it. */
  private static void awaitRoute(LoadClient client, Section section, Stage stage) {
    long deadline = System.nanoTime() + ROUTE_PATIENCE.toNanos();
    var probe = LoadRequest.get(Walkthrough.HOST, section.path());
    Answer seen = client.send(probe);
    while (seen.status() != 200) {
      if (System.nanoTime() > deadline || !stage.envoy().isAlive()) {
        throw new IllegalStateException(
            "%s answers %d %s; Envoy's log: %s"
                .formatted(section.path(), seen.status(), seen.body(), stage.envoy().log()));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      seen = client.send(probe);
    }
  }

  private static Node tree(List<Outcome> outcomes) {
    return Nodes.object()
        .with("sections", Nodes.array(outcomes.stream().map(Outcome::toNode).toList()))
        .build();
  }

  /** Until Ctrl-C, which ends the JVM and with it everything that runs; or until Envoy breaks. */
  private void stayUp(Stage stage) throws InterruptedException {
    beforeStayingUp.run();
    Runtime.getRuntime().addShutdownHook(new Thread(script::stopping, "demo-ends"));
    stage.envoy().awaitEnd();
    script.envoyEnded(stage);
  }
}
