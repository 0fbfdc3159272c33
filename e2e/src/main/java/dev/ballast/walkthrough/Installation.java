package dev.ballast.walkthrough;

import dev.ballast.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Ballast, brought into a lab as its users bring it into a cluster.
 *
 * @param root the checkout, for its manifests
 */
public record Installation(Path root) {
  /** The image's name without registry and tag, as manifests name it. */
  public static final String IMAGE = "ballast";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of the checkout whose launcher runs this. */
  static Installation ofLauncher() {
    String launcher = System.getProperty("ballast.launcher", "./ballast");
    return new Installation(Path.of(launcher).toAbsolutePath().normalize().resolveSibling(""));
  }

  /** The image, as a build leaves it. */
  public Path image() {
    return root.resolve("webhook/target/ballast-image.tar");
  }

  public Path samples() {
    return root.resolve("manifests/samples/load-balancing");
  }

  /** Gateway API first, as every guide asks; then the chart. Returns when Ballast is ready. */
  public void withHelm(Lab lab, Consumer<String> announced, String... settings) {
    run(lab, announced, "kubectl apply --server-side -k " + root.resolve("manifests/gateway-api"));
    run(
        lab,
        announced,
        "helm install ballast %s --namespace ballast-system --create-namespace --wait %s"
            .formatted(root.resolve("manifests/chart"), String.join(" ", settings)));
  }

  /** The same without Helm. */
  public void withKustomize(Lab lab, Consumer<String> announced) {
    run(lab, announced, "kubectl apply --server-side -k " + root.resolve("manifests/gateway-api"));
    run(
        lab,
        announced,
        "kubectl apply --server-side -k " + root.resolve("manifests/overlays/default"));
    run(
        lab,
        announced,
        "kubectl rollout status -n ballast-system deployment/ballast --timeout=120s");
  }

  private static void run(Lab lab, Consumer<String> announced, String command) {
    announced.accept(command);
    lab.command("bash", "-c", command).within(PATIENCE).run().orThrow();
  }
}
