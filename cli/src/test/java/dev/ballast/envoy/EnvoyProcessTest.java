package dev.ballast.envoy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvoyProcessTest {
  private static final String NO_CONFIGURATION =
      """
      admin: {address: {socket_address: {address: 127.0.0.1, port_value: 0}}}
      """;

  private final Path folder;

  EnvoyProcessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void goesLiveAndEndsWhenClosed() {
    var envoy = EnvoyProcess.start(EnvoyBinary.find(), NO_CONFIGURATION, folder, 1);
    envoy.awaitLive(Duration.ofSeconds(20));

    assertThat(envoy.adminGet("/server_info")).contains("\"state\": \"LIVE\"");
    envoy.close();
    assertThat(envoy.isAlive()).isFalse();
  }

  @Test
  void twoRunSideBySide() {
    var binary = EnvoyBinary.find();
    try (var one = EnvoyProcess.start(binary, NO_CONFIGURATION, folder.resolve("1"), 1);
        var two = EnvoyProcess.start(binary, NO_CONFIGURATION, folder.resolve("2"), 1)) {
      one.awaitLive(Duration.ofSeconds(20));
      two.awaitLive(Duration.ofSeconds(20));
      assertThat(one.admin()).isNotEqualTo(two.admin());
    }
  }

  @Test
  void aBootstrapThatEnvoyRefusesIsToldInItsOwnWords() {
    var binary = EnvoyBinary.find();
    assertThatThrownBy(() -> EnvoyProcess.start(binary, "nonsense: 1", folder, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Envoy ended with code 1")
        .hasMessageContaining("nonsense");
  }

  /** The killed parent here is a second JVM that prints the pid of its Envoy and waits. */
  @Test
  void itDiesWithAParentThatIsKilled() throws Exception {
    var binary = EnvoyBinary.find();
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                binary.path().toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid;
    try (var lines = parent.inputReader()) {
      pid = Long.parseLong(requireNonNull(lines.readLine()));
      parent.destroyForcibly().waitFor();
    }

    var envoy = ProcessHandle.of(pid);
    if (envoy.isPresent()) {
      envoy.get().onExit().get(10, TimeUnit.SECONDS);
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      var binary = new EnvoyBinary(Path.of(arguments[0]), "", "ENVOY");
      var envoy = EnvoyProcess.start(binary, NO_CONFIGURATION, Path.of(arguments[1]), 1);
      System.out.println(envoy.pid());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void aNamedEnvoyThatIsNoneIsRefusedInOneLine() throws Exception {
    Path fake = Files.writeString(folder.resolve("fake"), "#!/bin/sh\necho hello\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();

    for (String named : List.of(fake.toString(), folder.resolve("absent").toString())) {
      assertThatThrownBy(
              () -> EnvoyBinary.find(Map.of("ENVOY", named), new PrintStream(System.err)))
          .isInstanceOf(EnvoyUnavailableException.class)
          .hasMessageContaining(named)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void withoutPythonTheMessageSaysWhatToInstall() {
    var environment = Map.of("PATH", "", "BALLAST_CACHE", folder.toString());
    assertThatThrownBy(() -> EnvoyBinary.find(environment, new PrintStream(System.err)))
        .isInstanceOf(EnvoyUnavailableException.class)
        .hasMessageContaining("python3 is missing; install python3 with pip, or set ENVOY=");
  }

  @Test
  void versionsCompareByNumberNotByLetter() {
    assertThat(EnvoyBinary.isOlder("1.9.0", "1.40.0")).isTrue();
    assertThat(EnvoyBinary.isOlder("1.40.0", "1.40.0")).isFalse();
    assertThat(EnvoyBinary.isOlder("1.41.0-dev", "1.40.0")).isFalse();
  }
}
