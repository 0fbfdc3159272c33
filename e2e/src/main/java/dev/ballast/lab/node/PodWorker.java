package dev.ballast.lab.node;

import dev.ballast.lab.image.Image;
import dev.ballast.lab.image.RootFolder;
import dev.ballast.lab.node.ContainerState.Terminated;
import dev.ballast.lab.process.Journal;
import dev.ballast.lab.volume.EnvironmentOf;
import dev.ballast.lab.volume.MissingObjectException;
import dev.ballast.lab.volume.PodFacts;
import dev.ballast.lab.volume.PodVolumes;
import dev.ballast.lab.volume.ServiceAccountTokens;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keeps one pod as its object says, on a thread of its own. Whatever happens to it is a message;
 * after each the pod is brought one step further and its status is written if it changed.
 */
final class PodWorker {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Surroundings around;
  private final LabNode node;
  private final String id;
  private final Path folder;
  private final PodVolumes volumes;
  private final PodStatuses statuses = new PodStatuses();
  private final List<ContainerRun> initial;
  private final List<ContainerRun> main;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Instant since = Instant.now();
  private final Runnable onEnd;
  private final PodAddress address;
  private volatile Pod pod;
  private String phase = "Pending";
  private String hostsWritten = "";
  private Optional<PodStatus> written = Optional.empty();
  private boolean isStopping;
  private boolean isGone;
  private volatile boolean isOver;

  PodWorker(Surroundings around, LabNode node, PodAddress address, Pod pod, Runnable onEnd) {
    this.around = around;
    this.node = node;
    this.address = address;
    this.pod = pod;
    this.onEnd = onEnd;
    this.id = pod.getMetadata().getUid();
    this.folder = around.pods().resolve(id);
    this.volumes =
        new PodVolumes(
            folder.resolve("volumes"),
            around.objects(),
            new ServiceAccountTokens(around.api()::token));
    this.initial = runs(pod.getSpec().getInitContainers(), true);
    this.main = runs(pod.getSpec().getContainers(), false);
  }

  private List<ContainerRun> runs(List<Container> containers, boolean isInitial) {
    Long own = pod.getSpec().getTerminationGracePeriodSeconds();
    Duration grace = Duration.ofSeconds(own == null ? 30 : own);
    return containers.stream()
        .map(container -> new ContainerRun(container, isInitial, grace, inbox::add, this::tell))
        .toList();
  }

  void start() {
    Thread.ofVirtual().name("pod " + pod.getMetadata().getName()).start(this::work);
  }

  /** The object changed. */
  void seen(Pod newer) {
    inbox.add(() -> pod = newer);
  }

  /** The object is no more, whether or not we have finished. */
  void gone() {
    inbox.add(() -> isGone = true);
  }

  /** Something it may depend on changed. */
  void wake() {
    inbox.add(() -> {});
  }

  String namespace() {
    return pod.getMetadata().getNamespace();
  }

  boolean is(String namespace, String name) {
    return namespace().equals(namespace) && pod.getMetadata().getName().equals(name);
  }

  Optional<ContainerLogs> logs(String container) {
    return all()
        .filter(run -> run.container().getName().equals(container))
        .findFirst()
        .map(
            run ->
                new ContainerLogs(
                    logs(around.logs(), pod, container),
                    run.latest(),
                    () -> !isOver && (run.isRunning() || run.isWaiting())));
  }

  /** Folder of a container's logs. */
  private static Path logs(Path logs, Pod pod, String container) {
    return logs.resolve(
            "%s_%s_%s"
                .formatted(
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    pod.getMetadata().getUid()))
        .resolve(container);
  }

