package dev.ballast.walkthrough;

import dev.ballast.lab.Lab;
import dev.ballast.lab.process.Ran;
import dev.ballast.walkthrough.Played.PlayedStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Plays the walk-through in a lab where Ballast is installed: every command runs in a shell of the
 * lab, as written.
 */
public final class Walkthrough {
  /** How a reader counts: the log of a backend has two lines at the start, then one a request. */
  static final String COUNT =
      """
      kubectl get pods -l app=backend --no-headers -o custom-columns=":metadata.name" | \
      while read -r pod; do echo "$pod: received $(($(kubectl logs $pod | wc -l) - 2)) requests"; \
      done\
      """;

  private static final Pattern COUNTED =
      Pattern.compile("(?m)^(\\S+): received (-?\\d+) requests$");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Lab lab;
  private final Path samples;
  private final Script script;
  private String variables = "";

  /**
   * @param samples the folder with the manifests of the walk-through
   * @param script told of each command before it runs, and of what came of it
   */
  public Walkthrough(Lab lab, Path samples, Script script) {
    this.lab = lab;
    this.samples = samples.toAbsolutePath();
    this.script = script;
  }

  /**
   * From an installed Ballast to the last section.
   *
   * @throws IllegalStateException when a command fails that has no promise of its own
   */
  public List<Played> play() {
    prepare();
    List<Section> sections = Sections.all(backends().getFirst());
    var played = new ArrayList<Played>();
    for (Section section : sections) {
      script.section(section.title(), played.size() + 1, sections.size());
      played.add(play(section));
    }
    return played;
  }

  private void prepare() {
    say("kubectl apply -f " + samples.resolve("prerequisites.yaml"));
    say("kubectl patch deployment backend -n default -p '{\"spec\": {\"replicas\": 4}}'");
    say("kubectl rollout status deployment/backend --timeout=60s");
    say("kubectl wait --for=condition=Programmed gateway/eg --timeout=60s");
    variables =
        "export GATEWAY_HOST="
            + say("kubectl get gateway/eg -o jsonpath='{.status.addresses[0].value}'").strip()
            + "\nexport BACKEND_POD_IP="
            + say("kubectl get pods -l app=backend -o jsonpath='{.items[0].status.podIP}'").strip()
            + "\n";
  }

  private List<String> backends() {
    return lab.sh(
            "kubectl get pods -l app=backend --no-headers -o custom-columns=\":metadata.name\"")
        .orThrow()
        .out()
        .lines()
        .toList();
  }

  private Played play(Section section) {
    say("kubectl apply -f " + samples.resolve(section.file()));
    say(
        "kubectl wait --timeout=30s btp/%s --for=jsonpath='%s'=True"
            .formatted(
                section.policy(),
                "{.status.ancestors[0].conditions[?(@.type==\"Programmed\")].status}"));
    String type =
        lab.sh(
                "kubectl get btp/%s -o jsonpath='{.spec.loadBalancer.type}'"
                    .formatted(section.policy()))
            .orThrow()
            .out()
            .strip();
    SortedMap<String, Integer> before = counts();
    var steps = new ArrayList<PlayedStep>();
    for (Step step : section.steps()) {
      script.command(step.command());
      Ran ran = shell(step.command());
      SortedMap<String, Integer> after = counts();
      steps.add(outcome(step, difference(before, after), ran));
      script.outcome(steps.getLast());
      before = after;
    }
    return new Played(section.title(), section, type, steps);
  }

  private static PlayedStep outcome(Step step, SortedMap<String, Integer> byPod, Ran ran) {
    boolean isCounted =
        byPod.values().stream().mapToInt(Integer::intValue).sum() == step.requests();
    boolean isAsPromised =
        step.promise().holds(byPod, List.copyOf(byPod.keySet()))
            && step.output().stream().allMatch(form -> form.matcher(ran.said()).find());
    return new PlayedStep(step, byPod, ran.said(), isCounted && isAsPromised && ran.isOk());
  }

  /** Every pod that is there, with how many requests are in its log. */
  private SortedMap<String, Integer> counts() {
    var counts = new TreeMap<String, Integer>();
    var matcher = COUNTED.matcher(shell(COUNT).orThrow().out());
    while (matcher.find()) {
      counts.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
    }
    return counts;
  }

  private static SortedMap<String, Integer> difference(
      SortedMap<String, Integer> before, SortedMap<String, Integer> after) {
    var more = new TreeMap<String, Integer>();
    after.forEach((pod, count) -> more.put(pod, count - before.getOrDefault(pod, 0)));
    return more;
  }

  private String say(String command) {
    script.command(command);
    Ran ran = shell(command).orThrow();
    script.said(ran.said());
    return ran.out();
  }

  private Ran shell(String command) {
    return lab.command("bash", "-c", variables + command).within(PATIENCE).run();
  }
}
