package dev.ballast.cli;

import dev.ballast.logs.Logs;
import dev.ballast.server.HostPort;
import dev.ballast.server.ListenerPorts;
import dev.ballast.standalone.Standalone;
import dev.ballast.standalone.StandaloneOptions;
import dev.ballast.translation.TranslationOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = {
      "Configures Envoys from a folder of manifests, or from a Kubernetes cluster.",
      "",
      "The folder is watched: what is saved there is in the connected Envoys milliseconds later. A"
          + " file that cannot be read, or an object with errors, leaves what it said before in"
          + " force. Decisions are logged to standard error."
    },
    footer = {
      "",
      "Examples:",
      "  ballast serve --provider=directory=shop/",
      "  ballast serve --provider=directory=shop/ --listener-port default/eg/http=8080",
      "  ballast serve --provider=directory=shop/ --status-directory=/var/lib/ballast/status",
      "  ballast serve --provider=kubernetes --help   how to serve a cluster, with options of its"
          + " own",
      "  ballast envoy-bootstrap --gateway default/eg > envoy.yaml && envoy -c envoy.yaml",
      "",
      "Admin pages: / /healthz /readyz /status /metrics"
    })
final class ServeCommand implements Callable<Integer> {
  private static final String DIRECTORY = "directory=";
  private static final Path NO_FOLDER = Path.of("");
  private static final List<String> ROOMS =
      List.of("provider", "engine", "serving", "admin", "statusfolder");

  private final Screen screen;

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "directory=PATH|kubernetes",
      description = "Where objects come from.")
  String provider = "";

  @Option(
      names = "--listener-port",
      paramLabel = "NS/GATEWAY/LISTENER=PORT",
      description =
          "The port Envoy binds for a listener. Default: the listener's own, 10000 higher when"
              + " below 1024. May be repeated.")
  List<String> listenerPorts = List.of();

  @Option(
      names = "--xds",
      paramLabel = "HOST:PORT",
      description = "Where Envoys connect; port 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  String xds = "127.0.0.1:18000";

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where admin pages are; port 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  String admin = "127.0.0.1:18001";

  @Option(
      names = "--controller-name",
      paramLabel = "NAME",
      description = "GatewayClasses with this controller are ours. Default: ${DEFAULT-VALUE}.")
  String controllerName = TranslationOptions.BALLAST;

  @Option(
      names = "--status-directory",
      paramLabel = "PATH",
      description =
          "Writes the status of each object, and the findings, to files in this folder; new or"
              + " empty, and outside the folder that is watched. Default: none are written.")
  Path statusDirectory = NO_FOLDER;

  @Option(
      names = "--route-origins",
      description =
          "Routes sent to Envoys carry the objects they come from, for access logs that print"
              + " %%METADATA(ROUTE:envoy-gateway:resources)%%. Off by default: with 1,000 routes it"
              + " makes every change of one three times as long for Envoy.")
  boolean routeOrigins;

  @Option(
      names = "--log",
      paramLabel = "ROOM=LEVEL",
      description =
          "How much a room logs: debug, info, warn, error or off. Rooms: provider, engine, serving,"
              + " admin, statusfolder. May be repeated. Default: info.")
  Map<String, String> logs = Map.of();

  @Option(
      names = {"-v", "--verbose"},
      description = "Logs more, in every room that --log does not name.")
  boolean verbose;

  ServeCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (verbose) {
      Logs.verbose();
    }
    logs.forEach(
        (room, level) ->
            Logs.room(ROOMS, room, level)
                .ifPresent(
                    wrong -> {
                      throw new UnusableException(wrong);
                    }));
    var options =
        StandaloneOptions.of(directory())
            .withXds(HostPort.toListenOn("--xds", xds))
            .withAdmin(HostPort.toListenOn("--admin", admin))
            .withTranslation(
                new TranslationOptions(
                    Set.of(controllerName), ListenerPorts.read(listenerPorts), routeOrigins))
            .withVersion(VersionText.number());
    Standalone server =
        start(
            statusDirectory.equals(NO_FOLDER)
                ? options
                : options.withStatusDirectory(statusDirectory));
    Logs.atTheEnd("serve-ends", server::close);
    screen
        .err()
        .println(
            "serving %s: Envoys connect to port %d, admin pages at http://127.0.0.1:%d/"
                .formatted(options.directory(), server.xdsPort(), server.adminPort()));
    new CountDownLatch(1).await();
    return ExitCode.CLEAN;
  }

  private static Standalone start(StandaloneOptions options) {
    try {
      return Standalone.start(options);
    } catch (IOException e) {
      throw new UnusableException("cannot serve: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NoSuchFileException gone -> "there is no folder " + gone.getFile();
      case BindException taken ->
          "an address of --xds or --admin cannot be bound: " + e.getMessage();
      default -> String.valueOf(e.getMessage());
    };
  }

  private Path directory() {
    if (provider.equals("kubernetes")) {
      throw new UnusableException(
          "--provider=kubernetes is served by another program; the launcher `./ballast` starts it");
    }
    if (!provider.startsWith(DIRECTORY) || provider.length() == DIRECTORY.length()) {
      throw new UnusableException(
          "--provider is written directory=PATH; this is \"" + provider + "\"");
    }
    Path path = Path.of(provider.substring(DIRECTORY.length()));
    if (!Files.isDirectory(path)) {
      throw new UnusableException("there is no folder " + path);
    }
    return path;
  }
}
