package dev.ballast.cli;

import dev.ballast.input.InputFiles;
import dev.ballast.input.Manifests;
import dev.ballast.translation.TranslationOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the offline commands read, and whose objects they take as theirs. */
final class InputOptions {
  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "Files, folders (searched for .yaml, .yml and .json), or - for standard input. Names that"
              + " start with a dash go behind --.")
  List<String> paths = List.of();

  @Option(
      names = "--controller-name",
      paramLabel = "NAME",
      description =
          "GatewayClasses with this controller are ours, beside "
              + TranslationOptions.BALLAST
              + " and "
              + TranslationOptions.PEER
              + ". May be repeated.")
  List<String> controllerNames = List.of();

  Manifests load(Screen screen, Manifests.Keeping keeping) {
    var controllers = new LinkedHashSet<>(TranslationOptions.offline().controllerNames());
    controllers.addAll(controllerNames);
    List<String> files = InputFiles.expand(paths);
    if (files.isEmpty()) {
      screen
          .err()
          .println("warning: no .yaml, .yml or .json file below " + String.join(" ", paths));
    }
    var progress = new Progress(screen, files.size());
    return Manifests.load(
        files,
        screen.in(),
        new TranslationOptions(controllers, Map.of(), true),
        keeping,
        progress::done);
  }
}
