package dev.ballast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a process has used, as Linux counts it. */
public final class ProcessUse {
  private static final Path PROC = Path.of("/proc");

  private ProcessUse() {}

  /** Whether this system tells. */
  static boolean isTold() {
    return Files.isReadable(PROC.resolve("self/status"))
        && Files.isReadable(PROC.resolve("self/schedstat"));
  }

  /** Memory it holds now, shared libraries and files included: {@code VmRSS}. */
  public static double rssMiB(long pid) throws IOException {
    for (String line : Files.readAllLines(PROC.resolve(pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("process " + pid + " has no memory left: it ended");
  }

  /**
   * Time on a processor by thread, in nanoseconds. {@code /proc/PID/stat} has it for the whole
   * process, but counts in hundredths of a second, which is many changes.
   */
  static Map<String, Long> cpuNanos(long pid) throws IOException {
    List<Path> threads;
    try (var listed = Files.list(PROC.resolve(pid + "/task"))) {
      threads = listed.toList();
    }
    var nanos = new HashMap<String, Long>();
    for (Path thread : threads) {
      spent(thread).ifPresent(spent -> nanos.put(thread.toString(), spent));
    }
    return Map.copyOf(nanos);
  }

  private static Optional<Long> spent(Path thread) throws IOException {
    try {
      String first = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
      return Optional.of(Long.parseLong(first));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // ended between the two looks
    }
  }

  /** What was used between two looks; only the last bit of threads that ended is missed. */
  static double cpuMillis(Map<String, Long> before, Map<String, Long> after) {
    long nanos = 0;
    for (var thread : after.entrySet()) {
      nanos += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return nanos / 1e6;
  }
}
