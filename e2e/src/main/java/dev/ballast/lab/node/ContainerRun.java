package dev.ballast.lab.node;

import dev.ballast.lab.node.ContainerState.Running;
import dev.ballast.lab.node.ContainerState.Terminated;
import dev.ballast.lab.node.ContainerState.Waiting;
import dev.ballast.lab.process.Journal;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One container of a pod through all its runs. All methods are called on the pod's own thread; what
 * processes and probes report is brought there by {@code podThread}.
 */
final class ContainerRun {
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
  // A tenth of a kubelet's: nobody should wait five minutes in a lab.
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
  private static final Duration RUNS_WELL_AFTER = Duration.ofMinutes(1);

  private final Container container;
  private final boolean isInitial;
  private final Duration grace;
  private final Executor podThread;
  private final ContainerEvents events;
  // Read by whoever shows logs, too.
  private volatile ContainerState state = new Waiting("ContainerCreating", "");
  private Optional<Terminated> last = Optional.empty();
  private Optional<Probes> probes = Optional.empty();
  private Instant startAgainAt = Instant.MIN;
  private Duration backOff = FIRST_BACK_OFF;
  private volatile int restarts;
  private boolean hasStarted;
  private boolean isReady;
  private boolean isStopping;

  /** What is worth telling people. */
  interface ContainerEvents {
    void tell(String type, String reason, String message);
  }

  /**
   * @param grace its pod's patience with a container that is to end
   */
  ContainerRun(
      Container container,
      boolean isInitial,
      Duration grace,
      Executor podThread,
      ContainerEvents events) {
    this.grace = grace;
    this.container = container;
    this.isInitial = isInitial;
    this.podThread = podThread;
    this.events = events;
  }

  Container container() {
    return container;
  }

  /** Whether it has to end before the pod's other containers begin. */
  boolean isInitial() {
    return isInitial;
  }

  ContainerState state() {
    return state;
  }

  Optional<Terminated> last() {
    return last;
  }

  int restarts() {
    return restarts;
  }

  /** Number of the latest run that began, from 0. */
  int latest() {
    return isWaiting() && restarts > 0 ? restarts - 1 : restarts;
  }

  boolean hasStarted() {
    return hasStarted;
  }

  boolean isReady() {
    return isReady;
  }

  Optional<ContainerProcess> process() {
    return state instanceof Running running ? Optional.of(running.process()) : Optional.empty();
  }

  /** When it is due to start again; past for one that never ran. */
  Instant startAgainAt() {
    return startAgainAt;
  }

  boolean isWaiting() {
    return state instanceof Waiting;
  }

  boolean isRunning() {
    return state instanceof Running;
  }

  void waitFor(String reason, String message) {
    state = new Waiting(reason, message);
  }

  /** Log of its current run, or of the one before. */
  static Path log(Path folder, int run) {
    return folder.resolve(run + ".log");
  }

  /**
   * It runs from now on.
   *
   * @param startup the startup probe, if there is one
   */
  void started(ContainerProcess process, String podAddress, Optional<Probe> startup) {
    Instant now = Instant.now();
    state = new Running(now, process);
    events.tell("Normal", "Started", "Started container " + container.getName());
    var unused =
        process.onExit().thenAcceptAsync(exitCode -> exited(process, now, exitCode), podThread);
    var asked = new Probes(container, podAddress, process);
    probes = Optional.of(asked);
    if (startup.isEmpty()) {
      hasStarted(asked, process);
    } else {
      asked.start(
          startup.get(),
          "startup",
          (isWell, why) ->
              podThread.execute(
                  () -> {
                    if (isWell) {
                      hasStarted(asked, process);
                    } else {
                      unhealthy(process, startup.get(), why);
                    }
                  }));
    }
  }

