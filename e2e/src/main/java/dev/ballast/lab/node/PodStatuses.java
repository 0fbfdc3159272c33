package dev.ballast.lab.node;

import dev.ballast.lab.node.ContainerState.Running;
import dev.ballast.lab.node.ContainerState.Terminated;
import dev.ballast.lab.node.ContainerState.Waiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in a pod's status what has become of it. */
final class PodStatuses {
  private final Map<String, PodCondition> conditions = new HashMap<>();

  /**
   * @param before the status as the API server has it
   * @param podIp empty until it has one
   */
  PodStatus write(
      @Nullable PodStatus before,
      String phase,
      String hostIp,
      String podIp,
      Instant since,
      List<ContainerRun> initial,
      List<ContainerRun> main) {
    boolean initialized =
        initial.stream()
            .allMatch(run -> run.state() instanceof Terminated ended && ended.exitCode() == 0);
    boolean ready = !main.isEmpty() && main.stream().allMatch(ContainerRun::isReady);
    var status =
        new PodStatusBuilder(before == null ? new PodStatus() : before)
            .withPhase(phase)
            .withHostIP(hostIp)
            .withHostIPs()
            .addNewHostIP(hostIp)
            .withStartTime(text(since))
            .withInitContainerStatuses(initial.stream().map(PodStatuses::container).toList())
            .withContainerStatuses(main.stream().map(PodStatuses::container).toList())
            .withConditions(
                List.of(
                    condition("PodScheduled", true, ""),
                    condition("PodReadyToStartContainers", !podIp.isEmpty(), ""),
                    condition("Initialized", initialized, "ContainersNotInitialized"),
                    condition("ContainersReady", ready, notReady(phase)),
                    condition("Ready", ready, notReady(phase))));
    if (!podIp.isEmpty()) {
      status.withPodIP(podIp).withPodIPs(new PodIP(podIp));
    }
    return status.build();
  }

  private static String notReady(String phase) {
    return phase.equals("Succeeded") || phase.equals("Failed")
        ? "PodCompleted"
        : "ContainersNotReady";
  }

  private PodCondition condition(String type, boolean holds, String reasonIfNot) {
    String status = holds ? "True" : "False";
    PodCondition before = conditions.get(type);
    if (before != null && before.getStatus().equals(status)) {
      return before;
    }
    PodCondition now =
        new PodConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(holds || reasonIfNot.isEmpty() ? null : reasonIfNot)
            .withLastTransitionTime(text(Instant.now()))
            .build();
    conditions.put(type, now);
    return now;
  }

  private static ContainerStatus container(ContainerRun run) {
    var status =
        new ContainerStatusBuilder()
            .withName(run.container().getName())
            .withImage(run.container().getImage())
            .withImageID("lab://" + run.container().getImage())
            .withRestartCount(run.restarts())
            .withReady(run.isReady() || endedWell(run))
            .withStarted(run.hasStarted());
    var state = status.withNewState();
    switch (run.state()) {
      case Waiting(String reason, String message) ->
          state
              .withNewWaiting()
              .withReason(reason)
              .withMessage(message.isEmpty() ? null : message)
              .endWaiting();
      case Running(Instant since, ContainerProcess process) -> {
        state.withNewRunning().withStartedAt(text(since)).endRunning();
        status.withContainerID("process://" + process.id());
      }
      case Terminated ended ->
          state
              .withNewTerminated()
              .withExitCode(ended.exitCode())
              .withReason(ended.reason())
              .withMessage(ended.message().isEmpty() ? null : ended.message())
              .withStartedAt(text(ended.started()))
              .withFinishedAt(text(ended.finished()))
              .endTerminated();
    }
    state.endState();
    run.last()
        .ifPresent(
            last ->
                status
                    .withNewLastState()
                    .withNewTerminated()
                    .withExitCode(last.exitCode())
                    .withReason(last.reason())
                    .withMessage(last.message().isEmpty() ? null : last.message())
                    .withStartedAt(text(last.started()))
                    .withFinishedAt(text(last.finished()))
                    .endTerminated()
                    .endLastState());
    return status.build();
  }

  /** An initial container counts as ready once it has done its work. */
  private static boolean endedWell(ContainerRun run) {
    return run.isInitial() && run.state() instanceof Terminated ended && ended.exitCode() == 0;
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
