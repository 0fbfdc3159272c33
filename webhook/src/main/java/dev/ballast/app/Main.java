package dev.ballast.app;

import dev.ballast.admission.server.AdmissionOptions;
import dev.ballast.infrastructure.InfrastructureOptions;
import dev.ballast.logs.Logs;
import dev.ballast.server.HostPort;
import dev.ballast.server.ListenerPorts;
import dev.ballast.server.ServerOptions;
import dev.ballast.server.UnusableOptionException;
import dev.ballast.serving.MutualTls;
import dev.ballast.translation.TranslationOptions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The process in the cluster. */
@Command(
    name = "ballast serve --provider=kubernetes",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    description = {
      "Configures Envoys from the objects of a Kubernetes cluster.",
      "",
      "Objects are watched: what is applied is in the connected Envoys milliseconds later, and what"
          + " became of it is in the status of the objects. Decisions are logged to standard error."
    },
    footer = {
      "",
      "Examples:",
      "  ballast serve --provider=kubernetes                     in a Pod: nothing else is needed",
      "  ballast serve --provider=kubernetes --kubeconfig=lab.kubeconfig --no-leader-election",
      "  ballast serve --provider=kubernetes --log provider=debug --log operator=debug",
      "",
      "Admin pages: / /healthz /readyz /status /metrics",
      "",
      "Exit codes: 143 it was told to end (SIGTERM); 1 it broke; 2 wrong usage, or an address or a",
      "file that cannot be used."
    })
