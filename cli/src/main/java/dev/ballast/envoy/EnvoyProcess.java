package dev.ballast.envoy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running Envoy. It ends when it is closed, when this JVM ends, and also when this JVM is killed.
 */
public final class EnvoyProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Process process;
  private final Path log;
  private final URI admin;
  private final Thread atExit;

  private EnvoyProcess(Process process, Path log, URI admin, Thread atExit) {
    this.process = process;
    this.log = log;
    this.admin = admin;
    this.atExit = atExit;
  }

  /**
   * Starts Envoy and returns when its admin pages answer; {@link #awaitLive} waits for its
   * configuration.
   *
   * @param folder gets {@code envoy.yaml}, {@code envoy.log} and {@code admin-address}; one folder
   *     for each Envoy
   * @param concurrency worker threads
   * @param more further arguments, such as {@code --log-level debug}
   */
  public static EnvoyProcess start(
      EnvoyBinary binary, String bootstrap, Path folder, int concurrency, String... more) {
    Path log = folder.resolve("envoy.log");
    Path adminAddress = folder.resolve("admin-address");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(adminAddress);
      Path config = Files.writeString(folder.resolve("envoy.yaml"), bootstrap);
      var command =
          new ArrayList<>(
              List.of(
                  binary.path().toString(),
                  "--config-path",
                  config.toString(),
                  "--admin-address-path",
                  adminAddress.toString(),
                  "--concurrency",
                  Integer.toString(concurrency),
                  // Without hot restart there is no shared memory, so any number run side by side.
                  "--disable-hot-restart"));
      command.addAll(List.of(more));
      Process process =
          new ProcessBuilder(Leash.on(command))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      var atExit = new Thread(process::destroyForcibly, "stop-envoy");
      Runtime.getRuntime().addShutdownHook(atExit);
      try {
        URI admin = awaitAdmin(process, adminAddress, log);
        return new EnvoyProcess(process, log, admin, atExit);
      } catch (RuntimeException | InterruptedException e) {
        end(process, atExit);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Envoy could not be started in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting Envoy", e);
    }
  }

  /** Root of the admin pages, such as {@code http://127.0.0.1:19000}. */
  public URI admin() {
    return admin;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until Envoy has its first configuration and takes traffic. */
  public void awaitLive(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    String seen = "";
    try {
      while (System.nanoTime() < deadline) {
        seen = adminGet("/ready");
        if (seen.strip().equals("LIVE")) {
          return;
        }
        if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
          throw ended(process, log);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Envoy", e);
    }
    throw new IllegalStateException(
        "Envoy is not live after %d s but says %s; its log: %s"
            .formatted(atMost.toSeconds(), seen.strip(), log));
  }

  /** Waits until it ends, for whatever reason. */
  public void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** The text of an admin page, whatever its status. */
  public String adminGet(String pathAndQuery) {
    return admin("GET", pathAndQuery);
  }

  /** For the pages that change something, such as {@code /logging?level=debug}. */
  public String adminPost(String pathAndQuery) {
    return admin("POST", pathAndQuery);
  }

  private String admin(String method, String pathAndQuery) {
    try {
      var connection = (HttpURLConnection) admin.resolve(pathAndQuery).toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout(5_000);
      connection.setReadTimeout(10_000);
      try (var body =
          connection.getResponseCode() < 400
              ? connection.getInputStream()
              : connection.getErrorStream()) {
        return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw ended(process, log);
      }
      throw new UncheckedIOException("Envoy's admin page " + pathAndQuery + " did not answer", e);
    }
  }

  @Override
  public void close() {
    end(process, atExit);
  }

  private static void end(Process process, Thread atExit) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException alreadyShuttingDown) {
      process.destroyForcibly();
    }
  }

  private static URI awaitAdmin(Process process, Path adminAddress, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      String address = Files.exists(adminAddress) ? Files.readString(adminAddress).strip() : "";
      // The file may be seen before its text is whole.
      if (address.matches(".*:[0-9]+")) {
        return URI.create("http://" + address);
      }
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw ended(process, log);
      }
    }
    throw new IllegalStateException(
        "Envoy told no admin address within %d s; its log: %s"
            .formatted(PATIENCE.toSeconds(), log));
  }

  private static IllegalStateException ended(Process process, Path log) {
    List<String> lines;
    try {
      lines = Files.readAllLines(log);
    } catch (IOException e) {
      lines = List.of();
    }
    String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    return new IllegalStateException(
        "Envoy ended with code %d; its log %s ends with:%n%s"
            .formatted(process.exitValue(), log, last));
  }
}
