package dev.ballast.lab;

import dev.ballast.lab.process.Ran;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A namespace of one test's own. Waits are watches. */
final class Place {
  private static final long PATIENCE_SECONDS = 60;

  private final Lab lab;
  private final String name;

  private Place(Lab lab, String name) {
    this.lab = lab;
    this.name = name;
  }

  static Place create(Lab lab, String name) {
    lab.kubectl("create", "namespace", name).orThrow();
    lab.client()
        .serviceAccounts()
        .inNamespace(name)
        .withName("default")
        .waitUntilCondition(account -> account != null, PATIENCE_SECONDS, TimeUnit.SECONDS);
    return new Place(lab, name);
  }

  String name() {
    return name;
  }

  void apply(String yaml) {
    lab.command("kubectl", "apply", "-n", name, "-f", "-").reading(yaml).run().orThrow();
  }

  Ran kubectl(String command) {
    return lab.sh("kubectl -n " + name + " " + command).orThrow();
  }

  void awaitEcho(int replicas) {
    lab.client()
        .apps()
        .deployments()
        .inNamespace(name)
        .withName("echo")
        .waitUntilCondition(
            deployment ->
                deployment != null
                    && Integer.valueOf(replicas)
                        .equals(deployment.getStatus().getAvailableReplicas()),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  Pod awaitReady(String pod) {
    return await(pod, Readiness::isPodReady);
  }

  Pod await(String pod, Predicate<Pod> condition) {
    return lab.client()
        .pods()
        .inNamespace(name)
        .withName(pod)
        .waitUntilCondition(
            seen -> seen != null && condition.test(seen), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until there are so many, those that are going away included. */
  void awaitPods(String app, int count) throws Exception {
    lab.client()
        .pods()
        .inNamespace(name)
        .withLabel("app", app)
        .informOnCondition(pods -> pods.size() == count)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  List<String> pods(String app) {
    return lab.client().pods().inNamespace(name).withLabel("app", app).list().getItems().stream()
        .map(pod -> pod.getMetadata().getName())
        .sorted()
        .toList();
  }

  String loadBalancer(String service) {
    Service ready =
        lab.client()
            .services()
            .inNamespace(name)
            .withName(service)
            .waitUntilCondition(
                seen ->
                    seen != null && !seen.getStatus().getLoadBalancer().getIngress().isEmpty(),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    LoadBalancerIngress ingress = ready.getStatus().getLoadBalancer().getIngress().getFirst();
    return ingress.getIp();
  }

  /** Waits for a line in a container's log, as `kubectl logs -f` shows it. */
  String awaitLine(String pod, String pattern) {
    return lab.sh(
            "timeout %d kubectl -n %s logs -f %s | grep -m1 -E '%s'"
                .formatted(PATIENCE_SECONDS, name, pod, pattern))
        .orThrow()
        .out()
        .strip();
  }

  void delete() {
    lab.kubectl("delete", "namespace", name, "--wait=false");
  }
}
