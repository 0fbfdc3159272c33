package dev.ballast.lab.node;

import dev.ballast.lab.image.Image;
import dev.ballast.lab.node.ContainerState.Terminated;
import dev.ballast.lab.process.Journal;
import dev.ballast.lab.volume.MissingObjectException;
import dev.ballast.lab.volume.PodFacts;
import dev.ballast.lab.volume.PodVolumes;
import dev.ballast.lab.volume.ServiceAccountTokens;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private final ContainerStarter starter;
  private final PodStatuses statuses = new PodStatuses();
  private final List<ContainerRun> initial;
  private final List<ContainerRun> main;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Instant since = Instant.now();
  private final Runnable onEnd;
  private final PodAddress address;
  private volatile Pod pod;
  private String phase = "Pending";
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
    this.starter = new ContainerStarter(around, node, address, volumes, folder);
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
                    starter.logs(pod, run.container()),
                    run.latest(),
                    () -> !isOver && (run.isRunning() || run.isWaiting())));
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
      Journal.note(e, "pod %s/%s".formatted(namespace(), pod.getMetadata().getName()));
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
    starter.hosts().update(pod, all().filter(ContainerRun::isRunning).toList());
    try {
      volumes.refresh(facts());
      return true;
    } catch (MissingObjectException e) {
      all()
          .filter(ContainerRun::isWaiting)
          .forEach(run -> run.waitFor("ContainerCreating", e.reason()));
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
      run.started(
          starter.start(pod, run, image.get()),
          address.podIp(),
          ContainerStarter.startup(run.container(), image.get()));
    } catch (MissingObjectException e) {
      run.waitFor("CreateContainerConfigError", e.reason());
    }
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
    ContainerStarter.clear(folder);
  }

  private PodFacts facts() {
    return starter.facts(pod);
  }

  private Stream<ContainerRun> all() {
    return Stream.concat(initial.stream(), main.stream());
  }

  private void tell(String type, String reason, String message) {
    around.api().tell(pod, type, reason, message);
  }
}