  private void hasStarted(Probes asked, ContainerProcess process) {
    if (process().filter(process::equals).isEmpty() || hasStarted) {
      return;
    }
    hasStarted = true;
    Probe readiness = container.getReadinessProbe();
    if (readiness == null) {
      isReady = true;
    } else {
      asked.start(
          readiness,
          "readiness",
          (isWell, why) -> podThread.execute(() -> readiness(process, isWell, why)));
    }
    Probe liveness = container.getLivenessProbe();
    if (liveness != null) {
      asked.start(
          liveness,
          "liveness",
          (isWell, why) ->
              podThread.execute(
                  () -> {
                    if (!isWell) {
                      unhealthy(process, liveness, why);
                    }
                  }));
    }
  }

  private void readiness(ContainerProcess process, boolean isWell, String why) {
    if (process().filter(process::equals).isPresent()) {
      isReady = isWell;
      if (!isWell) {
        events.tell("Warning", "Unhealthy", why);
      }
    }
  }

  private void unhealthy(ContainerProcess process, Probe probe, String why) {
    if (process().filter(process::equals).isPresent() && !isStopping) {
      events.tell("Warning", "Unhealthy", why);
      Long own = probe.getTerminationGracePeriodSeconds();
      stop(own == null ? grace : Duration.ofSeconds(own));
    }
  }

  /**
   * Hook, SIGTERM, patience, SIGKILL; reports its end like any other end. Called again it can only
   * shorten the patience.
   */
  void stop(Duration grace) {
    boolean isFirst = !isStopping;
    isStopping = isRunning();
    process()
        .ifPresent(
            process ->
                Thread.ofVirtual()
                    .name("stop " + container.getName())
                    .start(() -> stop(process, Instant.now().plus(grace), isFirst)));
  }

  private void stop(ContainerProcess process, Instant end, boolean asks) {
    if (asks) {
      beforeStop(process, Duration.between(Instant.now(), end));
      process.terminate();
    }
    try {
      Duration left = Duration.between(Instant.now(), end);
      process.onExit().get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.kill();
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once. */
  void kill() {
    process().ifPresent(ContainerProcess::kill);
  }

  private void beforeStop(ContainerProcess process, Duration grace) {
    LifecycleHandler hook =
        container.getLifecycle() == null ? null : container.getLifecycle().getPreStop();
    if (hook == null) {
      return;
    }
    try {
      if (hook.getExec() != null) {
        process.exec(hook.getExec().getCommand(), grace);
      } else if (hook.getSleep() != null) {
        Thread.sleep(Duration.ofSeconds(hook.getSleep().getSeconds()));
      } else {
        Journal.note("the lab has no HTTP hooks; %s stops without".formatted(container.getName()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void exited(ContainerProcess process, Instant started, int exitCode) {
    if (process().filter(process::equals).isEmpty()) {
      return;
    }
    probes.ifPresent(Probes::stop);
    probes = Optional.empty();
    hasStarted = false;
    isReady = false;
    isStopping = false;
    var ended = new Terminated(exitCode, started, Instant.now(), message(process));
    state = ended;
    if (Duration.between(started, ended.finished()).compareTo(RUNS_WELL_AFTER) > 0) {
      backOff = FIRST_BACK_OFF;
    }
  }

  private String message(ContainerProcess process) {
    String path = container.getTerminationMessagePath();
    Path file = process.on(path == null || path.isEmpty() ? "/dev/termination-log" : path);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** After an end, if its policy wants it to run again. */
  void startAgainLater() {
    if (state instanceof Terminated ended) {
      last = Optional.of(ended);
      int runs = restarts + 1;
      restarts = runs;
      startAgainAt = Instant.now().plus(backOff);
      state =
          new Waiting(
              "CrashLoopBackOff",
              "back-off %d s restarting container %s"
                  .formatted(backOff.toSeconds(), container.getName()));
      events.tell("Warning", "BackOff", "Back-off restarting container " + container.getName());
      Duration doubled = backOff.multipliedBy(2);
      backOff = doubled.compareTo(LONGEST_BACK_OFF) < 0 ? doubled : LONGEST_BACK_OFF;
    }
  }
}
