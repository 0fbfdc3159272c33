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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs in the lab's namespaces. Prints lines of progress on standard output, then {@link #READY};
 * lives until its standard input ends.
 */
public final class Inside {
  /** The line that says that the cluster takes work. */
  public static final String READY = "ready";

  private static final String PODS = "pods";
  private static final PrintStream OUT = System.out;

  private Inside() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Thread.ofPlatform().name("starter").start(() -> endWithStarter(folder));
    try {
      start(Settings.read(folder));
      OUT.println(READY);
    } catch (IOException | RuntimeException e) {
      Journal.note(e, "the lab cannot start");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void endWithStarter(Path folder) {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; the end is what we wait for.
      }
    } catch (IOException e) {
      Journal.note(e, "the way to the starter is broken");
    }
    // The starter may have been killed, so nothing is left to it. Nothing is to be saved, either.
    try {
      ProcessHandle.allProcesses()
          .filter(process -> process.pid() != 1 && !process.equals(ProcessHandle.current()))
          .forEach(ProcessHandle::destroyForcibly);
      Command.of("umount", "--lazy", folder.resolve(PODS).toString()).run();
      Command.of("rm", "-rf", folder.toString()).run();
    } finally {
      // The kernel ends whatever is still there with the first process.
      Runtime.getRuntime().halt(0);
    }
  }

  private static void start(Settings settings) throws IOException {
    Path folder = settings.folder();
    Network network = Network.setUp(Kubelet.nodeAddresses());
    // In memory: nothing of the pods' folders is left, whatever happens.
    Path pods = Files.createDirectories(folder.resolve(PODS));
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
    var kubelet = new AtomicReference<@Nullable Kubelet>();
    Services services =
        Services.start(
            client,
            () -> {
              Kubelet started = kubelet.get();
              if (started != null) {
                started.namesChanged();
              }
            });
    Kubelet started = Kubelet.start(client, network, images, services::hosts, folder);
    kubelet.set(started);
    LogServer.start(started, cluster.identity());
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
