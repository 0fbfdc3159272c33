package dev.ballast.cli;

import dev.ballast.server.HostPort;
import dev.ballast.standalone.EnvoyBootstrap;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "envoy-bootstrap",
    description = "Prints a bootstrap with which any Envoy gets the configuration of one Gateway.",
    footer = {
      "",
      "Examples:",
      "  ballast envoy-bootstrap --gateway default/eg > envoy.yaml && envoy -c envoy.yaml",
      "  ballast envoy-bootstrap --gateway default/eg --xds ballast.infra:18000 --node edge-7"
    })
final class EnvoyBootstrapCommand implements Callable<Integer> {
  private final Screen screen;

  @Option(
      names = "--gateway",
      required = true,
      paramLabel = "NS/NAME",
      description = "The Gateway whose configuration it gets.")
  String gateway = "";

  @Option(
      names = "--xds",
      paramLabel = "HOST:PORT",
      description = "Where `ballast serve` listens. Default: ${DEFAULT-VALUE}.")
  String xds = "127.0.0.1:18000";

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Its own name among the Envoys of the Gateway. Default: this machine's name.")
  @Nullable String node;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Where it runs, so that endpoints of the same zone can be preferred.")
  @Nullable String zone;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where its admin pages listen. Default: ${DEFAULT-VALUE}.")
  String admin = "127.0.0.1:19000";

  @Option(
      names = "--state-of-the-world",
      description = "The older protocol that sends everything each time, instead of delta.")
  boolean stateOfTheWorld;

  EnvoyBootstrapCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    var server = HostPort.toCall("--xds", xds);
    var pages = HostPort.toCall("--admin", admin);
    var bootstrap =
        EnvoyBootstrap.local(
                GatewayName.parse(gateway).toString(),
                node == null ? machineName() : node,
                server.port())
            .withXds(server.host(), server.port())
            .withAdmin(pages.host(), pages.port())
            .withDelta(!stateOfTheWorld);
    screen.out().print((zone == null ? bootstrap : bootstrap.withZone(zone)).yaml());
    return ExitCode.CLEAN;
  }

  private static String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "envoy"; // a machine that cannot look up its own name still has one Envoy
    }
  }
}
