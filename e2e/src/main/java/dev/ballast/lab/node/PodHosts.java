package dev.ballast.lab.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The names a pod knows, in place of DNS: its own, its aliases, every Service. */
final class PodHosts {
  private final Surroundings around;
  private final PodAddress address;
  private final Path folder;
  private String written = "";

  PodHosts(Surroundings around, PodAddress address, Path folder) {
    this.around = around;
    this.address = address;
    this.folder = folder;
  }

  /** Its host name. */
  static String name(Pod pod) {
    String own = pod.getSpec().getHostname();
    return own == null || own.isEmpty() ? pod.getMetadata().getName() : own;
  }

  /** Writes the files of those that run anew, if a name has changed. */
  void update(Pod pod, List<ContainerRun> running) throws IOException {
    String text = text(pod);
    if (text.equals(written)) {
      return;
    }
    for (ContainerRun run : running) {
      Path file = ContainerStarter.root(folder, run).resolve("etc/hosts");
      Path draft = Files.writeString(file.resolveSibling(".hosts"), text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    written = text;
  }

  String text(Pod pod) {
    var lines = new StringBuilder("127.0.0.1 localhost\n");
    lines.append(address.podIp()).append(' ').append(name(pod)).append('\n');
    pod.getSpec()
        .getHostAliases()
        .forEach(
            alias ->
                lines
                    .append(alias.getIp())
                    .append(' ')
                    .append(String.join(" ", alias.getHostnames()))
                    .append('\n'));
    return lines.append(around.hosts().apply(pod.getMetadata().getNamespace())).toString();
  }
}