  private void work() {
    try {
      Duration wait = Duration.ZERO;
      while (!isOver) {
        Runnable message = inbox.poll(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        for (; message != null; message = inbox.poll()) {
          message.run();
        }
        wait = stepOrLater();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      onEnd.run();
    }
  }

  /** How long to wait for a message before the next step. */
  private Duration stepOrLater() {
    try {
      step();
      publish();
      return untilNextStep();
    } catch (IOException | RuntimeException e) {
      Journal.note(e, "pod %s/%s", namespace(), pod.getMetadata().getName());
      return TRY_AGAIN;
    }
  }

  private void step() throws IOException {
    if (isGone) {
      all().forEach(ContainerRun::kill);
      if (all().noneMatch(ContainerRun::isRunning)) {
        end();
      }
      return;
    }
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      stop();
      return;
    }
    if (isFinished()) {
      return;
    }
    address.attach();
    if (provide()) {
      run();
    }
    judge();
  }

  private boolean isFinished() {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** Brings volumes and names up to date; false while something is missing. */
  private boolean provide() throws IOException {
    writeHosts();
    try {
      volumes.refresh(facts());
      return true;
    } catch (MissingObjectException e) {
      all()
          .filter(ContainerRun::isWaiting)
          .forEach(run -> run.waitFor("ContainerCreating", e.getMessage()));
      return phase.equals("Running");
    } catch (KubernetesClientException e) {
      // Its account may be a moment younger than itself: the next step tries again.
      throw new IOException("no token for the pod's account: " + e.getMessage(), e);
    }
  }

  private void run() throws IOException {
    for (ContainerRun run : initial) {
      restartIfWanted(run);
      startIfDue(run);
      boolean isDone = run.state() instanceof Terminated ended && ended.exitCode() == 0;
      if (!isDone) {
        main.stream()
            .filter(ContainerRun::isWaiting)
            .forEach(later -> later.waitFor("PodInitializing", ""));
        return;
      }
    }
    for (ContainerRun run : main) {
      restartIfWanted(run);
      startIfDue(run);
    }
  }

  private void restartIfWanted(ContainerRun run) {
    if (run.state() instanceof Terminated ended) {
      String policy = pod.getSpec().getRestartPolicy();
      boolean failed = ended.exitCode() != 0;
      boolean again =
          switch (policy == null ? "Always" : policy) {
            case "Never" -> false;
            case "OnFailure" -> failed;
            default -> failed || !run.isInitial();
          };
      if (again) {
        run.startAgainLater();
      }
    }
  }

  private void startIfDue(ContainerRun run) throws IOException {
    if (!run.isWaiting() || run.startAgainAt().isAfter(Instant.now())) {
      return;
    }
    Optional<Image> image = around.images().find(run.container().getImage());
    if (image.isEmpty()) {
      run.waitFor(
          "ErrImagePull",
          "the lab has no image %s; it has %s"
              .formatted(run.container().getImage(), around.images().names()));
      return;
    }
    try {
      run.started(startProcess(run, image.get()), address.podIp(), startup(run, image.get()));
    } catch (MissingObjectException e) {
      run.waitFor("CreateContainerConfigError", e.getMessage());
    }
  }

  /** Its own; for an image that is slow to start, one that waits for its port. */
  private static Optional<Probe> startup(ContainerRun run, Image image) {
    Container container = run.container();
    if (container.getStartupProbe() != null) {
      return Optional.of(container.getStartupProbe());
    }
    return image
        .listensOn()
        .filter(port -> container.getReadinessProbe() == null)
        .map(Probes::untilOpen);
  }

  private ContainerProcess startProcess(ContainerRun run, Image image)
      throws IOException, MissingObjectException {
    Container container = run.container();
    Map<String, String> environment =
        new EnvironmentOf(facts(), around.objects()).container(container, image.environment());
    clear(rootPath(run)); // left by a start that failed
    RootFolder root = RootFolder.create(rootPath(run), image);
    Files.createFile(root.on("/dev/termination-log"));
    Files.writeString(root.on("/etc/hosts"), hosts());
    Files.writeString(root.on("/etc/hostname"), hostName() + "\n");
    for (VolumeMount mount : container.getVolumeMounts()) {
      hang(mount, root);
    }
    Path logs = Files.createDirectories(logs(around.logs(), pod, container.getName()));
    String folder = container.getWorkingDir();
    return ContainerProcess.start(
        new ContainerProcess.Start(
            address.network(),
            hostName(),
            container.getSecurityContext() != null
                && Boolean.TRUE.equals(
                    container.getSecurityContext().getReadOnlyRootFilesystem()),
            environment,
            folder == null || folder.isEmpty() ? image.workingFolder() : folder,
            EnvironmentOf.expand(command(container, image), environment),
            ContainerRun.log(logs, run.restarts())),
        root);
  }

  private void hang(VolumeMount mount, RootFolder root) throws IOException {
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

  /** As Kubernetes has it: {@code command} replaces both of the image's, {@code args} the second. */
  private static List<String> command(Container container, Image image) {
    var words = new ArrayList<String>();
    boolean own = !container.getCommand().isEmpty();
    words.addAll(own ? container.getCommand() : image.entrypoint());
    words.addAll(
        own || !container.getArgs().isEmpty() ? container.getArgs() : image.arguments());
    return words;
  }

  private Path rootPath(ContainerRun run) {
    return folder.resolve("roots").resolve(run.container().getName() + "-" + run.restarts());
  }

  private void stop() throws IOException {
    if (!isStopping) {
      isStopping = true;
      Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
      all().forEach(run -> run.stop(Duration.ofSeconds(grace == null ? 30 : grace)));
    }
    if (all().noneMatch(ContainerRun::isRunning)) {
      judge();
      publish();
      around.api().remove(pod);
      end();
    }
  }

  private void judge() {
    if (main.stream().allMatch(run -> run.state() instanceof Terminated)) {
      boolean well =
          main.stream()
              .allMatch(run -> run.state() instanceof Terminated ended && ended.exitCode() == 0);
      phase = well ? "Succeeded" : "Failed";
    } else if (initial.stream()
        .anyMatch(run -> run.state() instanceof Terminated ended && ended.exitCode() != 0)) {
      phase = "Failed";
    } else if (main.stream().anyMatch(run -> !run.isWaiting() || run.restarts() > 0)) {
      phase = "Running";
    }
  }

  private void publish() {
    if (isGone || isOver) {
      return;
    }
    PodStatus status =
        statuses.write(
            pod.getStatus(), phase, node.address(), address.podIp(), since, initial, main);
    if (written.filter(status::equals).isEmpty() && around.api().writeStatus(pod, status)) {
      written = Optional.of(status);
    }
  }

  private Duration untilNextStep() {
    Instant now = Instant.now();
    Stream<Instant> restarts =
        all()
            .filter(ContainerRun::isWaiting)
            .map(ContainerRun::startAgainAt)
            .filter(due -> due.isAfter(now));
    return Stream.concat(restarts, volumes.nextRefresh().stream())
        .min(Instant::compareTo)
        .map(due -> Duration.between(now, due).plusMillis(1))
        .orElse(IDLE);
  }

  private void end() throws IOException {
    isOver = true;
    address.release();
    clear(folder);
  }

  private static void clear(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException notThere) {
      // Nothing is to be cleared away.
    }
  }

  private void writeHosts() throws IOException {
    String hosts = hosts();
    if (hosts.equals(hostsWritten)) {
      return;
    }
    for (ContainerRun run : all().filter(ContainerRun::isRunning).toList()) {
      Path file = rootPath(run).resolve("etc/hosts");
      Path draft = Files.writeString(file.resolveSibling(".hosts"), hosts);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    hostsWritten = hosts;
  }

  private String hosts() {
    var lines = new StringBuilder("127.0.0.1 localhost\n");
    lines.append(address.podIp()).append(' ').append(hostName()).append('\n');
    pod.getSpec()
        .getHostAliases()
        .forEach(
            alias ->
                lines
                    .append(alias.getIp())
                    .append(' ')
                    .append(String.join(" ", alias.getHostnames()))
                    .append('\n'));
    return lines.append(around.hosts().apply(namespace())).toString();
  }

  private String hostName() {
    String own = pod.getSpec().getHostname();
    return own == null || own.isEmpty() ? pod.getMetadata().getName() : own;
  }

  private PodFacts facts() {
    return new PodFacts(pod, node.address(), address.podIp());
  }

  private Stream<ContainerRun> all() {
    return Stream.concat(initial.stream(), main.stream());
  }

  private void tell(String type, String reason, String message) {
    around.api().tell(pod, type, reason, message);
  }
}
