package dev.ballast.lab.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A short command.
 *
 * @param words program and arguments
 * @param environment variables on top of our own
 * @param input what it reads on standard input
 * @param atMost how long it may take; then it is killed and counts as exit code 124
 */
public record Command(
    List<String> words, Map<String, String> environment, String input, Duration atMost) {
  private static final int TIMED_OUT = 124;

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), "", Duration.ofMinutes(2));
  }

  public Command with(Map<String, String> more) {
    return new Command(words, more, input, atMost);
  }

  public Command reading(String text) {
    return new Command(words, environment, text, atMost);
  }

  public Command within(Duration time) {
    return new Command(words, environment, input, time);
  }

  /** Runs it to its end. */
  public Ran run() {
    try {
      var builder = new ProcessBuilder(words);
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        return await(process);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(words.getFirst() + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + line(), e);
    }
  }

  private Ran await(Process process) throws InterruptedException, IOException {
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      // It ended without reading; its exit code tells more.
    }
    boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String said = ended ? "" : "\nkilled after " + atMost;
    return new Ran(line(), ended ? process.exitValue() : TIMED_OUT, out.join(), err.join() + said);
  }

  private static CompletableFuture<String> read(InputStream in) {
    var text = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (in) {
                text.complete(new String(in.readAllBytes(), UTF_8));
              } catch (IOException e) {
                text.complete("");
              }
            });
    return text;
  }

  private String line() {
    return String.join(" ", words);
  }
}
