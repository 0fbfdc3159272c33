package dev.ballast.stories;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabOptions;
import dev.ballast.walkthrough.Installation;
import java.nio.file.Files;
import java.nio.file.Path;

/** A lab into which Ballast was installed with its chart. All stories share one. */
public record Installed(Lab lab, Installation installation) implements AutoCloseable {
  private static final Path ROOT =
      Path.of(System.getProperty("ballast.root", "..")).toAbsolutePath().normalize();

  /** Of this checkout, with the image that its build has left. */
  static Installation built() {
    var installation = new Installation(ROOT);
    if (!Files.exists(installation.image())) {
      throw new IllegalStateException(
          installation.image() + " is missing; `mvn -pl webhook -am package` builds it");
    }
    return installation;
  }

  /** With the usual values. */
  static Installed start() {
    return start(new String[0]);
  }

  /**
   * @param settings further words for {@code helm install}
   */
  public static Installed start(String... settings) {
    var installation = built();
    var lab = Lab.start(LabOptions.defaults().withImage(Installation.IMAGE, installation.image()));
    try {
      installation.withHelm(lab, command -> {}, settings);
      return new Installed(lab, installation);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** What the server has logged since it started. */
  String log() {
    return lab.kubectl("-n", "ballast-system", "logs", "deployment/ballast").said();
  }

  /** What the server counts, as Prometheus would read it. */
  String metrics() {
    return lab.sh(
            """
            ip=$(kubectl -n ballast-system get pod -l app.kubernetes.io/name=ballast \
              -o jsonpath='{.items[0].status.podIP}')
            curl -sf "http://$ip:8080/healthz" >/dev/null && curl -sf "http://$ip:8080/metrics"
            """)
        .orThrow()
        .out();
  }

  @Override
  public void close() {
    lab.close();
  }
}
