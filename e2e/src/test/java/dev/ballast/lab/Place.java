package dev.ballast.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.lab.process.Ran;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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
                seen -> seen != null && !seen.getStatus().getLoadBalancer().getIngress().isEmpty(),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    LoadBalancerIngress ingress = ready.getStatus().getLoadBalancer().getIngress().getFirst();
    return ingress.getIp();
  }

  /** Waits for a line in a container's log; as `kubectl logs -f`, so nothing is asked twice. */
  String awaitLine(String pod, String pattern) {
    await(pod, seen -> !"Pending".equals(seen.getStatus().getPhase()));
    try (LogWatch log = lab.client().pods().inNamespace(name).withName(pod).watchLog()) {
      var lines = new BufferedReader(new InputStreamReader(log.getOutput(), UTF_8));
      return CompletableFuture.supplyAsync(
              () -> lines.lines().filter(Pattern.compile(pattern).asPredicate()).findFirst())
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .orElseThrow(() -> new AssertionError("no line like " + pattern));
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("waited for a line like " + pattern, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  void delete() {
    lab.kubectl("delete", "namespace", name, "--wait=false");
  }
}
