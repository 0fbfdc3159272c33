package dev.ballast.lab.node;

import dev.ballast.lab.image.Image;
import dev.ballast.lab.image.RootFolder;
import dev.ballast.lab.volume.EnvironmentOf;
import dev.ballast.lab.volume.MissingObjectException;
import dev.ballast.lab.volume.PodFacts;
import dev.ballast.lab.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a container's root folder, environment and command, and starts it. */
final class ContainerStarter {
  private final Surroundings around;
  private final LabNode node;
  private final PodAddress address;
  private final PodVolumes volumes;
  private final Path folder;
  private final PodHosts hosts;

  /**
   * @param folder the pod's own
   */
  ContainerStarter(
      Surroundings around, LabNode node, PodAddress address, PodVolumes volumes, Path folder) {
    this.around = around;
    this.node = node;
    this.address = address;
    this.volumes = volumes;
    this.folder = folder;
    this.hosts = new PodHosts(around, address, folder);
  }

  PodHosts hosts() {
    return hosts;
  }

  PodFacts facts(Pod pod) {
    return new PodFacts(pod, node.address(), address.podIp());
  }

  /** Folder of a container's logs. */
  Path logs(Pod pod, Container container) {
    return around
        .logs()
        .resolve(
            "%s_%s_%s"
                .formatted(
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    pod.getMetadata().getUid()))
        .resolve(container.getName());
  }

  /** Root folder of a container's latest run. */
  static Path root(Path folder, ContainerRun run) {
    return folder.resolve("roots").resolve(run.container().getName() + "-" + run.restarts());
  }

  /** Its own; for an image that is slow to start, one that waits for its port. */
  static Optional<Probe> startup(Container container, Image image) {
    if (container.getStartupProbe() != null) {
      return Optional.of(container.getStartupProbe());
    }
    return image
        .listensOn()
        .filter(port -> container.getReadinessProbe() == null)
        .map(Probes::untilOpen);
  }

  ContainerProcess start(Pod pod, ContainerRun run, Image image)
      throws IOException, MissingObjectException {
    Container container = run.container();
    Map<String, String> environment =
        new EnvironmentOf(facts(pod), around.objects()).container(container, image.environment());
    clear(root(folder, run)); // left by a start that failed
    RootFolder root = RootFolder.create(root(folder, run), image);
    Files.createFile(root.on("/dev/termination-log"));
    Files.writeString(root.on("/etc/hosts"), hosts.text(pod));
    Files.writeString(root.on("/etc/hostname"), PodHosts.name(pod) + "\n");
    for (VolumeMount mount : container.getVolumeMounts()) {
      hang(pod, mount, root);
    }
    Path logs = Files.createDirectories(logs(pod, container));
    String own = container.getWorkingDir();
    String workingFolder = own == null || own.isEmpty() ? image.workingFolder() : own;
    Files.createDirectories(root.on(workingFolder));
    return ContainerProcess.start(
        new ContainerProcess.Start(
            address.network(),
            PodHosts.name(pod),
            container.getSecurityContext() != null
                && Boolean.TRUE.equals(container.getSecurityContext().getReadOnlyRootFilesystem()),
            environment,
            workingFolder,
            EnvironmentOf.expand(command(container, image), environment),
            ContainerRun.log(logs, run.restarts())),
        root);
  }

  private void hang(Pod pod, VolumeMount mount, RootFolder root) throws IOException {
    Volume volume =
        pod.getSpec().getVolumes().stream()
            .filter(candidate -> candidate.getName().equals(mount.getName()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no volume " + mount.getName()));
    Path source = volumes.path(volume, mount.getSubPath());
    if (PodVolumes.isReadOnly(volume) || Boolean.TRUE.equals(mount.getReadOnly())) {
      root.mountReadOnly(mount.getMountPath(), source);
    } else {
      root.mount(mount.getMountPath(), source);
    }
  }

  /**
   * As Kubernetes has it: {@code command} replaces both of the image's, {@code args} the second.
   */
  private static List<String> command(Container container, Image image) {
    var words = new ArrayList<String>();
    boolean own = !container.getCommand().isEmpty();
    words.addAll(own ? container.getCommand() : image.entrypoint());
    words.addAll(own || !container.getArgs().isEmpty() ? container.getArgs() : image.arguments());
    return words;
  }

  static void clear(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException notThere) {
      // Nothing is to be cleared away.
    }
  }
}
