package dev.ballast.figures;

import dev.ballast.bench.Moment;
import dev.ballast.lab.Lab;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pod that serves, and how it is followed by another. */
final class Replica {
  private static final String NAMESPACE = "ballast-system";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String MAIN = "dev.ballast.app.Main";

  private final Lab lab;

  Replica(Lab lab) {
    this.lab = lab;
  }

  /** The one that is ready and not about to go. */
  Pod serving() {
    return pods().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(Readiness::isPodReady)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no replica is ready"));
  }

  ServerPage page() {
    return new ServerPage(lab, serving().getStatus().getPodIP());
  }

  void delete() {
    lab.client().resource(serving()).delete();
  }

  void roll() {
    lab.client()
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName("ballast")
        .rolling()
        .restart();
  }

  /** When another than this one was told to be ready. */
  Moment awaitSuccessor(Pod old) {
    lab.client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/name", "ballast")
        .informOnCondition(
            pods ->
                pods.stream()
                    .anyMatch(
                        pod ->
                            !pod.getMetadata().getUid().equals(old.getMetadata().getUid())
                                && pod.getMetadata().getDeletionTimestamp() == null
                                && Readiness.isPodReady(pod)))
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
    return Moment.now();
  }

  /** Returns when it is the only one. */
  void awaitGone(Pod old) {
    lab.client().resource(old).waitUntilCondition(pod -> pod == null, 2, TimeUnit.MINUTES);
  }

  /** Its process, by its number out here. */
  long pid() {
    return ProcessHandle.of(lab.pid())
        .orElseThrow()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(MAIN))
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .map(ProcessHandle::pid)
        .max(Long::compare)
        .orElseThrow(() -> new IllegalStateException("no process runs " + MAIN));
  }

  private List<Pod> pods() {
    return lab.client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/name", "ballast")
        .list()
        .getItems();
  }
}
