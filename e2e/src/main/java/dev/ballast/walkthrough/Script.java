package dev.ballast.walkthrough;

import dev.ballast.demo.Bars;
import dev.ballast.walkthrough.Played.PlayedStep;
import java.io.PrintStream;
import java.util.List;

/** What the reader of a walk-through sees. */
public final class Script {
  private static final String GREEN = "\u001b[1;32m";
  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean colours;

  public Script(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void section(String title, int number, int sections) {
    out.println();
    out.println(paint(BOLD, "%d/%d %s".formatted(number, sections, title)));
  }

  /** About to be run. */
  void command(String command) {
    out.println("  $ " + command.replace("\n", "\n    "));
  }

  /** What a command said. */
  void said(String text) {
    text.strip().lines().forEach(line -> out.println("    " + line));
  }

  void outcome(PlayedStep step) {
    out.println("  $ " + Walkthrough.COUNT);
    out.print(Bars.table(List.copyOf(step.byPod().keySet()), step.byPod()));
    step.step()
        .output()
        .ifPresent(
            form ->
                form.matcher(step.output())
                    .results()
                    .forEach(found -> out.println("  " + found.group())));
    out.println(
        "  expected: %s: %s"
            .formatted(
                step.step().promise().words(),
                step.ok() ? paint(GREEN, "ok") : paint(RED, "FAIL")));
    if (!step.ok()) {
      said(step.output());
    }
  }

  void ending(List<Played> played) {
    long good = played.stream().filter(Played::ok).count();
    out.println();
    out.println(
        paint(
            good == played.size() ? GREEN : RED,
            "%d of %d sections as promised".formatted(good, played.size())));
  }

  private String paint(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
