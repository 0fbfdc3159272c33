package dev.ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However a lab ends, nothing of it is left. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class LabEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aLabThatIsKilledLeavesNothing() throws IOException {
    // A JVM of its own, because this one has to live on.
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LabMain.class.getName(),
                "--",
                "sh",
                "-c",
                "kubectl create deployment echo --image=echo >&2;"
                    + " kubectl wait --for=condition=Available deployment/echo >&2;"
                    + " readlink /proc/self/ns/user; echo $KUBECONFIG; exec sleep infinity")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      var lines =
          new BufferedReader(
              new InputStreamReader(starter.getInputStream(), StandardCharsets.UTF_8));
      String namespace = lines.readLine();
      Path folder = Path.of(lines.readLine()).resolve("../..").normalize();
      assertThat(inhabitants(namespace)).hasSizeGreaterThan(5);
      assertThat(folder).isDirectory();

      starter.destroyForcibly();

      await("no process", () -> inhabitants(namespace).isEmpty());
      await("no folder", () -> !Files.exists(folder));
      assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(folder.toString());
    } finally {
      starter.destroyForcibly();
    }
  }

  @Test
  void aLabThatIsClosedLeavesNothing() {
    Lab lab = Lab.start(LabOptions.defaults());
    Path folder = lab.folder();
    String namespace = lab.sh("readlink /proc/self/ns/user").orThrow().out().strip();
    lab.close();
    assertThat(inhabitants(namespace)).isEmpty();
    assertThat(folder).doesNotExist();
  }

  /** Processes in a user namespace: pods included. */
  private static List<String> inhabitants(String namespace) {
    return Command.of(
            "sh",
            "-c",
            "for p in /proc/[0-9]*; do readlink $p/ns/user; done | grep -F \"$0\"",
            namespace)
        .run()
        .out()
        .lines()
        .toList();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(String what, Condition condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited " + PATIENCE + " for " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
