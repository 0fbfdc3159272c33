package dev.ballast.walkthrough;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabOptions;
import dev.ballast.lab.LabUnavailableException;
import dev.ballast.lab.toolbox.ToolboxUnavailableException;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Nodes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast demo --kubernetes}. */
@Command(
    name = "demo --kubernetes",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the walk-through of load balancing policies on a real Kubernetes control plane.",
      "",
      "Starts etcd, kube-apiserver and kube-controller-manager in namespaces of their own (no root,"
          + " no containers), installs Ballast with helm, and types the commands of the"
          + " walk-through: what is printed behind a $ is what runs. The first time the control"
          + " plane is built with Go, which takes 15 to 20 minutes."
    },
    footer = {
      "",
      "Examples:",
      "  ballast demo --kubernetes          stays up until Ctrl-C, with a shell in the cluster",
      "  ballast demo --kubernetes --once   ends after the last section",
      "",
      "Exit codes: 0 as promised; 1 somebody got more or less than promised; 2 something is"
          + " missing."
    })
public final class KubernetesDemo implements Callable<Integer> {
  @Option(names = "--kubernetes", hidden = true)
  boolean kubernetes;

  @Option(names = "--once", description = "Ends after the last section.")
  boolean once;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text. With json the play is on standard error.")
  Format format = Format.TEXT;

  @Parameters(arity = "0..1", hidden = true, description = "demo, as the launcher passes it on.")
  String verb = "demo";

  enum Format {
    TEXT,
    JSON
  }

  private KubernetesDemo() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new KubernetesDemo())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  System.err.println("ballast: " + e.getMessage());
                  return isMissing(e) ? 2 : 1;
                })
            .execute(arguments));
  }

  private static boolean isMissing(Exception e) {
    return e instanceof LabUnavailableException || e instanceof ToolboxUnavailableException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream shown = format == Format.JSON ? System.err : out;
    var script =
        new Script(shown, format == Format.TEXT && Boolean.getBoolean("ballast.out.terminal"));
    var installation = Installation.ofLauncher();
    try (Lab lab =
        Lab.start(LabOptions.defaults().withImage(Installation.IMAGE, installation.image()))) {
      installation.withHelm(lab, script::command);
      List<Played> played = new Walkthrough(lab, installation.samples(), script).play();
      script.ending(played);
      if (format == Format.JSON) {
        out.println(
            JsonWriter.pretty(
                Nodes.object()
                    .with("sections", Nodes.array(played.stream().map(Played::toNode).toList()))
                    .build()));
      }
      if (!once) {
        stayUp(lab, shown);
      }
      return played.stream().allMatch(Played::ok) ? 0 : 1;
    }
  }

  private static void stayUp(Lab lab, PrintStream out) throws IOException, InterruptedException {
    out.println();
    out.println(
        "A shell in the cluster: kubectl, helm, hey, curl and jq are at hand; `exit` ends all.");
    out.println("  kubectl get btp");
    out.println("  kubectl describe btp round-robin-policy");
    out.println("  kubectl logs -n ballast-system deployment/ballast");
    lab.process("bash").inheritIO().start().waitFor();
  }
}