public final class Main implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  /** The Service by which the API server calls. */
  private static final String WEBHOOK = "ballast-webhook";

  private static final int CLEAN = 0;
  private static final int BROKE = 1;
  private static final int UNUSABLE = 2;

  private static final List<String> ROOMS =
      List.of(
          "provider",
          "engine",
          "serving",
          "admin",
          "operator",
          "app",
          "admission",
          "credentials",
          "infrastructure");

  @Option(names = "--provider", hidden = true, description = "Always kubernetes.")
  String provider = "kubernetes";

  @Option(
      names = "--kubeconfig",
      paramLabel = "PATH",
      description =
          "How the API server is reached. Default: the service account of the Pod; outside of one,"
              + " KUBECONFIG or ~/.kube/config.")
  @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Which context of that file. Default: the current one.")
  @Nullable String context;

  @Option(
      names = "--xds",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:18000",
      description = "Where Envoys connect; port 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  String xds = "";

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8080",
      description = "Where admin pages are; port 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  String admin = "";

  @Option(
      names = "--webhook-port",
      paramLabel = "PORT",
      defaultValue = "8443",
      description = "Where the API server calls, over TLS. Default: ${DEFAULT-VALUE}.")
  String webhookPort = "";

  @Option(
      names = "--webhook-certificate",
      paramLabel = "FOLDER",
      description =
          "A folder with tls.crt and tls.key, as a Secret is mounted; read again when they change."
              + " The caBundle is then yours to fill in. Default: a certificate of our own"
              + " authority, which is kept in the Secret ballast-authority.")
  @Nullable Path webhookCertificate;

  @Option(names = "--no-webhook", description = "Answers no admission calls.")
  boolean noWebhook;

  @Option(
      names = "--controller-name",
      paramLabel = "NAME",
      description = "GatewayClasses with this controller are ours. Default: ${DEFAULT-VALUE}.")
  String controllerName = TranslationOptions.BALLAST;

  @Option(
      names = "--listener-port",
      paramLabel = "NS/GATEWAY/LISTENER=PORT",
      description =
          "The port Envoy binds for a listener. Default: the listener's own, 10000 higher when"
              + " below 1024. May be repeated.")
  List<String> listenerPorts = List.of();

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "${env:POD_NAMESPACE:-ballast-system}",
      description = "Where this server lives. Default: $POD_NAMESPACE, else ballast-system.")
  String namespace = "";

  @Option(
      names = "--pod-name",
      paramLabel = "NAME",
      defaultValue = "${env:POD_NAME}",
      description = "Which of several replicas this is. Default: $POD_NAME, else the host's name.")
  @Nullable String podName;

  @Option(
      names = "--no-leader-election",
      description = "For one replica: it writes statuses without asking for the Lease.")
  boolean alone;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How long it goes on serving after SIGTERM, while nobody new is sent here. Default:"
              + " ${DEFAULT-VALUE}.")
  int drain;

  @Option(
      names = "--log",
      paramLabel = "ROOM=LEVEL",
      description =
          "How much a room logs: debug, info, warn, error or off. Rooms: provider, engine, serving,"
              + " admin, operator, app, admission, credentials, infrastructure. May be repeated."
              + " Default: info.")
  Map<String, String> logs = Map.of();

  @Option(
      names = {"-v", "--verbose"},
      description = "Logs more, in every room that --log does not name.")
  boolean verbose;

  @Option(
      names = "--rehearse",
      hidden = true,
      description = "Starts against nothing and ends, so that a start-up cache sees what loads.")
  boolean rehearses;

  @Parameters(arity = "0..1", hidden = true, description = "serve, as the launcher passes it on.")
  @Nullable String verb;

  @Spec @Nullable CommandSpec spec;

  private Main() {}

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ballast %s (Java %s)".formatted(number(), Runtime.version())};
    }

    static String number() {
      return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
          .orElse("(not packaged)");
    }
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs until the process is told to end, and returns its exit code. */
  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Main::refuse)
        .setExecutionExceptionHandler(Main::broke)
        .execute(arguments);
  }

  private static int refuse(ParameterException exception, String[] arguments) {
    var err = exception.getCommandLine().getErr();
    err.println("ballast: " + exception.getMessage());
    err.println("Try 'ballast serve --provider=kubernetes --help'.");
    return UNUSABLE;
  }

  private static int broke(
      Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
    if (exception instanceof UnusableOptionException) {
      return refuse(new ParameterException(command, exception.getMessage()), new String[0]);
    }
    if (exception instanceof IOException) {
      command.getErr().println("ballast: cannot serve: " + exception.getMessage());
      return UNUSABLE;
    }
    log.error("bug: the server broke", exception);
    return BROKE;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (verbose) {
      Logs.verbose();
    }
    logs.forEach((room, level) -> Logs.room(ROOMS, room, level).ifPresent(this::refuse));
    if (rehearses) {
      Rehearsal.run();
      return CLEAN;
    }
    if (!provider.equals("kubernetes")) {
      refuse("--provider: this process serves kubernetes only; it was asked for " + provider);
    }
    KubernetesClient client = ClientSettings.client(Optional.ofNullable(kubeconfig), context);
    log.info("starting version={} api={}", Version.number(), client.getMasterUrl());
    var server = server(client).start();
    Logs.atTheEnd(
        "ballast-ends",
        () -> {
          server.drain();
          client.close();
          log.info("ended");
        });
    log.info("serving xds={} admin={}", server.server().xdsPort(), server.server().adminPort());
    new CountDownLatch(1).await();
    return CLEAN;
  }

  private KubernetesServer server(KubernetesClient client) throws IOException {
    int admissionPort = HostPort.port("--webhook-port", webhookPort);
    var clock = Clock.systemUTC();
    var tls = new MutualTls();
    var server = new KubernetesServer(options(tls), client);
    var envoys =
        new Envoys(
                InfrastructureOptions.in(namespace, controllerName),
                client,
                tls,
                server.leads(),
                clock)
            .in(server.operator());
    server.onLeading(envoys::reconsider);
    var credentials =
        new Credentials(client, WEBHOOK, namespace, clock)
            .tell(issued -> envoys.signedBy(issued.authorities()));
    if (!noWebhook) {
      var webhook =
          new Webhook(
              AdmissionOptions.usual(
                      "%s.%s.svc".formatted(WEBHOOK, namespace), Set.of(controllerName))
                  .withPort(admissionPort),
              client,
              server.server().engine()::world,
              server.server().meters(),
              Optional.ofNullable(webhookCertificate));
      credentials.tell(webhook::has);
      server.with(webhook);
    }
    return server.with(envoys).with(credentials);
  }

  private KubernetesOptions options(MutualTls tls) {
    var traffic =
        ServerOptions.onLoopback()
            .withMutualTls(tls)
            .withXds(HostPort.toListenOn("--xds", xds))
            .withAdmin(HostPort.toListenOn("--admin", admin))
            .withTranslation(
                new TranslationOptions(Set.of(controllerName), ListenerPorts.read(listenerPorts)))
            .withVersion(Version.number())
            .withServes("a Kubernetes cluster");
    return new KubernetesOptions(
        traffic, namespace, identity(), !alone, Duration.ofSeconds(Math.max(0, drain)));
  }

  private String identity() {
    if (podName != null && !podName.isEmpty()) {
      return podName;
    }
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + ProcessHandle.current().pid();
    } catch (UnknownHostException e) {
      return "ballast-" + ProcessHandle.current().pid();
    }
  }

  private void refuse(String why) {
    var command = spec == null ? new CommandLine(this) : spec.commandLine();
    throw new ParameterException(command, why);
  }
}
