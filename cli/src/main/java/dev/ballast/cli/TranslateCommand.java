package dev.ballast.cli;

import dev.ballast.input.Manifests;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.YamlWriter;
import dev.ballast.world.ObjectId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "translate",
    description = {
      "Prints what Envoy would get for manifests, without a cluster.",
      "",
      "Gateways with their listeners, routes, clusters and endpoints in protobuf JSON, objects with"
          + " the status they would have, and findings."
    },
    footer = {
      "",
      "Examples:",
      "  ballast translate shop/ -o yaml",
      "  ballast translate shop/ --gateway infra/eg | jq '.gateways[].clusters[].name'",
      "",
      "Exit codes: 0 clean or warnings only; 1 some object has errors and was left out; 2 wrong",
      "usage or unreadable input."
    })
final class TranslateCommand implements Callable<Integer> {
  private enum Format {
    JSON,
    YAML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Screen screen;

  @Mixin InputOptions input = new InputOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: json.")
  Format format = Format.JSON;

  @Option(
      names = "--gateway",
      paramLabel = "NS/NAME",
      description = "Only this Gateway's resources.")
  @Nullable String gateway;

  TranslateCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    Optional<ObjectId> only = Optional.ofNullable(gateway).map(GatewayName::parse);
    Manifests manifests = input.load(screen, Manifests.Keeping.ALL);
    if (only.isPresent() && !manifests.translation().gateways().containsKey(only.get())) {
      throw new UnusableException(
          "the input has no Gateway %s of ours; it has: %s"
              .formatted(
                  only.get(), GatewayName.list(manifests.translation().gateways().keySet())));
    }
    Node tree = TranslationTree.of(manifests, only);
    String text =
        switch (format) {
          case JSON -> JsonWriter.pretty(tree) + "\n";
          case YAML -> YamlWriter.write(tree);
        };
    screen.out().print(text);
    screen.out().flush();
    screen.err().println(manifests.report().summary());
    return manifests.report().errors() > 0 ? ExitCode.ERRORS : ExitCode.CLEAN;
  }
}
