package dev.ballast.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.envoy.Leash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ballast serve} in a process of its own, as a user would start it. */
final class ServerProcess implements AutoCloseable {
  private static final long STOP_WITHIN_SECONDS = 10;

  private final Process process;
  private final ServerLog log;
  private final Thread atExit;

  private ServerProcess(Process process, ServerLog log, Thread atExit) {
    this.process = process;
    this.log = log;
    this.atExit = atExit;
  }

  /**
   * Returns at once.
   *
   * @param ballast the command before {@code serve}
   * @param logFile gets what it says on standard error
   */
  static ServerProcess start(
      List<String> ballast, Path objects, int xdsPort, int listenerPort, Path logFile)
      throws IOException {
    var command = new ArrayList<>(ballast);
    command.addAll(
        List.of(
            "serve",
            "--provider=directory=" + objects,
            "--xds=127.0.0.1:" + xdsPort,
            "--admin=127.0.0.1:0",
            "--listener-port=" + WorldText.LISTENER + "=" + listenerPort));
    Process process =
        new ProcessBuilder(Leash.on(command))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var atExit = new Thread(process::destroyForcibly, "stop-server");
    Runtime.getRuntime().addShutdownHook(atExit);
    var log = new ServerLog();
    Thread.ofPlatform().name("server-log").daemon().start(() -> follow(process, log, logFile));
    return new ServerProcess(process, log, atExit);
  }

  ServerLog log() {
    return log;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
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

  private static void follow(Process process, ServerLog log, Path logFile) {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        var file = new PrintWriter(Files.newBufferedWriter(logFile, UTF_8), true)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        file.println(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("the server's log cannot be followed", e);
      }
    }
  }
}
