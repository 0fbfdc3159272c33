package dev.ballast.cli;

import dev.ballast.envoy.EnvoyUnavailableException;
import dev.ballast.input.UnreadableInputException;
import dev.ballast.server.UnusableOptionException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code ballast}. */
@Command(
    name = "ballast",
    versionProvider = VersionProvider.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Makes Envoy traffic policy safe and fast.", ""},
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ValidateCommand.class,
      TranslateCommand.class,
      ExplainCommand.class,
      ServeCommand.class,
      EnvoyBootstrapCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      TrainCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  ballast demo                       watch a real Envoy spread requests as policies say",
      "  ballast validate shop/             what is wrong in these files, with line and column",
      "  ballast translate shop/ -o yaml    what Envoy would get",
      "  ballast explain spec.loadBalancer  what a field means",
      "",
      "Exit codes: 0 clean or warnings only; 1 errors; 2 wrong usage, unreadable input, or",
      "something missing on this machine."
    })
public final class Ballast {
  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Colours: auto, always, never. auto looks for a terminal and for NO_COLOR.")
  @Nullable ColourChoice colour;

  private Ballast() {}

  public static void main(String[] arguments) {
    var out = utf8(FileDescriptor.out);
    var err = utf8(FileDescriptor.err);
    // The launcher can ask the system what stands behind its outputs, Java cannot.
    boolean colours =
        ColourChoice.colours(
            List.of(arguments), System.getenv(), Boolean.getBoolean("ballast.out.terminal"));
    var screen =
        new Screen(System.in, out, err, colours, Boolean.getBoolean("ballast.err.terminal"));
    int code = isVersionQuestion(arguments) ? version(screen) : run(screen, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Answered without the command line parser, whose classes no start-up cache can hold. */
  private static boolean isVersionQuestion(String[] arguments) {
    return arguments.length == 1 && arguments[0].matches("--version|-V");
  }

  private static int version(Screen screen) {
    screen.out().println(VersionText.line());
    return ExitCode.CLEAN;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    var buffer = new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16);
    // Lines reach a watching eye at once.
    return new PrintStream(buffer, true, StandardCharsets.UTF_8);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** Runs one command line and returns its exit code. */
  public static int run(Screen screen, String... arguments) {
    var commandLine = new CommandLine(new Ballast(), new Commands(screen));
    commandLine.setOut(writer(screen.out()));
    commandLine.setErr(writer(screen.err()));
    commandLine.setColorScheme(
        CommandLine.Help.defaultColorScheme(screen.colours() ? Ansi.ON : Ansi.OFF));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setUsageHelpWidth(100);
    commandLine.setParameterExceptionHandler(Ballast::refuse);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> failed(exception, screen, parsed));
    return commandLine.execute(arguments);
  }

  /** Says what is wrong with the command line in as few lines as it takes. */
  private static int refuse(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ballast: " + exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.UNUSABLE;
  }

  private static int failed(Exception exception, Screen screen, ParseResult parsed) {
    switch (exception) {
      case UnusableOptionException told -> screen.err().println("ballast: " + told.getMessage());
      case UnusableException told -> screen.err().println("ballast: " + told.getMessage());
      case UnreadableInputException told -> screen.err().println("ballast: " + told.getMessage());
      case EnvoyUnavailableException told -> screen.err().println("ballast: " + told.getMessage());
      default -> {
        screen
            .err()
            .println(
                "ballast: `%s` broke; this is a bug, please report it with the lines below"
                    .formatted(String.join(" ", parsed.originalArgs())));
        exception.printStackTrace(screen.err());
      }
    }
    return ExitCode.UNUSABLE;
  }

  /** Makes commands with the screen they speak to. */
  private record Commands(Screen screen) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (var constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Screen.class) {
          return type.cast(constructor.newInstance(screen));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
