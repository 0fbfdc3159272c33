package dev.ballast.lab.node;

import java.time.Instant;

/** Where a container is in its life. */
sealed interface ContainerState {
  /**
   * It has not started, or will start again.
   *
   * @param reason as kubelets name it: {@code ContainerCreating}, {@code CrashLoopBackOff}
   */
  record Waiting(String reason, String message) implements ContainerState {}

  record Running(Instant since, ContainerProcess process) implements ContainerState {}

  /**
   * @param exitCode as a shell counts it: 137 after SIGKILL
   * @param message what it left in its termination message file
   */
  record Terminated(int exitCode, Instant started, Instant finished, String message)
      implements ContainerState {
    String reason() {
      return exitCode == 0 ? "Completed" : "Error";
    }
  }
}
