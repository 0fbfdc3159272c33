package dev.ballast.lab.inside;

import com.fasterxml.jackson.core.JsonFactory;
import dev.ballast.lab.cluster.ControlPlane;
import dev.ballast.lab.echo.EchoMain;
import dev.ballast.lab.image.Images;
import dev.ballast.lab.net.Network;
import dev.ballast.lab.node.Kubelet;
import dev.ballast.lab.node.LogServer;
import dev.ballast.lab.process.Command;
import dev.ballast.lab.process.Journal;
import dev.ballast.lab.process.Tunnel;
import dev.ballast.lab.service.Services;
import dev.ballast.traffic.EchoBackend;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs in the lab's namespaces. Prints lines of progress on standard output, then {@link #READY};
 * lives until its standard input ends.
 */
public final class Inside {
  /** The line that says that the cluster takes work. */
  public static final String READY = "ready";

  private static final PrintStream OUT = System.out;

  private Inside() {}

  public static void main(String[] arguments) {
    Thread.ofPlatform().name("starter").start(Inside::endWithStarter);
    try {
      start(Settings.read(Path.of(arguments[0])));
      OUT.println(READY);
    } catch (IOException | RuntimeException e) {
      Journal.note(e, "the lab cannot start");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void endWithStarter() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; the end is what we wait for.
      }
    } catch (IOException e) {
      Journal.note(e, "the way to the starter is broken");
    }
    // Nothing is to be saved: the kernel ends all other processes with the first one.
    Runtime.getRuntime().halt(0);
  }

  private static void start(Settings settings) throws IOException {
    Path folder = settings.folder();
    Network network = Network.setUp(Kubelet.nodeAddresses());
    // In memory: nothing of the pods' folders is left, whatever happens.
    Path pods = Files.createDirectories(folder.resolve("pods"));
    Command.of("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", pods.toString()).run().orThrow();
    Tunnel.listen(folder);
    ControlPlane cluster = ControlPlane.start(folder, settings::program, OUT::println);
    Images images =
        Images.of(
            settings.program("envoy"),
            List.of(EchoMain.class, EchoBackend.class, JsonFactory.class),
            settings.images(),
            folder.resolve("images"));
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(cluster.nodesKubeconfig())))
            .build();
    var kubelet = new CompletableFuture<Kubelet>();
    Services services =
        Services.start(client, () -> kubelet.thenAccept(Kubelet::namesChanged));
    kubelet.complete(Kubelet.start(client, network, images, services::hosts, folder));
    LogServer.start(kubelet.join(), cluster.identity());
    awaitDefaultAccount(client);
    OUT.println("three nodes are ready");
  }

  /** Pods can be made once the controllers have given their namespace an account. */
  private static void awaitDefaultAccount(KubernetesClient client) {
    client
        .serviceAccounts()
        .inNamespace("default")
        .withName("default")
        .waitUntilCondition(account -> account != null, 60, TimeUnit.SECONDS);
  }
}
